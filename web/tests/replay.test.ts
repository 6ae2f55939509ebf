import assert from "node:assert/strict";
import { test } from "node:test";

import { type Done, isPath, replay } from "../src/explore/replay";
import { edge, node, slice } from "./maps";

const SPREAD = { x: 1, y: 1 };
const BASE = slice(
  [node("A", { distance: 0 }), node("B", { x: 100 }), node("C", { x: -100 })],
  [edge("A", "B"), edge("A", "C")],
);
const GROWN: Done = { grow: "B", slice: slice([node("A"), node("B"), node("D")], [edge("B", "D")]) };

function ids(steps: Done[]): string[] {
  return replay(BASE, SPREAD, steps).nodes.map(({ id }) => id);
}

test("no step leaves the map as the service answered it", () => {
  const made = replay(BASE, SPREAD, []);
  assert.deepEqual(
    made.nodes.map(({ id, x, y }) => [id, x, y]),
    [
      ["A", 0, 0],
      ["B", 100, 0],
      ["C", -100, 0],
    ],
  );
  assert.deepEqual([made.edges, made.expanded], [BASE.edges, ["A"]]);
});

test("a map grows around a node, once", () => {
  const made = replay(BASE, SPREAD, [GROWN, GROWN]);
  assert.deepEqual(
    made.nodes.map(({ id }) => id),
    ["A", "B", "C", "D"],
  );
  assert.deepEqual(made.edges.at(-1), edge("B", "D"));
  assert.deepEqual([...new Set(made.expanded)], ["A", "B"]);
});

test("what was removed does not grow", () => {
  const made = replay(BASE, SPREAD, [{ drop: "B" }, GROWN]);
  assert.deepEqual(
    made.nodes.map(({ id }) => id),
    ["A", "C"],
  );
  assert.deepEqual(made.expanded, ["A"]);
});

test("steps are done in their order", () => {
  assert.deepEqual(ids([GROWN, { drop: "D" }]), ["A", "B", "C"]);
  assert.deepEqual(ids([{ drop: "D" }, GROWN]), ["A", "B", "C", "D"]);
});

test("the same steps come to the same places", () => {
  assert.deepEqual(replay(BASE, SPREAD, [GROWN]), replay(BASE, SPREAD, [GROWN]));
});

test("a map has a limit, and grows no further", () => {
  const many = Array.from({ length: 3_000 }, (_, at) => node(`N${at}`));
  const count = ids([{ grow: "B", slice: slice(many) }]).length;
  assert.ok(count < 3_000 && count > 100, `${count} nodes`);
  assert.equal(
    ids([
      { grow: "B", slice: slice(many) },
      { grow: "B", slice: slice([node("last")]) },
    ]).length,
    count,
  );
});

test("the nodes of a path stand between its ends, in their order", () => {
  const path = { nodes: [node("B"), node("E"), node("F"), node("C")], edges: [edge("B", "E"), edge("F", "C")] };
  const made = replay(BASE, SPREAD, [{ paths: [path] } as Done]);
  const x = (id: string) => made.nodes.find((each) => each.id === id)?.x ?? Number.NaN;
  assert.ok(x("B") > x("E") && x("E") > x("F") && x("F") > x("C"), ["B", "E", "F", "C"].map(x).join());
  assert.equal(made.edges.length, 4);
});

test("a path that the map has no node of stands below it", () => {
  const path = { nodes: [node("E"), node("F")], edges: [edge("E", "F")] };
  const made = replay(BASE, SPREAD, [{ paths: [path] } as Done]);
  const lowest = Math.max(...["A", "B", "C"].map((id) => made.nodes.find((each) => each.id === id)?.y ?? 0));
  for (const id of ["E", "F"]) assert.ok((made.nodes.find((each) => each.id === id)?.y ?? 0) > lowest, id);
});

test("a step says whether it is a path", () => {
  assert.deepEqual([isPath({ path: ["A", "B"] }), isPath({ grow: "A" }), isPath({ drop: "A" })], [true, false, false]);
});
