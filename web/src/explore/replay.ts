// The nodes and edges of a state, in their places: what was done to a map, done again in the same order.

import { Graph, type Placed, type Slice, type Snapshot } from "../map/model";
import { joining, laidOut, placed, type Spread, settle } from "../map/layout";
import { MOST } from "../map/view";
import type { Path } from "./queries";
import type { Step } from "./state";

const STRIDE = 90;

/** A step with what the service answered to it. */
export type Done = { grow: string; slice: Slice } | { drop: string } | { paths: Path[] };

export function isPath(step: Step): step is Extract<Step, { path: unknown }> {
  return "path" in step;
}

export function replay(base: Slice, spread: Spread, steps: Done[]): Snapshot {
  const graph = new Graph();
  graph.add(laidOut(base, spread), base.edges);
  const expanded = base.nodes.filter((node) => node.distance === 0).map((node) => node.id);
  for (const step of steps) {
    if ("drop" in step) graph.remove(step.drop);
    else if ("paths" in step) for (const path of step.paths) lay(graph, path);
    else if (grow(graph, step.slice, step.grow)) expanded.push(step.grow);
  }
  return { nodes: [...graph.nodes.values()], edges: graph.edges, expanded };
}

function grow(graph: Graph, slice: Slice, id: string): boolean {
  const around = graph.nodes.get(id);
  if (!around) return false;
  const fresh = joining(graph, slice, around).slice(0, Math.max(0, MOST - graph.nodes.size));
  graph.add(fresh, slice.edges);
  return true;
}

/** Puts a path on the map: nodes that are new stand between those that it has. */
function lay(graph: Graph, path: Path): void {
  const ends = anchors(graph, path);
  const fresh = path.nodes.flatMap((node, at) => {
    if (graph.nodes.has(node.id)) return [];
    const { x, y } = between(ends, at);
    return [placed(node, x, y)];
  });
  settle(graph, path.edges, fresh);
  graph.add(fresh, path.edges);
}

interface Anchor {
  at: number;
  x: number;
  y: number;
}

/** The nodes of a path that have their places; one below the map where it has none. */
function anchors(graph: Graph, path: Path): Anchor[] {
  const found = path.nodes.flatMap((node, at) => {
    const there = graph.nodes.get(node.id);
    return there ? [{ at, x: there.x, y: there.y }] : [];
  });
  return found.length ? found : [{ at: 0, ...below([...graph.nodes.values()]) }];
}

function below(nodes: Placed[]): { x: number; y: number } {
  const x = nodes.reduce((sum, node) => sum + node.x, 0) / Math.max(1, nodes.length);
  return { x, y: Math.max(0, ...nodes.map((node) => node.y)) + STRIDE };
}

/** Between its anchors a path is straight; beyond the last it goes on outwards. */
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
