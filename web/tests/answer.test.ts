import assert from "node:assert/strict";
import { test } from "node:test";

import { readAnswer } from "../src/playground/answer";
import { separateKeys } from "../src/playground/group-keys";

test("an answer has data, errors with their field and code, cost and size", () => {
  const text = JSON.stringify({
    data: { paper: { title: "Graphs", authors: { nodes: [{ name: "Ada" }] } } },
    errors: [
      { message: "Too late.", path: ["paper", "cite", 0], extensions: { code: "TIMEOUT" } },
      { message: "Odd." },
    ],
    extensions: { cost: { work: 1, planning: 2, limit: 3 } },
  });
  assert.deepEqual(readAnswer(text), {
    data: { paper: { title: "Graphs", authors: { nodes: [{ name: "Ada" }] } } },
    errors: [
      { message: "Too late.", path: "paper.cite.0", code: "TIMEOUT" },
      { message: "Odd.", path: "", code: "" },
    ],
    cost: { work: 1, planning: 2, limit: 3 },
    objects: 2,
    bytes: text.length,
  });
});

test("no answer is no error, and an answer that cannot be read is one", () => {
  assert.equal(readAnswer(" "), null);
  for (const text of ["<html>Bad gateway", "[]", '{"data": null, "errors": [{"message": "No."}]}']) {
    const answer = readAnswer(text);
    assert.equal(answer?.data, null);
    assert.equal(answer?.errors.length, 1);
    assert.ok(answer?.errors[0]?.message);
  }
  assert.equal(readAnswer('{"errors": ["text", {"message": 7}]}')?.errors.length, 2);
});

test("the keys of a group are columns: by name, by number, or a single one as it is", () => {
  const named = [
    { key: "COUNTRY", value: "CA" },
    { key: "TOPIC", value: "T1", node: { name: "Graphs" } },
  ];
  assert.deepEqual(separateKeys({ groups: { nodes: [{ keys: named, count: 2 }] } }), {
    groups: { nodes: [{ keys: { COUNTRY: "CA", TOPIC: { value: "T1", node: { name: "Graphs" } } }, count: 2 }] },
  });
  assert.deepEqual(separateKeys({ keys: [{ value: "CA" }, { value: "2015" }] }), { keys: { 1: "CA", 2: "2015" } });
  assert.deepEqual(separateKeys({ keys: [{ node: null }] }), { keys: { node: null } });
});

test("lists of other things that are called keys stay as they are", () => {
  for (const keys of [[], ["a"], [{ id: "1", key: "x" }], [{ key: "a" }, { key: "b" }, { key: "c" }]]) {
    assert.deepEqual(separateKeys({ keys }), { keys });
  }
});
