import assert from "node:assert/strict";
import { test } from "node:test";

import { chartColumns, defaultChoice } from "../src/playground/chart-columns";
import { chartData, MAX_SERIES, runs, yearRange } from "../src/playground/chart-data";
import { columnPlot, linePlot, rowPlot } from "../src/playground/chart-layout";
import { everyNth, position, scaleOf, shorten } from "../src/playground/chart-scale";
import { separateKeys } from "../src/playground/group-keys";
import { table, type Json, type Table } from "../src/playground/table";

/** The names of value, label and series that a chart of a list shows first; null for no chart. */
function shown(data: Json, path: string): (string | null)[] | null {
  const rows = table(separateKeys(data), path);
  const columns = chartColumns(rows);
  if (!columns) return null;
  const { value, label, series } = defaultChoice(rows, columns);
  return [value, label, series].map((column) => (column === null ? null : (rows.columns[column] ?? null)));
}

const group = (keys: Json, count: number, more: Record<string, Json> = {}) => ({ count, keys, ...more });

test("groups are shown by their names, unknown ones too", () => {
  const named = (name: string | null) => [{ node: name === null ? null : { name, paperCount: 9 } }];
  const nodes = [group(named("Ada"), 7), group(named("Ben"), 3), group(named(null), 3)];
  const data = { topic: { name: "Graphs", papers: { totalCount: 68, groups: { totalCount: 2, nodes } } } };
  assert.deepEqual(shown(data, "topic.papers.groups.nodes"), ["papers.groups.count", "papers.groups.keys.name", null]);
});

test("two keys are an axis of years and a line for each other value", () => {
  const keys = (country: string, year: string | null) => [
    { key: "COUNTRY", value: country },
    { key: "YEAR", value: year },
  ];
  const nodes = [
    group(keys("CA", "2015"), 1, { measures: { share: 1 } }),
    group(keys("CA", "2016"), 1, { measures: { share: 0.5 } }),
    group(keys("DE", "2015"), 2, { measures: { share: 1 } }),
    group(keys("DE", null), 2, { measures: { share: 1 } }),
  ];
  assert.deepEqual(shown({ papers: { groups: { nodes } } }, "papers.groups.nodes"), [
    "groups.count",
    "groups.keys.YEAR",
    "groups.keys.COUNTRY",
  ]);
});

test("the year of a group is its axis, the first and last years of its papers are not", () => {
  const nodes = [2015, 2016].map((year) => ({
    count: year - 2010,
    measures: { firstYear: year },
    keys: [{ value: String(year) }],
    papers: { nodes: [{ title: `Paper of ${year}` }] },
  }));
  assert.deepEqual(shown({ papers: { groups: { nodes } } }, "papers.groups.nodes"), [
    "groups.count",
    "groups.keys.value",
    null,
  ]);
});

test("years of several topics are a line each, whatever numbers the topics have", () => {
  const topic = (name: string, paperCount: number) => ({
    name,
    paperCount,
    countsByYear: [2019, 2020].map((year) => ({ year, papers: year - 2000, citations: 5 })),
  });
  const data = { topics: { nodes: [topic("Graphs", 3), topic("Trees", 4)] } };
  assert.deepEqual(shown(data, "topics.nodes.countsByYear"), ["countsByYear.papers", "countsByYear.year", "name"]);
  assert.deepEqual(shown(data, "topics.nodes"), ["paperCount", "name", null]);
});

test("things that have a year are shown by name, not on an axis of years", () => {
  const nodes = [2017, 2018, 2018].map((year, at) => ({
    id: `W${at}`,
    authors: { nodes: [{ name: `Ada ${at}` }] },
    title: `Paper ${at}`,
    year,
    citationCount: at,
  }));
  assert.deepEqual(shown({ papers: { nodes } }, "papers.nodes"), ["citationCount", "title", null]);
  const pairs = [
    ["Google", "MIT"],
    ["Google", "CMU"],
    ["OpenAI", "MIT"],
  ].map(([name, partner], count) => ({
    name,
    groups: { nodes: [group([{ node: { name: partner ?? null } }], count)] },
  }));
  assert.deepEqual(shown({ institutions: { nodes: pairs as Json[] } }, "institutions.nodes.groups.nodes"), [
    "groups.count",
    "groups.keys.name",
    "name",
  ]);
});

test("there is no chart without numbers, or of a single row", () => {
  const papers = [
    { title: "A", year: 2017 },
    { title: "B", year: 2018 },
  ];
  assert.equal(shown({ papers }, "papers"), null);
  assert.equal(shown({ papers: [{ title: "A", citations: 3 }] }, "papers"), null);
  assert.deepEqual(shown({ numbers: [{ count: 1 }, { count: 2 }] }, "numbers"), ["count", null, null]);
});

function rowsOf(...rows: Table["rows"]): Table {
  return { columns: ["year", "name", "count"], own: [true, true, true], rows };
}
const CHOICE = { label: 0, series: 1, value: 2 };

test("a series has its points; what is left out is counted", () => {
  const data = chartData(rowsOf([2019, "a", 1], [2020, "a", null], [null, "b", 5]), CHOICE);
  assert.deepEqual(data, {
    series: [
      { name: "b", points: [{ label: "Unknown", value: 5 }] },
      { name: "a", points: [{ label: "2019", value: 1 }] },
    ],
    withoutValue: 1,
    hidden: 0,
  });
  const many = rowsOf(...Array.from({ length: 12 }, (_, at) => [2020, `s${at}`, at]));
  const greatest = chartData(many, CHOICE);
  assert.equal(greatest.hidden, 12 - MAX_SERIES);
  assert.deepEqual([greatest.series[0]?.name, greatest.series.at(-1)?.name], ["s11", `s${12 - MAX_SERIES}`]);
});

test("a year without a row is a gap in its line, and a place on the axis", () => {
  const points = ["2016", "2013", "2014", "Unknown"].map((label) => ({ label, value: 1 }));
  assert.deepEqual(
    runs(points).map((run) => run.map(({ label }) => label)),
    [["2013", "2014"], ["2016"]],
  );
  assert.deepEqual(yearRange([{ name: "", points }]), [2013, 2014, 2015, 2016]);
  assert.deepEqual(yearRange([]), []);
});

test("ticks are round, and hold zero and all values", () => {
  assert.deepEqual(scaleOf([3, 68], 5).ticks, [0, 20, 40, 60, 80]);
  assert.deepEqual(scaleOf([0.25, 1], 5).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(scaleOf([1, 2], 5).ticks, [0, 1, 2]);
  assert.deepEqual(scaleOf([-3, 5], 5).ticks, [-4, -2, 0, 2, 4, 6]);
  assert.deepEqual(scaleOf([0, 0], 5).ticks, [0, 1]);
  assert.deepEqual(scaleOf([], 5).ticks, [0, 1]);
  assert.equal(position(scaleOf([0, 10], 5), 5, 100, 0), 50);
});

test("names that do not fit are left out or shortened", () => {
  assert.deepEqual(everyNth([1, 2, 3, 4, 5], 100, 44), [2, 5]);
  assert.deepEqual(everyNth([1, 2], 100, 44), [1, 2]);
  assert.equal(shorten("Stanford University", 70, 7), "Stanford…");
  assert.equal(shorten("MIT", 70, 7), "MIT");
});

const SERIES = [
  { name: "a", points: [1, 4, 2].map((value, at) => ({ label: String(2018 + at), value })) },
  { name: "b", points: [{ label: "2020", value: -2 }] },
];

test("every mark is inside the drawing, and greater values are higher", () => {
  for (const draw of [linePlot, columnPlot]) {
    const plot = draw(SERIES, 400, String);
    assert.equal(plot.marks.length, 4);
    for (const { x, y, width, height } of plot.marks) {
      assert.ok(x >= plot.left && x + width <= plot.right && y >= 0 && y + height <= plot.height);
    }
    const [one, four] = plot.marks;
    assert.ok(one && four && four.y < one.y);
  }
  assert.deepEqual(
    linePlot(SERIES, 400, String).lines.map((line) => line.match(/[ML]/g)?.join("")),
    ["MLL", "M"],
  );
});

test("a bar begins at zero, to the left for less", () => {
  const { marks, zero, height } = rowPlot(SERIES, 300);
  assert.deepEqual(
    marks.map(({ x, width }) => [x, width]),
    [
      [100, 50],
      [100, 200],
      [100, 100],
      [0, 100],
    ],
  );
  assert.equal(zero, 100);
  assert.ok((marks.at(-1)?.y ?? 0) < height);
  assert.deepEqual(rowPlot([{ name: "", points: [{ label: "a", value: 0 }] }], 300).marks[0]?.width, 0);
});
