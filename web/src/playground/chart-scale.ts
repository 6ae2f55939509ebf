// Scales and ticks of a chart.
// Source: steps of 1, 2 and 5 as in Heckbert, Nice Numbers for Graph Labels, Graphics Gems (1990).

export interface Scale {
  low: number;
  high: number;
  /** Multiples of a round step from `low` to `high`. */
  ticks: number[];
}

function niceStep(range: number, count: number): number {
  const rough = range / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * magnitude >= rough * (1 - 1e-9)) ?? 10;
  return factor * magnitude;
}

/** A scale with round ends that contains zero and all values, with about `count` ticks. */
export function scaleOf(values: number[], count: number): Scale {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  if (least === most) return { low: 0, high: 1, ticks: [0, 1] };
  let step = niceStep(most - least, count);
  // A count has no halves.
  if (values.every(Number.isInteger)) step = Math.max(1, step);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  // Rounded, because 3 × 0.1 is not 0.3.
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** The position of a value between `from` (at the low end) and `to`. */
export function position({ low, high }: Scale, value: number, from: number, to: number): number {
  return from + ((value - low) / (high - low)) * (to - from);
}

/** Every nth name such that `width` holds them, the last one included. */
export function everyNth<T>(names: readonly T[], width: number, widthOfName: number): T[] {
  const every = Math.max(1, Math.ceil((names.length * widthOfName) / Math.max(width, 1)));
  return names.filter((_, at) => (names.length - 1 - at) % every === 0);
}

/** A text in at most `width` pixels of letters of about `letter` pixels. */
export function shorten(text: string, width: number, letter: number): string {
  const most = Math.max(3, Math.floor(width / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
