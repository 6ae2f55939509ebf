import assert from "node:assert/strict";
import { test } from "node:test";

import { perYear, within } from "../src/explore/filtering";
import { Graph, type MapEdge, type MapNode } from "../src/map/model";
import { placeNode } from "../src/map/layout";
import { edge, node } from "./maps";

function graph(nodes: MapNode[], edges: MapEdge[] = []): Graph {
  const made = new Graph();
  made.add(
    nodes.map((each) => placeNode(each, 0, 0)),
    edges,
  );
  return made;
}

const PAPERS = [
  node("A", { distance: 0, node: { year: 1990 } }),
  node("B", { node: { year: 1993 } }),
  node("C", { node: { year: 1993 } }),
  node("D", { node: { year: null } }),
];

test("each year from the first to the last has its number of papers", () => {
  assert.deepEqual(perYear(graph(PAPERS)), [
    [1990, 1],
    [1991, 0],
    [1992, 0],
    [1993, 2],
  ]);
});

test("papers of one year, or of none, are no series", () => {
  assert.deepEqual(perYear(graph(PAPERS.slice(1))), []);
  assert.deepEqual(perYear(graph([])), []);
});

test("papers of the years stay, both ends included, and what the map is around", () => {
  const made = graph(PAPERS);
  const kept = (first: number, last: number) =>
    [...made.nodes.values()].filter(within(made, [first, last])).map(({ id }) => id);
  assert.deepEqual(kept(1993, 1993), ["A", "B", "C"]);
  assert.deepEqual(kept(1991, 1992), ["A"]);
  assert.deepEqual(kept(1990, 1992), ["A"]);
});

test("of all else stays what is linked with a paper that stays, or with none at all", () => {
  const others = ["author:1", "author:2", "author:3"].map((id) => node(id, { kind: "AUTHOR" }));
  const made = graph(
    [...PAPERS, ...others],
    [edge("author:1", "B", "AUTHORED"), edge("author:2", "D", "AUTHORED"), edge("author:2", "C", "AUTHORED")],
  );
  const kept = [...made.nodes.values()].filter(within(made, [1990, 1990])).map(({ id }) => id);
  assert.deepEqual(kept, ["A", "author:3"]);
});
