import assert from "node:assert/strict";
import { test } from "node:test";

import { Graph, radius } from "../src/map/model";
import { placeNode } from "../src/map/layout";
import { edge, node } from "./maps";

function graph(): Graph {
  const made = new Graph();
  made.add(
    ["A", "B", "C"].map((id, place) => placeNode(node(id), 100 * place, 0)),
    [edge("A", "B"), edge("B", "C"), edge("C", "A", "NEIGHBOUR")],
  );
  return made;
}

test("an edge is there once, and only between nodes that are there", () => {
  const made = graph();
  made.add([], [edge("A", "B"), edge("A", "B", "NEIGHBOUR"), edge("A", "absent")]);
  assert.deepEqual(
    made.edges.map(({ source, target, kind }) => `${source} ${kind} ${target}`),
    ["A CITES B", "B CITES C", "C NEIGHBOUR A", "A NEIGHBOUR B"],
  );
});

test("a node that is added again keeps its place", () => {
  const made = graph();
  made.add([placeNode(node("B"), -5, -5)], []);
  assert.deepEqual([made.nodes.get("B")?.x, made.nodes.size], [100, 3]);
});

test("a node that is removed takes its edges with it, and they do not come back with it", () => {
  const made = graph();
  made.remove("B");
  assert.deepEqual(made.edges, [edge("C", "A", "NEIGHBOUR")]);
  made.add([placeNode(node("B"), 0, 0)], []);
  assert.deepEqual(made.links("B"), []);
});

test("links lead both ways", () => {
  const made = graph();
  assert.deepEqual(made.around("A"), new Set(["B", "C"]));
  assert.deepEqual(made.between("B", "A"), made.between("A", "B"));
  assert.deepEqual(made.between("A", "B"), [edge("A", "B")]);
  assert.deepEqual(made.links("absent"), []);
});

test("an edge from a node to itself is linked once", () => {
  const made = graph();
  made.add([], [edge("A", "A")]);
  assert.equal(made.links("A").filter(({ source, target }) => source === target).length, 1);
});

test("a cleared graph is empty", () => {
  const made = graph();
  made.clear();
  assert.deepEqual([made.nodes.size, made.edges, made.links("A")], [0, [], []]);
});

test("radii are those of the service's layout: from 5 to 16 pixels, by area", () => {
  assert.deepEqual([0, 1].map(radius), [5, 16]);
  assert.equal(Math.round(2 * radius(0.5) ** 2), 25 + 256);
});
