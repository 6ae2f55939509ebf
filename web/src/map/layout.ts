// Where nodes stand: as the server laid them out; those that come later, around the node that brought them.

import { type Graph, type MapEdge, type MapNode, type Placed, radius, type Slice } from "./model";

/** How much wider and higher than the server's layout a picture is, so that labels have room. */
export interface Spread {
  x: number;
  y: number;
}

const WIDE: Spread = { x: 1.5, y: 1.15 };
const TALL: Spread = { x: 1.1, y: 1.5 };
const GAP = 9;
/** The length that an edge would like to have, and how far nodes push each other away. */
const LENGTH = 80;
const REACH = 90;
const STEPS = 80;

/** Maps are wider than high on a screen, and higher than wide on a phone. */
export function spread(width: number, height: number): Spread {
  return width >= height * 0.9 ? WIDE : TALL;
}

/** The nodes of a slice in the places that the server gave them. */
export function laidOut(slice: Slice, by: Spread): Placed[] {
  return slice.nodes.map((node) => placed(node, (node.x ?? 0) * by.x, (node.y ?? 0) * by.y));
}

/** The nodes of a slice that a graph lacks, around one that it has; nothing that is there moves. */
export function joining(graph: Graph, slice: Slice, around: Placed): Placed[] {
  const away = outwards(graph, around);
  const fresh = slice.nodes
    .filter((node) => !graph.nodes.has(node.id))
    .map((node) => placed(node, around.x + 0.5 * (node.x ?? 0) + away.x, around.y + 0.5 * (node.y ?? 0) + away.y))
    .map((node) => ({ ...node, distance: Math.max(1, node.distance), cluster: null }));
  settle(graph, slice.edges, fresh);
  return fresh;
}

export function placed(node: MapNode, x: number, y: number): Placed {
  return { ...node, x, y, radius: radius(node.distance === 0 ? 1 : node.weight) };
}

/** From the middle of all towards the node and beyond: newcomers stand where there is room. */
function outwards(graph: Graph, around: Placed): { x: number; y: number } {
  const nodes = [...graph.nodes.values()];
  const x = around.x - nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length;
  const y = around.y - nodes.reduce((sum, node) => sum + node.y, 0) / nodes.length;
  const length = Math.hypot(x, y) || 1;
  return { x: (x / length) * LENGTH, y: (y / length) * LENGTH };
}

/** Force-directed steps for the newcomers alone (Fruchterman and Reingold 1991), then apart where they overlap. */
export function settle(graph: Graph, edges: MapEdge[], fresh: Placed[]): void {
  const all = [...graph.nodes.values(), ...fresh];
  const known = new Map(all.map((node) => [node.id, node]));
  for (let step = 0; step < STEPS; step++) {
    const heat = 12 * (1 - step / STEPS);
    for (const node of fresh) {
      const force = repulsion(node, all);
      for (const edge of edges) {
        if (edge.source !== node.id && edge.target !== node.id) continue;
        const other = known.get(edge.source === node.id ? edge.target : edge.source);
        if (!other || other === node) continue;
        const distance = Math.hypot(other.x - node.x, other.y - node.y) || 1;
        const pull = Math.max(-1, (distance - LENGTH) / LENGTH) * 2;
        force.x += ((other.x - node.x) / distance) * pull;
        force.y += ((other.y - node.y) / distance) * pull;
      }
      const strength = Math.hypot(force.x, force.y) || 1;
      node.x += (force.x / strength) * Math.min(strength * 3, heat);
      node.y += (force.y / strength) * Math.min(strength * 3, heat);
    }
  }
  for (let round = 0; round < 40 && apart(fresh, all); round++);
}

function repulsion(node: Placed, all: Placed[]): { x: number; y: number } {
  const force = { x: 0, y: 0 };
  for (const other of all) {
    const dx = node.x - other.x;
    const dy = node.y - other.y;
    const distance = Math.hypot(dx, dy);
    if (other === node || distance > REACH) continue;
    const push = ((REACH - distance) / REACH) * 3;
    force.x += (distance ? dx / distance : 1) * push;
    force.y += (distance ? dy / distance : 0) * push;
  }
  return force;
}

/** Moves newcomers off what they overlap; whether any did. */
function apart(fresh: Placed[], all: Placed[]): boolean {
  let moved = false;
  for (const node of fresh) {
    for (const other of all) {
      if (other === node) continue;
      const dx = node.x - other.x;
      const dy = node.y - other.y;
      const distance = Math.hypot(dx, dy) || 0.01;
      const lacking = node.radius + other.radius + GAP - distance;
      if (lacking <= 0) continue;
      node.x += (dx / distance || 1) * lacking;
      node.y += (dy / distance) * lacking;
      moved = true;
    }
  }
  return moved;
}
