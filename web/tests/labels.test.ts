// Labels of the map: the most important ones are always shown, and no word is split.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type LabelBox, placeLabels, shortName, wrap } from "../src/map/labels";

const box = (x: number, y: number, more: Partial<LabelBox> = {}): LabelBox => ({
  x,
  y,
  radius: 6,
  lines: ["A long title of a paper"],
  width: 140,
  size: 11.5,
  ...more,
});

test("a label without space has its short form", () => {
  const wall = Array.from({ length: 600 }, (_, number) => box(12 * (number % 40), 12 * Math.floor(number / 40))).filter(
    ({ x, y }) => Math.abs(y - 90) > 16 || x < 190 || x > 260,
  );
  const label = box(200, 90, { short: { lines: ["Ada 1843"], width: 10 } });
  const [placed] = placeLabels([label], [...wall, label], 480, 180);
  assert.deepEqual(placed?.lines, ["Ada 1843"]);
});

test("a required label covers nodes, but neither another label nor a tool", () => {
  const nodes = Array.from({ length: 400 }, (_, number) => box(12 * (number % 20), 12 * Math.floor(number / 20)));
  const required = [box(100, 100, { required: true }), box(106, 104, { required: true })];
  assert.equal(placeLabels([box(100, 100)], nodes, 240, 240).length, 0);
  const placed = placeLabels(required, nodes, 240, 240, [[0, 0, 240, 60]]);
  assert.equal(placed.length, 2);
  for (const { y } of placed) assert.ok(y > 60);
  assert.ok(Math.abs((placed[0]?.y ?? 0) - (placed[1]?.y ?? 0)) >= 11.5);
});

test("lines end between words", () => {
  assert.deepEqual(wrap("Attention Is All You Need"), ["Attention Is All You Need"]);
  assert.deepEqual(wrap("Deep Residual Learning for Image Recognition"), [
    "Deep Residual Learning for",
    "Image Recognition",
  ]);
  const words = "A poly(3,4-ethylenedioxythiophene):poly(styrenesulfonate) film of good conductivity";
  for (const line of wrap(words)) {
    assert.ok(line.length <= 26);
    for (const word of line.replace("…", "").split(" ")) assert.ok(words.includes(word));
  }
});

test("a paper's short name is its first author and year", () => {
  assert.equal(shortName({ kind: "PAPER", subtitle: "Ashish Vaswani et al. · 2017" }), "Vaswani 2017");
  assert.equal(shortName({ kind: "PAPER", subtitle: "Retracted · Ada Lovelace · 1843" }), "Lovelace 1843");
  assert.equal(shortName({ kind: "PAPER", subtitle: "2017" }), null);
  assert.equal(shortName({ kind: "TOPIC", subtitle: "Field · 12" }), null);
});
