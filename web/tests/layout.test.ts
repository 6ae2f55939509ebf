import assert from "node:assert/strict";
import { test } from "node:test";

import { Graph, type PlacedNode } from "../src/map/model";
import { placeNewNodes, fromLayout, placeNode, relax, spread } from "../src/map/layout";
import { edge, node, slice } from "./maps";

function overlapping(nodes: PlacedNode[]): string[] {
  return nodes.flatMap((one, at) =>
    nodes
      .slice(at + 1)
      .filter((other) => Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius)
      .map((other) => `${one.id} ${other.id}`),
  );
}

test("a map is spread wide on a screen and high on a phone", () => {
  assert.ok(spread(1280, 800).x > spread(1280, 800).y);
  assert.ok(spread(390, 844).x < spread(390, 844).y);
  assert.deepEqual(spread(90, 100), spread(1280, 800));
  assert.deepEqual(spread(89, 100), spread(390, 844));
});

test("nodes stand where the service put them, spread; one without a place in the middle", () => {
  const nodes = fromLayout(slice([node("A", { x: 10, y: -20 }), node("B", { x: null, y: null })]), { x: 2, y: 3 });
  assert.deepEqual(
    nodes.map(({ id, x, y }) => [id, x, y]),
    [
      ["A", 20, -60],
      ["B", 0, 0],
    ],
  );
});

test("what the map is around is as large as a node can be", () => {
  assert.equal(placeNode(node("A", { distance: 0, weight: 0 }), 0, 0).radius, 16);
  assert.equal(placeNode(node("A", { distance: 1, weight: 0 }), 0, 0).radius, 5);
});

test("newcomers stand apart, and nothing that is there moves", () => {
  const graph = new Graph();
  graph.add([placeNode(node("A", { distance: 0 }), 0, 0), placeNode(node("B"), 120, 0)], [edge("A", "B")]);
  const around = graph.nodes.get("B");
  assert.ok(around);
  const fresh = ["C", "D", "E", "F"].map((id) => node(id, { distance: 0, cluster: 3 }));
  const made = placeNewNodes(
    graph,
    slice(
      [node("A"), node("B"), ...fresh],
      fresh.map(({ id }) => edge("B", id)),
    ),
    around,
    10,
  );
  assert.deepEqual(
    made.map(({ id, distance, cluster }) => [id, distance, cluster]),
    ["C", "D", "E", "F"].map((id) => [id, 1, null]),
  );
  assert.deepEqual(
    [...graph.nodes.values()].map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [120, 0],
    ],
  );
  assert.deepEqual(overlapping([...graph.nodes.values(), ...made]), []);
});

test("newcomers stand outwards of the node that brought them", () => {
  const graph = new Graph();
  graph.add([placeNode(node("A"), 0, 0), placeNode(node("B"), 200, 0)], []);
  const around = graph.nodes.get("B");
  assert.ok(around);
  const [made] = placeNewNodes(graph, slice([node("C")], [edge("B", "C")]), around, 10);
  assert.ok(made && made.x > 200, `${made?.x} is not beyond 200.`);
});

test("the same newcomers come to the same places", () => {
  const settled = () => {
    const graph = new Graph();
    graph.add([placeNode(node("A"), 0, 0)], []);
    const fresh = [placeNode(node("B"), 3, 4), placeNode(node("C"), -3, 4)];
    relax(graph, [edge("A", "B"), edge("A", "C")], fresh);
    return fresh.map(({ x, y }) => [x, y]);
  };
  assert.deepEqual(settled(), settled());
});
