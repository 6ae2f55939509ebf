// Label placement: labels do not overlap each other or nodes; the most important ones are always shown.
// Greedy, the most important first. Source: Christensen, Marks and Shieber 1995, "An empirical study of algorithms for
// point-feature label placement", section 4.1.

import type { PlacedNode } from "./model";

export interface LabelText {
  lines: readonly string[];
  width: number;
}

export interface LabelBox extends LabelText {
  x: number;
  y: number;
  radius: number;
  size: number;
  /** The text where that of the label has no space. */
  short?: LabelText | undefined;
  required?: boolean;
}

export interface Label {
  /** The middle of the first line. */
  x: number;
  y: number;
  of: number;
  lines: readonly string[];
}

export type Box = [left: number, top: number, right: number, bottom: number];

/** The heaviest papers, which are always named beside the centre. */
const REQUIRED = 6;
/** Above this number of nodes only the centre is. */
const CROWDED = 250;

/** The nodes whose labels always show. */
export function requiredNodes(nodes: readonly PlacedNode[]): Set<PlacedNode> {
  const papers = nodes.filter((node) => node.kind === "PAPER" && node.distance > 0);
  const heaviest = papers.toSorted((a, b) => b.radius - a.radius).slice(0, nodes.length <= CROWDED ? REQUIRED : 0);
  return new Set([...nodes.filter((node) => node.distance === 0), ...heaviest]);
}

/** Offsets from the node in label widths and heights: below, right, left, above, the corners. */
// prettier-ignore
const POSITIONS = [[0, 1], [1, 0], [-1, 0], [0, -1], [1, 0.75], [-1, 0.75], [1, -0.75], [-1, -0.75]] as const;
const CELL = 48;
const SPACE = 3;
const LINE = 26;

/** Occupied boxes in a grid of cells, so that a label is compared only with near boxes. */
class OccupiedBoxes {
  #cells = new Map<number, Box[]>();

  add(box: Box): void {
    for (const cell of cells(box)) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  hits(box: Box): boolean {
    for (const cell of cells(box)) {
      for (const other of this.#cells.get(cell) ?? []) {
        if (other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3]) return true;
      }
    }
    return false;
  }
}

function* cells(box: Box): Generator<number> {
  for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
    for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) yield x * 4096 + y;
  }
}

/** Positions of labels, given by importance; none covers a node or a `reserved` box. A label without space has its short
 * form, and is omitted if that has none either; a required one then covers nodes, but no label before it. The frame is
 * (0, 0) to (width, height). */
export function placeLabels(
  labels: readonly LabelBox[],
  nodes: readonly LabelBox[],
  width: number,
  height: number,
  reserved: readonly Box[] = [],
): Label[] {
  const occupied = new OccupiedBoxes();
  const names = new OccupiedBoxes();
  for (const box of reserved) {
    occupied.add(box);
    names.add(box);
  }
  for (const { x, y, radius } of nodes) occupied.add([x - radius, y - radius, x + radius, y + radius]);
  const result: Label[] = [];
  labels.forEach((label, of) => {
    if (label.x < -40 || label.y < -40 || label.x > width + 40 || label.y > height + 40) return;
    const texts = label.short ? [label, label.short] : [label];
    for (const obstacles of label.required ? [occupied, names] : [occupied]) {
      for (const text of texts) {
        const place = freePlace(label, text, obstacles, width, height);
        if (!place) continue;
        occupied.add(place.box);
        names.add(place.box);
        result.push({ x: place.x, y: place.y, of, lines: text.lines });
        return;
      }
    }
  });
  return result;
}

function freePlace(label: LabelBox, text: LabelText, obstacles: OccupiedBoxes, width: number, height: number) {
  const high = label.size * 1.22 * text.lines.length;
  for (const [across, down] of POSITIONS) {
    const x = label.x + across * (label.radius * (down ? 0.8 : 1) + 5 + text.width / 2);
    const y = label.y + down * (label.radius * (across ? 0.75 : 1) + 2 + high / 2);
    const half = text.width / 2 + SPACE;
    const box: Box = [x - half, y - high / 2, x + half, y + high / 2];
    if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2 || obstacles.hits(box)) continue;
    return { x, y: y - high / 2 + label.size * 0.61, box };
  }
  return null;
}

/** A name in at most two lines, cut between words; a single word that is too long for a line ends in an ellipsis. */
export function wrap(text: string): string[] {
  if (text.length <= LINE) return [text];
  const [first, remaining] = cut(text);
  if (!remaining) return [first];
  if (remaining.length <= LINE) return [first, remaining];
  const [second] = cut(remaining);
  return [first, second.endsWith("…") ? second : `${second}…`];
}

/** The words that fit a line, and the others. */
function cut(text: string): [string, string] {
  const space = text.lastIndexOf(" ", LINE);
  if (space > 0) return [text.slice(0, space), text.slice(space + 1).trim()];
  const end = text.indexOf(" ");
  const word = end < 0 ? text : text.slice(0, end);
  return [`${[...word].slice(0, LINE - 1).join("")}…`, end < 0 ? "" : text.slice(end + 1).trim()];
}

/** A paper by its first author and year, as in `Vaswani 2017`, from its subtitle; null if these are not in it. */
export function shortName(node: { kind: string; subtitle: string | null }): string | null {
  const parts = (node.subtitle ?? "").split(" · ").filter((part) => part !== "Retracted");
  if (node.kind !== "PAPER" || parts.length < 2 || !/^\d{1,4}$/.test(parts[1] ?? "")) return null;
  const family = (parts[0] ?? "")
    .replace(/ et al\.$/, "")
    .split(" ")
    .at(-1);
  return `${family} ${parts[1]}`;
}
