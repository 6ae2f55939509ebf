// Which columns of a table a chart shows: a value, a label or year for each row, and a series.

import type { Cell, Table } from "./table";

export interface ChartChoice {
  /** Index of the column with the values. */
  value: number;
  /** Index of the column with labels or years; null: rows are numbered. */
  label: number | null;
  /** Index of the column that separates the series; null for one series. */
  series: number | null;
}

export interface ChartColumns {
  values: number[];
  labels: number[];
  /** The columns of `labels` that are years. */
  years: number[];
}

const YEAR_NAME = /year$/i;
const YEAR_TEXT = /^(1[5-9]|20)\d\d$/;
/** Texts that name a row well, best first; those of the keys of a group name it best. */
const KEYS = [/(^|\.)keys\.(.*\.)?name$/i, /(^|\.)keys(\.|$)/i];
const NAMES = [/(^|\.)name$/i, /(^|\.)title$/i];
const ID = /(^|\.)id$/i;

function cells({ rows }: Table, column: number): Cell[] {
  return rows.map((row) => row[column] ?? null);
}

function distinct(table: Table, column: number): number {
  return new Set(cells(table, column)).size;
}

function isYears(name: string, all: Cell[]): boolean {
  const present = all.filter((cell) => cell !== null);
  if (!present.length) return false;
  if (present.every((cell) => typeof cell === "number")) return YEAR_NAME.test(name);
  return present.every((cell) => YEAR_TEXT.test(String(cell)));
}

function isNumbers(all: Cell[]): boolean {
  return all.some((cell) => cell !== null) && all.every((cell) => cell === null || typeof cell === "number");
}

/** A good label is of the items, not of what is above, beside or below them. */
function rank(table: Table, column: number): number {
  const name = table.columns[column] ?? "";
  const elsewhere = table.own[column] ? 0 : 1_000;
  const key = KEYS.findIndex((each) => each.test(name));
  if (key !== -1) return elsewhere + key;
  const at = NAMES.findIndex((each) => each.test(name));
  const quality = at !== -1 ? at : NAMES.length + Number(ID.test(name));
  return elsewhere + name.split(".").length * 10 + quality;
}

/** Whether each pair of values of two columns occurs once, and a value of the second several times. */
function separates(table: Table, label: number, series: number): boolean {
  const pairs = new Set(table.rows.map((row) => JSON.stringify([row[label], row[series]])));
  return pairs.size === table.rows.length && distinct(table, series) <= table.rows.length / 2;
}

/** Whether rows are moments of one thing or a few, rather than things that have a year. */
function isAxis(table: Table, year: number, texts: number[]): boolean {
  if (distinct(table, year) < 2) return false;
  const isKey = KEYS.some((each) => each.test(table.columns[year] ?? ""));
  const named = texts.some((column) => table.own[column] && distinct(table, column) === table.rows.length);
  if (named && !isKey) return false;
  return distinct(table, year) === table.rows.length || texts.some((column) => separates(table, year, column));
}

/** The columns that can be values and labels, the best first; null for a table without numbers in two rows. */
export function chartColumns(table: Table): ChartColumns | null {
  const numbers: number[] = [];
  const texts: number[] = [];
  const years: number[] = [];
  table.columns.forEach((name, column) => {
    const all = cells(table, column);
    if (isYears(name, all)) years.push(column);
    else if (isNumbers(all)) numbers.push(column);
    else if (all.some((cell) => typeof cell === "string") && distinct(table, column) > 1) texts.push(column);
  });
  if (!numbers.length || table.rows.length < 2) return null;
  // A number above the list, such as its `totalCount`, does not describe a row.
  const own = numbers.filter((column) => table.own[column]);
  const varies = (column: number) => Number(distinct(table, column) > 1);
  const values = (own.length ? own : numbers).sort((one, other) => varies(other) - varies(one));
  const byRank = (one: number, other: number) => rank(table, one) - rank(table, other);
  texts.sort(byRank);
  const axes = years.filter((column) => isAxis(table, column, texts)).sort(byRank);
  return { values, labels: [...axes, ...texts], years: axes };
}

/** The column that separates rows with the same label: the one with the fewest values that separates the most. */
export function seriesColumn(table: Table, columns: ChartColumns, label: number | null): number | null {
  if (label === null || distinct(table, label) === table.rows.length) return null;
  const pairs = (column: number) => new Set(table.rows.map((row) => JSON.stringify([row[label], row[column]]))).size;
  const best = columns.labels
    .filter((column) => column !== label && distinct(table, column) < table.rows.length)
    .sort((one, other) => pairs(other) - pairs(one) || distinct(table, one) - distinct(table, other))[0];
  return best !== undefined && pairs(best) > pairs(label) ? best : null;
}

/** What a chart shows first. */
export function defaultChoice(table: Table, columns: ChartColumns): ChartChoice {
  const label = columns.labels[0] ?? null;
  return { value: columns.values[0] ?? 0, label, series: seriesColumn(table, columns, label) };
}
