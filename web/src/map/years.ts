// Years of papers as shades of their colour: the oldest are pale, the latest have the full colour.

import type { PlacedNode } from "./model";

export const SHADES = 5;
/** The share of the colour of the oldest papers, in per cent. */
const PALEST = 25;

/** The first and the last year of the papers; null if they do not differ. */
export function yearRange(nodes: Iterable<PlacedNode>): readonly [first: number, last: number] | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { year } of nodes) {
    if (typeof year !== "number") continue;
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return first < last ? [first, last] : null;
}

/** The shade of a node, 0 to `SHADES` - 1; a paper without a year has the palest. */
export function shadeOf(node: PlacedNode, [first, last]: readonly [number, number]): number {
  const share = ((node.year ?? first) - first) / (last - first);
  return Math.min(SHADES - 1, Math.max(0, Math.floor(share * SHADES)));
}

/** A colour of this shade on this ground. */
export function shade(colour: string, ground: string, step: number): string {
  const share = PALEST + ((100 - PALEST) * step) / (SHADES - 1);
  return `color-mix(in oklab, ${colour} ${share}%, ${ground})`;
}
