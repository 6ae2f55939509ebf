// The outline of each kind (exports/shapes.py): discs, rings with a dot, squares, diamonds, triangles.

import type { Kind } from "./model";

/** A canvas or a Path2D. */
type Pen = Pick<CanvasPath, "arc" | "moveTo" | "lineTo" | "closePath" | "roundRect">;

/** Number of corners and scale, so that all kinds look equally large. */
const POLYGONS: Partial<Record<Kind, [number, number]>> = { TOPIC: [4, 1.2], VENUE: [3, 1.3] };

export function outline(pen: Pen, kind: Kind, x: number, y: number, radius: number): void {
  const polygon = POLYGONS[kind];
  if (polygon) {
    corners(polygon, x, y, radius).forEach(([cx, cy], place) => {
      if (place) pen.lineTo(cx, cy);
      else pen.moveTo(cx, cy);
    });
    pen.closePath();
  } else if (kind === "INSTITUTION") {
    const half = radius * 0.88;
    pen.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.25);
  } else {
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** The same outline as the content of an SVG group. */
export function svgOutline(kind: Kind, x: number, y: number, radius: number): string {
  const polygon = POLYGONS[kind];
  if (polygon) {
    const points = corners(polygon, x, y, radius).map((corner) => corner.map((part) => part.toFixed(1)).join(","));
    return `<polygon points="${points.join(" ")}"/>`;
  }
  if (kind === "INSTITUTION") {
    const [half, at] = [radius * 0.88, (part: number) => (part - radius * 0.88).toFixed(1)];
    const size = (2 * half).toFixed(1);
    return `<rect x="${at(x)}" y="${at(y)}" width="${size}" height="${size}" rx="${(half * 0.25).toFixed(1)}"/>`;
  }
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}"/>`;
}

function corners([count, larger]: [number, number], x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: count }, (_, corner) => {
    const turn = (2 * Math.PI * corner) / count - Math.PI / 2;
    return [x + radius * larger * Math.cos(turn), y + radius * larger * Math.sin(turn)];
  });
}
