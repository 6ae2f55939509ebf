// The geometry of charts, in pixels: lines and columns by year, and rows for all other labels.

import { runs, yearRange, type Point, type Series } from "./chart-data";
import { everyNth, position, scaleOf } from "./chart-scale";

export interface Tick {
  value: number;
  at: number;
}

export interface Mark {
  series: number;
  label: string;
  value: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Plot {
  width: number;
  height: number;
  left: number;
  right: number;
  /** Positions of the numbers, from above. */
  numbers: Tick[];
  years: Tick[];
  /** `d` of the lines of each series; empty for columns. */
  lines: string[];
  marks: Mark[];
}

export interface Rows {
  width: number;
  height: number;
  /** The x of zero. */
  zero: number;
  marks: Mark[];
}

const HEIGHT = 320;
const TOP = 12;
const BOTTOM = 28;
const RIGHT = 16;
const TICKS = 5;
const LETTER = 7;
const YEAR_WIDTH = 44;
const ROW_HEIGHT = 38;
const BAR_HEIGHT = 12;
/** Share of its place that a group of columns takes. */
const FILL = 0.8;
/** Pixels of the smallest bar of a value other than zero. */
const LEAST = 1;

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

function frame(series: Series[], width: number, format: (value: number) => string) {
  const scale = scaleOf(
    series.flatMap(({ points }) => points.map(({ value }) => value)),
    TICKS,
  );
  const left = Math.max(...scale.ticks.map((tick) => format(tick).length)) * LETTER + 14;
  const y = (value: number) => position(scale, value, HEIGHT - BOTTOM, TOP);
  const years = yearRange(series);
  const place = (width - left - RIGHT) / Math.max(years.length, 1);
  const x = (year: number) => left + (year - (years[0] ?? 0) + 0.5) * place;
  const plot: Plot = {
    width,
    height: HEIGHT,
    left,
    right: width - RIGHT,
    numbers: scale.ticks.map((value) => ({ value, at: round(y(value)) })),
    years: everyNth(years, width - left - RIGHT, YEAR_WIDTH).map((value) => ({ value, at: round(x(value)) })),
    lines: [],
    marks: [],
  };
  return { plot, x, y, place };
}

/** Lines by year, with a mark for each point; `format` writes the numbers of the axis. */
export function linePlot(series: Series[], width: number, format: (value: number) => string): Plot {
  const { plot, x, y } = frame(series, width, format);
  const at = ({ label, value }: Point) => ({ x: round(x(Number(label))), y: round(y(value)) });
  const path = (points: Point[]) =>
    points.map((point, index) => `${index ? "L" : "M"}${at(point).x} ${at(point).y}`).join("");
  series.forEach(({ points }, number) => {
    const lines = runs(points);
    plot.lines.push(lines.map(path).join(""));
    for (const point of lines.flat()) plot.marks.push({ series: number, ...point, ...at(point), width: 0, height: 0 });
  });
  return plot;
}

/** The start and length of a bar between the positions of zero and of its value. */
function bar(zero: number, end: number, value: number): [number, number] {
  const size = value === 0 ? 0 : Math.max(LEAST, Math.abs(end - zero));
  return [end < zero ? zero - size : zero, size].map(round) as [number, number];
}

/** Columns by year, those of several series side by side. */
export function columnPlot(series: Series[], width: number, format: (value: number) => string): Plot {
  const { plot, x, y, place } = frame(series, width, format);
  const columnWidth = (place * FILL) / Math.max(series.length, 1);
  series.forEach(({ points }, number) => {
    for (const point of runs(points).flat()) {
      const [top, height] = bar(y(0), y(point.value), point.value);
      const left = x(Number(point.label)) - (place * FILL) / 2 + number * columnWidth;
      plot.marks.push({
        series: number,
        ...point,
        x: round(left),
        y: top,
        width: round(Math.max(columnWidth, LEAST)),
        height,
      });
    }
  });
  return plot;
}

/** A bar below its label for each point, series after series. */
export function rowPlot(series: Series[], width: number): Rows {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const x = (value: number) => ((value - low) / (high - low || 1)) * width;
  const marks = series
    .flatMap(({ points }, number) => points.map((point) => ({ series: number, ...point })))
    .map((point, at) => {
      const [left, length] = bar(x(0), x(point.value), point.value);
      return { ...point, x: left, y: (at + 1) * ROW_HEIGHT - BAR_HEIGHT - 4, width: length, height: BAR_HEIGHT };
    });
  return { width, height: marks.length * ROW_HEIGHT, zero: round(x(0)), marks };
}
