import assert from "node:assert/strict";
import { test } from "node:test";

import { type CompletedStep, isPath, replay } from "../src/explore/replay";
import { edge, node, slice } from "./maps";

const SPREAD = { x: 1, y: 1 };
const BASE = slice(
  [node("A", { distance: 0 }), node("B", { x: 100 }), node("C", { x: -100 })],
  [edge("A", "B"), edge("A", "C")],
);
const GROWN: CompletedStep = { grow: "B", slice: slice([node("A"), node("B"), node("D")], [edge("B", "D")]) };

function ids(steps: CompletedStep[]): string[] {
  return replay(BASE, SPREAD, steps).nodes.map(({ id }) => id);
}

test("no step leaves the map as the service answered it", () => {
  const snapshot = replay(BASE, SPREAD, []);
  assert.deepEqual(
    snapshot.nodes.map(({ id, x, y }) => [id, x, y]),
    [
      ["A", 0, 0],
      ["B", 100, 0],
      ["C", -100, 0],
    ],
  );
  assert.deepEqual([snapshot.edges, snapshot.expanded], [BASE.edges, ["A"]]);
});

test("a map grows around a node, once", () => {
  const snapshot = replay(BASE, SPREAD, [GROWN, GROWN]);
  assert.deepEqual(
    snapshot.nodes.map(({ id }) => id),
    ["A", "B", "C", "D"],
  );
  assert.deepEqual(snapshot.edges.at(-1), edge("B", "D"));
  assert.deepEqual([...new Set(snapshot.expanded)], ["A", "B"]);
});

test("what was removed does not grow", () => {
  const snapshot = replay(BASE, SPREAD, [{ drop: "B" }, GROWN]);
  assert.deepEqual(
    snapshot.nodes.map(({ id }) => id),
    ["A", "C"],
  );
  assert.deepEqual(snapshot.expanded, ["A"]);
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
  const snapshot = replay(BASE, SPREAD, [{ paths: [path] } as CompletedStep]);
  const x = (id: string) => snapshot.nodes.find((each) => each.id === id)?.x ?? Number.NaN;
  assert.ok(x("B") > x("E") && x("E") > x("F") && x("F") > x("C"), ["B", "E", "F", "C"].map(x).join());
  assert.equal(snapshot.edges.length, 4);
});

test("a path that the map has no node of stands below it", () => {
  const path = { nodes: [node("E"), node("F")], edges: [edge("E", "F")] };
  const snapshot = replay(BASE, SPREAD, [{ paths: [path] } as CompletedStep]);
  const lowest = Math.max(...["A", "B", "C"].map((id) => snapshot.nodes.find((each) => each.id === id)?.y ?? 0));
  for (const id of ["E", "F"]) assert.ok((snapshot.nodes.find((each) => each.id === id)?.y ?? 0) > lowest, id);
});

test("a step says whether it is a path", () => {
  assert.deepEqual([isPath({ path: ["A", "B"] }), isPath({ grow: "A" }), isPath({ drop: "A" })], [true, false, false]);
});
