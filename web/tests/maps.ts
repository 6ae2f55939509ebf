// Small maps, as the service would answer them.

import type { MapEdge, MapNode, Slice } from "../src/map/model";

export function node(id: string, more: Partial<MapNode> = {}): MapNode {
  return {
    id,
    kind: "PAPER",
    label: id,
    subtitle: null,
    weight: 0.5,
    distance: 1,
    cluster: 0,
    x: 0,
    y: 0,
    ...more,
  };
}

export function edge(source: string, target: string, kind: MapEdge["kind"] = "CITES"): MapEdge {
  return { source, target, kind, weight: 1, label: "" };
}

export function slice(nodes: MapNode[], edges: MapEdge[] = []): Slice {
  return { nodes, edges, clusters: [], available: [], complete: true, description: "", permalink: "" };
}
