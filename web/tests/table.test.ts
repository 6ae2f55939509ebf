import assert from "node:assert/strict";
import { test } from "node:test";

import { csv } from "../src/playground/csv";
import { countObjects, listPaths, pathLabel, table } from "../src/playground/table";

const ANSWER = {
  paper: {
    title: "Graphs",
    authors: {
      totalCount: 2,
      nodes: [{ name: "Ada" }, { name: "Ben", topics: { nodes: [{ id: "T1" }, { id: "T2" }] } }],
    },
    pageInfo: { hasNextPage: false },
  },
};

test("every list of objects can be the rows, the outermost first", () => {
  assert.deepEqual(listPaths(ANSWER), ["paper.authors.nodes", "paper.authors.nodes.topics.nodes"]);
  assert.deepEqual(listPaths({ words: ["a", "b"], empty: [] }), []);
});

test("wrappers say nothing in a name", () => {
  assert.equal(pathLabel("paper.authors.nodes.topics.nodes"), "paper › authors › topics");
  assert.equal(pathLabel("nodes"), "nodes");
});

test("a row has what stands above it, and lists within it are joined", () => {
  assert.deepEqual(table(ANSWER, "paper.authors.nodes"), {
    columns: ["title", "authors.name", "authors.topics.id"],
    own: [false, true, true],
    rows: [
      ["Graphs", "Ada", null],
      ["Graphs", "Ben", "T1; T2"],
    ],
  });
});

test("an answer without lists is one row, and an empty one is none", () => {
  assert.deepEqual(table({ graph: { papers: 3 } }, undefined), { columns: ["papers"], own: [true], rows: [[3]] });
  assert.deepEqual(table({}, undefined), { columns: [], own: [], rows: [] });
});

test("an answer holds its objects, without lists and edges", () => {
  assert.equal(countObjects(ANSWER.paper), 5);
  assert.equal(countObjects(null), 0);
});

test("a cell is quoted where CSV asks for it, and no formula", () => {
  const rows = [
    ["=1+1", ' "a", b', null, 7, true],
    ["a\nb", "-x", "＠y", -1, false],
  ];
  assert.equal(
    csv({ columns: ["one", "two", "three", "four", "five"], rows }),
    `\ufeffone,two,three,four,five\r\n'=1+1," ""a"", b",,7,true\r\n"a\nb",'-x,'＠y,-1,false\r\n`,
  );
});
