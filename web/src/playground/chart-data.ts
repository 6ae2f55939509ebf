// The points of a chart: from a table and the chosen columns to series of numbers.

import type { ChartChoice } from "./chart-columns";
import type { Cell, Table } from "./table";

export interface Point {
  label: string;
  value: number;
}

export interface Series {
  name: string;
  points: Point[];
}

export interface ChartData {
  series: Series[];
  /** Rows whose value is null. */
  withoutValue: number;
  /** Series beyond `MAX_SERIES`. */
  hidden: number;
}

/** Colours that can be told apart; the greatest series are shown. */
export const MAX_SERIES = 8;

function text(cell: Cell | undefined): string {
  return cell === null || cell === undefined || cell === "" ? "Unknown" : String(cell);
}

export function chartData(table: Table, { value, label, series }: ChartChoice): ChartData {
  const all = new Map<string, Point[]>();
  let withoutValue = 0;
  table.rows.forEach((row, at) => {
    const number = row[value];
    if (typeof number !== "number") {
      withoutValue += 1;
      return;
    }
    const name = series === null ? "" : text(row[series]);
    const points = all.get(name) ?? [];
    points.push({ label: label === null ? `Row ${at + 1}` : text(row[label]), value: number });
    all.set(name, points);
  });
  const total = (points: Point[]) => points.reduce((sum, point) => sum + Math.abs(point.value), 0);
  const greatest = [...all.entries()].sort(([, one], [, other]) => total(other) - total(one)).slice(0, MAX_SERIES);
  return {
    series: greatest.map(([name, points]) => ({ name, points })),
    withoutValue,
    hidden: all.size - greatest.length,
  };
}

/** The years from the first to the last, without gaps; years that are unknown are left out. */
export function yearRange(series: Series[]): number[] {
  const years = series.flatMap(({ points }) => points.map(({ label }) => Number(label))).filter(Number.isInteger);
  if (!years.length) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, at) => first + at);
}

/** The points of consecutive years, each a line of its own: a year without a row is a gap, not zero. */
export function runs(points: Point[]): Point[][] {
  const sorted = points
    .filter(({ label }) => Number.isInteger(Number(label)))
    .sort((one, other) => Number(one.label) - Number(other.label));
  const lines: Point[][] = [];
  for (const point of sorted) {
    const last = lines.at(-1);
    if (last && Number(point.label) - Number(last.at(-1)?.label) <= 1) last.push(point);
    else lines.push([point]);
  }
  return lines;
}
