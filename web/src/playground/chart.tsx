/** @jsxImportSource react */
// A chart of the answer as SVG: lines or columns by year, bars by any other label. The table has the same numbers.

import { useEffect, useMemo, useRef, useState } from "react";
import { chartColumns, defaultChoice, seriesColumn, type ChartChoice, type ChartColumns } from "./chart-columns";
import { chartData, MAX_SERIES, type ChartData } from "./chart-data";
import { columnPlot, linePlot, rowPlot, type Mark, type Plot } from "./chart-layout";
import { shorten } from "./chart-scale";
import type { Table } from "./table";

type Form = "line" | "bar";

/** Bars of a chart; the table has all. */
const MAX_BARS = 100;
const LETTER = 7;
const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const TICK = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

function formatNumber(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : NUMBER.format(value);
}

function formatTick(value: number): string {
  return Math.abs(value) < 10_000 ? formatNumber(value) : TICK.format(value);
}

/** The width of an element, now and when it changes. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}

function titleOf(mark: Mark, data: ChartData): string {
  const name = data.series[mark.series]?.name;
  return `${name ? `${name} · ` : ""}${mark.label}: ${formatNumber(mark.value)}`;
}

function YearChart({ plot, data, label }: { plot: Plot; data: ChartData; label: string }) {
  return (
    <svg role="img" aria-label={label} width={plot.width} height={plot.height}>
      {plot.numbers.map(({ value, at }) => (
        <g key={value}>
          <line className={value === 0 ? "axis" : "rule"} x1={plot.left} x2={plot.right} y1={at} y2={at} />
          <text className="tick" x={plot.left - 8} y={at + 4}>
            {formatTick(value)}
          </text>
        </g>
      ))}
      {plot.years.map(({ value, at }) => (
        <text key={value} className="year" x={at} y={plot.height - 8}>
          {value}
        </text>
      ))}
      {plot.lines.map((d, series) => (
        <path key={series} className="line" data-series={series} d={d} />
      ))}
      {plot.marks.map((mark, at) =>
        mark.width ? (
          <rect key={at} className="mark" data-series={mark.series} {...place(mark)}>
            <title>{titleOf(mark, data)}</title>
          </rect>
        ) : (
          <circle key={at} className="mark" data-series={mark.series} cx={mark.x} cy={mark.y} r={3.5}>
            <title>{titleOf(mark, data)}</title>
          </circle>
        ),
      )}
    </svg>
  );
}

function place({ x, y, width, height }: Mark) {
  return { x, y, width, height };
}

function RowChart({ data, width, label }: { data: ChartData; width: number; label: string }) {
  const plot = rowPlot(data.series, width);
  return (
    <svg role="img" aria-label={label} width={plot.width} height={plot.height}>
      {plot.marks.map((mark, at) => {
        const series = data.series[mark.series]?.name;
        const number = formatNumber(mark.value);
        const name = series ? `${mark.label} · ${series}` : mark.label;
        return (
          <g key={at}>
            <title>{titleOf(mark, data)}</title>
            <text className="name" x={0} y={mark.y - 6}>
              {shorten(name, width - (number.length + 2) * LETTER, LETTER)}
            </text>
            <text className="tick" x={width} y={mark.y - 6}>
              {number}
            </text>
            <rect className="track" x={0} y={mark.y} width={width} height={mark.height} />
            <rect className="mark" data-series={mark.series} {...place(mark)} />
          </g>
        );
      })}
      {plot.zero > 0 && <line className="axis" x1={plot.zero} x2={plot.zero} y1={0} y2={plot.height} />}
    </svg>
  );
}

function Legend({ data, form }: { data: ChartData; form: Form }) {
  return (
    <ul className="series">
      {data.series.map(({ name }, series) => (
        <li key={name}>
          <svg width={22} height={12} aria-hidden="true">
            {form === "line" ? (
              <path className="line" data-series={series} d="M0 6L22 6" />
            ) : (
              <rect className="mark" data-series={series} x={5} width={12} height={12} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

interface SelectProps {
  name: string;
  columns: readonly number[];
  value: number | null;
  table: Table;
  onChange: (column: number) => void;
}

function Select({ name, columns, value, table, onChange }: SelectProps) {
  if (columns.length < 2) return null;
  return (
    <label>
      {name}
      <select value={value ?? ""} onChange={(event) => onChange(Number(event.target.value))}>
        {columns.map((column) => (
          <option key={column} value={column}>
            {table.columns[column]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** At most `MAX_BARS` bars, and how many are left out. */
function limited(data: ChartData): [ChartData, number] {
  let left = MAX_BARS;
  const all = data.series.reduce((sum, { points }) => sum + points.length, 0);
  const series = data.series.map(({ name, points }) => {
    const shown = points.slice(0, left);
    left -= shown.length;
    return { name, points: shown };
  });
  return [{ ...data, series: series.filter(({ points }) => points.length) }, Math.max(0, all - MAX_BARS)];
}

/** What the chart leaves out; the table has it. */
function notes(data: ChartData, bars: number, isYear: boolean): string {
  const undated = data.series.flatMap(({ points }) => points).filter(({ label }) => !Number(label)).length;
  return [
    data.hidden && `${data.hidden} smaller series beyond ${MAX_SERIES}`,
    data.withoutValue && `${data.withoutValue} rows without a value`,
    isYear && undated && `${undated} rows without a year`,
    bars && `${bars} more bars`,
  ]
    .filter(Boolean)
    .join(", ");
}

function Figure({ table, columns }: { table: Table; columns: ChartColumns }) {
  const [chosen, setChosen] = useState<Partial<ChartChoice>>({});
  const [form, setForm] = useState<Form>("line");
  const [element, width] = useWidth();
  const initial = useMemo(() => defaultChoice(table, columns), [table, columns]);
  const choice = { ...initial, ...chosen };
  const isYear = choice.label !== null && columns.years.includes(choice.label);
  const shape: Form = isYear ? form : "bar";
  const [data, bars] = isYear ? [chartData(table, choice), 0] : limited(chartData(table, choice));
  const nameOf = (column: number) => table.columns[column] ?? "";
  const by = choice.label === null ? "" : ` by ${nameOf(choice.label)}`;
  const label = `${shape === "line" ? "Line" : "Bar"} chart of ${nameOf(choice.value)}${by}. The table has the numbers.`;
  const left = notes(data, bars, isYear);
  const plot = isYear && width > 0 && (shape === "line" ? linePlot : columnPlot)(data.series, width, formatTick);
  return (
    <>
      <div className="choices">
        {isYear && (
          <span className="views" role="group" aria-label="Form of the chart">
            {(["line", "bar"] as const).map((each) => (
              <button key={each} type="button" aria-pressed={form === each} onClick={() => setForm(each)}>
                {each === "line" ? "Lines" : "Bars"}
              </button>
            ))}
          </span>
        )}
        <Select
          name="Value"
          columns={columns.values}
          value={choice.value}
          table={table}
          onChange={(value) => setChosen({ ...chosen, value })}
        />
        <Select
          name="By"
          columns={columns.labels}
          value={choice.label}
          table={table}
          onChange={(to) => setChosen({ ...chosen, label: to, series: seriesColumn(table, columns, to) })}
        />
      </div>
      {choice.series !== null && <Legend data={data} form={shape} />}
      <div ref={element} className="drawn">
        {plot && <YearChart plot={plot} data={data} label={label} />}
        {!isYear && width > 0 && <RowChart data={data} width={width} label={label} />}
      </div>
      {left && <p className="nothing">Not shown here, but in the table: {left}.</p>}
    </>
  );
}

export function Chart({ table }: { table: Table }) {
  const columns = useMemo(() => chartColumns(table), [table]);
  return (
    <div className="charted" tabIndex={0} role="region" aria-label="Answer as a chart">
      {columns ? (
        // Another answer begins with its own columns.
        <Figure key={table.columns.join()} table={table} columns={columns} />
      ) : (
        <p className="nothing">A chart needs a list of two rows or more with a column of numbers.</p>
      )}
    </div>
  );
}
