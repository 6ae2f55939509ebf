// The map by keyboard: arrows go along links to the linked node that lies most in their direction.

import type { Graph, Placed } from "./model";

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface Keys {
  go(id: string | null): void;
  back(): boolean;
  open(): void;
  expand(): void;
  remove(): void;
  zoom(factor: number): void;
  fit(): void;
  nothing(): void;
}

/** Does what a key means; whether it means anything. `here` is the selected node, `first` where one begins. */
export function pressed(
  event: KeyboardEvent,
  graph: Graph,
  here: Placed | null,
  first: string | null,
  to: Keys,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    const next = here ? towards(graph, here, direction) : first;
    if (next) to.go(next);
    else to.nothing();
    return true;
  }
  switch (event.key) {
    case "Enter":
      to.open();
      return true;
    case " ":
      to.expand();
      return true;
    case "Delete":
      to.remove();
      return true;
    case "Escape":
      return to.back();
    case "+":
    case "=":
      to.zoom(1.3);
      return true;
    case "-":
      to.zoom(1 / 1.3);
      return true;
    case "0":
      to.fit();
      return true;
    case "Home":
      to.go(first);
      return true;
    default:
      return false;
  }
}

/** The linked node that lies nearest in a direction, counting what is aside twice; none beyond a right angle. */
function towards(graph: Graph, from: Placed, [dx, dy]: [number, number]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of graph.around(from.id)) {
    const node = graph.nodes.get(id) as Placed;
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    const cost = along + 2 * aside;
    if (along > 0.2 * aside && cost < least) [best, least] = [id, cost];
  }
  return best;
}
