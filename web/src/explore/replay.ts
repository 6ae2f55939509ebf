// The nodes and edges of a state with their positions: replays the steps in order.

import { Graph, type PlacedNode, type Slice, type Snapshot } from "../map/model";
import { placeNewNodes, fromLayout, placeNode, type Spread, relax } from "../map/layout";
import { MAX_NODES } from "../map/view";
import type { Path } from "./queries";
import type { Step } from "./state";

const STRIDE = 90;

/** A step with the answer of the service. */
export type CompletedStep = { grow: string; slice: Slice } | { drop: string } | { paths: Path[] };

export function isPath(step: Step): step is Extract<Step, { path: unknown }> {
  return "path" in step;
}

export function replay(base: Slice, spread: Spread, steps: CompletedStep[]): Snapshot {
  const graph = new Graph();
  graph.add(fromLayout(base, spread), base.edges);
  const expanded = base.nodes.filter((node) => node.distance === 0).map((node) => node.id);
  for (const step of steps) {
    if ("drop" in step) graph.remove(step.drop);
    else if ("paths" in step) for (const path of step.paths) addPath(graph, path);
    else if (grow(graph, step.slice, step.grow)) expanded.push(step.grow);
  }
  return { nodes: [...graph.nodes.values()], edges: graph.edges, expanded };
}

function grow(graph: Graph, slice: Slice, id: string): boolean {
  const around = graph.nodes.get(id);
  if (!around) return false;
  const newNodes = placeNewNodes(graph, slice, around, Math.max(0, MAX_NODES - graph.nodes.size));
  graph.add(newNodes, slice.edges);
  return true;
}

/** Adds a path to the map: new nodes are placed between existing ones. */
function addPath(graph: Graph, path: Path): void {
  const ends = anchors(graph, path);
  const newNodes = path.nodes.flatMap((node, at) => {
    if (graph.nodes.has(node.id)) return [];
    const { x, y } = between(ends, at);
    return [placeNode(node, x, y)];
  });
  relax(graph, path.edges, newNodes);
  graph.add(newNodes, path.edges);
}

interface Anchor {
  at: number;
  x: number;
  y: number;
}

/** The nodes of a path that are on the map; one below the map if there are none. */
function anchors(graph: Graph, path: Path): Anchor[] {
  const anchored = path.nodes.flatMap((node, at) => {
    const placed = graph.nodes.get(node.id);
    return placed ? [{ at, x: placed.x, y: placed.y }] : [];
  });
  return anchored.length ? anchored : [{ at: 0, ...below([...graph.nodes.values()]) }];
}

function below(nodes: PlacedNode[]): { x: number; y: number } {
  const x = nodes.reduce((sum, node) => sum + node.x, 0) / Math.max(1, nodes.length);
  return { x, y: Math.max(0, ...nodes.map((node) => node.y)) + STRIDE };
}

/** A position on the straight line between two anchors, or outwards beyond the last one. */
function between(anchors: Anchor[], at: number): { x: number; y: number } {
  const before = anchors.findLast((anchor) => anchor.at < at);
  const after = anchors.find((anchor) => anchor.at > at);
  if (before && after) {
    const part = (at - before.at) / (after.at - before.at);
    return { x: before.x + (after.x - before.x) * part, y: before.y + (after.y - before.y) * part };
  }
  const near = before ?? after ?? { at: 0, x: 0, y: 0 };
  const outwards = near.x || near.y ? Math.atan2(near.y, near.x) : Math.PI / 3;
  const far = Math.abs(at - near.at) * STRIDE;
  return { x: near.x + Math.cos(outwards) * far, y: near.y + Math.sin(outwards) * far };
}
