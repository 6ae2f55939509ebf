// Keyboard control of the map: arrow keys follow links to the nearest linked node in their direction.

import type { Graph, PlacedNode } from "./model";

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyActions {
  go(id: string | null): void;
  back(): boolean;
  open(): void;
  expand(): void;
  remove(): void;
  zoom(factor: number): void;
  fit(): void;
  noLink(): void;
}

/** Handles a key; false if it has no meaning. `current` is the selected node, `first` the initial one. */
export function handleKey(
  event: KeyboardEvent,
  graph: Graph,
  current: PlacedNode | null,
  first: string | null,
  to: KeyActions,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    const next = current ? towards(graph, current, direction) : first;
    if (next) to.go(next);
    else to.noLink();
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

/** The nearest linked node in a direction, with lateral distance counted twice; null beyond a right angle. */
function towards(graph: Graph, from: PlacedNode, [dx, dy]: [number, number]): string | null {
  let best: string | null = null;
  let minCost = Number.POSITIVE_INFINITY;
  for (const id of graph.around(from.id)) {
    const node = graph.nodes.get(id) as PlacedNode;
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    const cost = along + 2 * aside;
    if (along > 0.2 * aside && cost < minCost) [best, minCost] = [id, cost];
  }
  return best;
}
