import assert from "node:assert/strict";
import { test } from "node:test";

import { read, sameNodes, written } from "../src/explore/state";

function state(address: string) {
  return read(new URLSearchParams(address));
}

const ADDRESSES = [
  "around=W1",
  "around=W1&around=author:ada",
  "around=W1&kinds=PAPER,TOPIC&nodes=40&hops=2&from=1990&to=2020",
  "around=W1&grow=W2&drop=W3&path=W1+W2",
  "around=W1&hide=AUTHOR,VENUE&years=1990-2020&select=W2",
  "around=W1&list=open&sort=year",
  "around=W1&list=closed&at=1.5,-20.25,0.8",
  "around=doi:10.5555/1&theme=dark&locale=de",
];

for (const address of ADDRESSES) {
  test(`a view is written as it is read: ${address}`, () => {
    assert.equal(written(state(address)), address);
    assert.deepEqual(state(written(state(address))), state(address));
  });
}

test("an empty address is the usual view", () => {
  const usual = state("");
  assert.deepEqual([usual.params.around, usual.steps, usual.hidden], [[], [], []]);
  assert.deepEqual([usual.years, usual.selected, usual.list, usual.sort, usual.at], [null, null, null, null, null]);
  assert.equal(written(usual), "");
});

test("what is no value of a parameter says nothing", () => {
  const nonsense = "around=&nodes=many&hops=1.5&from=1e3&years=1990&at=1,2&list=ajar&path=W1&hide=NOBODY";
  assert.deepEqual(state(nonsense), state(""));
  assert.deepEqual(state("at=1,2,0"), state(""));
  assert.deepEqual(state("at=x,2,1"), state(""));
  assert.deepEqual(state("years=1990-20000"), state(""));
});

test("kinds are read in either case, and unknown ones are left out", () => {
  assert.deepEqual(state("kinds=paper,NOBODY,Topic").params.kinds, ["PAPER", "TOPIC"]);
});

test("no address has more steps than are done", () => {
  const steps = Array.from({ length: 250 }, (_, at) => `grow=W${at}`).join("&");
  assert.equal(state(steps).steps.length, 200);
  assert.deepEqual(state(steps).steps.at(-1), { grow: "W199" });
});

test("two views have the same nodes where what they are around and their steps are the same", () => {
  assert.ok(sameNodes(state("around=W1&grow=W2&hide=TOPIC"), state("around=W1&grow=W2&list=open&at=1,2,3")));
  assert.ok(!sameNodes(state("around=W1&grow=W2"), state("around=W1&drop=W2")));
  assert.ok(!sameNodes(state("around=W1"), state("around=W1&nodes=20")));
});
