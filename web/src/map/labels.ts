// Label placement: labels do not overlap each other or nodes; labels without space are omitted.
// Greedy, the most important first. Source: Christensen, Marks and Shieber 1995, "An empirical study of algorithms for
// point-feature label placement", section 4.1.

export interface LabelBox {
  x: number;
  y: number;
  radius: number;
  lines: readonly string[];
  width: number;
  size: number;
}

export interface Label {
  /** The middle of the first line. */
  x: number;
  y: number;
  of: number;
}

type Box = [left: number, top: number, right: number, bottom: number];

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

/** Positions of labels, given by importance; no label covers `nodes`. The frame is (0, 0) to (width, height). */
export function placeLabels(
  labels: readonly LabelBox[],
  nodes: readonly LabelBox[],
  width: number,
  height: number,
): Label[] {
  const occupied = new OccupiedBoxes();
  for (const { x, y, radius } of nodes) occupied.add([x - radius, y - radius, x + radius, y + radius]);
  const result: Label[] = [];
  labels.forEach((label, of) => {
    if (label.x < -40 || label.y < -40 || label.x > width + 40 || label.y > height + 40) return;
    const high = label.size * 1.22 * label.lines.length;
    for (const [across, down] of POSITIONS) {
      const x = label.x + across * (label.radius * (down ? 0.8 : 1) + 5 + label.width / 2);
      const y = label.y + down * (label.radius * (across ? 0.75 : 1) + 2 + high / 2);
      const half = label.width / 2 + SPACE;
      const box: Box = [x - half, y - high / 2, x + half, y + high / 2];
      if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2 || occupied.hits(box)) continue;
      occupied.add(box);
      result.push({ x, y: y - high / 2 + label.size * 0.61, of });
      break;
    }
  });
  return result;
}

/** A name in at most two lines. */
export function wrap(text: string): string[] {
  if (text.length <= LINE) return [text];
  const space = text.lastIndexOf(" ", LINE);
  const first = space > LINE / 2 ? text.slice(0, space) : text.slice(0, LINE);
  const remaining = text.slice(first.length).trim();
  if (remaining.length <= LINE) return [first, remaining];
  const end = remaining.lastIndexOf(" ", LINE - 1);
  return [first, `${remaining.slice(0, end > LINE / 2 ? end : LINE - 1).trimEnd()}…`];
}
