// Positions of nodes: from the server's layout; nodes of an expansion around their centre.

import { type Graph, type MapEdge, type MapNode, type PlacedNode, radius, type Slice } from "./model";

/** Scale factors of the picture relative to the server's layout, for the space of labels. */
export interface Spread {
  x: number;
  y: number;
}

const WIDE: Spread = { x: 1.5, y: 1.15 };
const TALL: Spread = { x: 1.1, y: 1.5 };
const GAP = 9;
/** Ideal length of an edge, and range of repulsion. */
const LENGTH = 80;
const REACH = 90;
const STEPS = 80;

/** Wide on a desktop, tall on a phone. */
export function spread(width: number, height: number): Spread {
  return width >= height * 0.9 ? WIDE : TALL;
}

/** The nodes of a slice at the positions of the server's layout. */
export function fromLayout(slice: Slice, by: Spread): PlacedNode[] {
  return slice.nodes.map((node) => placeNode(node, (node.x ?? 0) * by.x, (node.y ?? 0) * by.y));
}

/** The new nodes of a slice, at most `limit`, placed around an existing node; existing nodes do not move. */
export function placeNewNodes(graph: Graph, slice: Slice, around: PlacedNode, limit: number): PlacedNode[] {
  const offset = outwards(graph, around);
  const newNodes = slice.nodes
    .filter((node) => !graph.nodes.has(node.id))
    .slice(0, limit)
    .map((node) =>
      placeNode(node, around.x + 0.5 * (node.x ?? 0) + offset.x, around.y + 0.5 * (node.y ?? 0) + offset.y),
    )
    .map((node) => ({ ...node, distance: Math.max(1, node.distance), cluster: null }));
  relax(graph, slice.edges, newNodes);
  return newNodes;
}

export function placeNode(node: MapNode, x: number, y: number): PlacedNode {
  return { ...node, x, y, radius: radius(node.distance === 0 ? 1 : node.weight) };
}

/** The offset from the centre of all nodes outwards, where there is space. */
function outwards(graph: Graph, around: PlacedNode): { x: number; y: number } {
  const nodes = [...graph.nodes.values()];
  const x = around.x - nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length;
  const y = around.y - nodes.reduce((sum, node) => sum + node.y, 0) / nodes.length;
  const length = Math.hypot(x, y) || 1;
  return { x: (x / length) * LENGTH, y: (y / length) * LENGTH };
}

/** Force-directed layout of the new nodes (Fruchterman and Reingold 1991), then removal of overlaps. */
export function relax(graph: Graph, edges: MapEdge[], newNodes: PlacedNode[]): void {
  const all = [...graph.nodes.values(), ...newNodes];
  const byId = new Map(all.map((node) => [node.id, node]));
  for (let step = 0; step < STEPS; step++) {
    const temperature = 12 * (1 - step / STEPS);
    for (const node of newNodes) {
      const force = repulsion(node, all);
      for (const edge of edges) {
        if (edge.source !== node.id && edge.target !== node.id) continue;
        const other = byId.get(edge.source === node.id ? edge.target : edge.source);
        if (!other || other === node) continue;
        const distance = Math.hypot(other.x - node.x, other.y - node.y) || 1;
        const pull = Math.max(-1, (distance - LENGTH) / LENGTH) * 2;
        force.x += ((other.x - node.x) / distance) * pull;
        force.y += ((other.y - node.y) / distance) * pull;
      }
      const strength = Math.hypot(force.x, force.y) || 1;
      node.x += (force.x / strength) * Math.min(strength * 3, temperature);
      node.y += (force.y / strength) * Math.min(strength * 3, temperature);
    }
  }
  for (let round = 0; round < 40 && separate(newNodes, all); round++);
}

function repulsion(node: PlacedNode, all: PlacedNode[]): { x: number; y: number } {
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

/** Moves new nodes off nodes that they overlap; whether any moved. */
function separate(newNodes: PlacedNode[], all: PlacedNode[]): boolean {
  let moved = false;
  for (const node of newNodes) {
    for (const other of all) {
      if (other === node) continue;
      const dx = node.x - other.x;
      const dy = node.y - other.y;
      const distance = Math.hypot(dx, dy) || 0.01;
      const overlap = node.radius + other.radius + GAP - distance;
      if (overlap <= 0) continue;
      node.x += (dx / distance || 1) * overlap;
      node.y += (dy / distance) * overlap;
      moved = true;
    }
  }
  return moved;
}
