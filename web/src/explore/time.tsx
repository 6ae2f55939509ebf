// Below the map: papers per year, and two sliders that filter by years.

import { useState } from "preact/hooks";
import { useExplorer } from "./bar";
import type { Explorer } from "./explorer";
import { perYear } from "./filtering";

const HIGH = 24;

export function Time({ explorer }: { explorer: Explorer }) {
  useExplorer(explorer);
  const [sliding, slide] = useState<readonly [number, number] | null>(null);
  const years = perYear(explorer.view.graph);
  const [first, last] = [years[0]?.[0] ?? 0, years.at(-1)?.[0] ?? 0];
  if (first === last) return null;
  const chosen = sliding ?? explorer.state.years ?? [first, last];
  const from = Math.min(Math.max(chosen[0], first), last);
  const to = Math.max(Math.min(chosen[1], last), from);
  const move = (low: number, high: number, done: boolean) => {
    const whole = low <= first && high >= last;
    explorer.slide(whole ? null : [low, high], done);
    slide(done ? null : [low, high]);
  };
  const low = (event: { currentTarget: HTMLInputElement }, done: boolean) =>
    move(Math.min(Number(event.currentTarget.value), to), to, done);
  const high = (event: { currentTarget: HTMLInputElement }, done: boolean) =>
    move(from, Math.max(Number(event.currentTarget.value), from), done);
  const most = Math.max(...years.map(([, papers]) => papers));
  const range = { type: "range" as const, min: first, max: last };
  return (
    <section class="time" aria-label="Years of papers">
      <p>
        <output>{from === to ? from : `${from} to ${to}`}</output>
        <button type="button" class="plain" disabled={!explorer.state.years} onClick={() => move(first, last, true)}>
          All years
        </button>
      </p>
      <div class="slider" onFocusOut={() => explorer.rest()} onPointerDown={() => explorer.rest()}>
        <svg viewBox={`0 0 ${years.length - 1} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
          {years.map(([year, papers], place) => (
            <line
              key={year}
              x1={place}
              x2={place}
              y1={HIGH}
              y2={HIGH - (HIGH * papers) / most}
              stroke-width={Math.max(2, Math.min(18, 300 / years.length))}
              vector-effect="non-scaling-stroke"
              class={from <= year && year <= to ? "inside" : ""}
            />
          ))}
        </svg>
        <input
          {...range}
          value={from}
          aria-label="From year"
          onInput={(e) => low(e, false)}
          onChange={(e) => low(e, true)}
        />
        <input
          {...range}
          value={to}
          aria-label="To year"
          onInput={(e) => high(e, false)}
          onChange={(e) => high(e, true)}
        />
      </div>
    </section>
  );
}
