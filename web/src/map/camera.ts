// The visible part of the layout, in CSS pixels.

import type { PlacedNode } from "./model";

export interface Point {
  x: number;
  y: number;
}

const MIN_ZOOM = 0.12;
const MAX_ZOOM = 6;
const GLIDE_MS = 260;

export class Camera {
  x = 0;
  y = 0;
  zoom = 1;
  width = 1;
  height = 1;
  #glide: { from: [number, number, number]; to: [number, number, number]; began: number } | null = null;

  toScreen(point: Point): Point {
    return { x: (point.x - this.x) * this.zoom + this.width / 2, y: (point.y - this.y) * this.zoom + this.height / 2 };
  }

  toWorld(point: Point): Point {
    return { x: (point.x - this.width / 2) / this.zoom + this.x, y: (point.y - this.height / 2) / this.zoom + this.y };
  }

  /** Moves the picture by pixels. */
  pan(dx: number, dy: number): void {
    this.#glide = null;
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
  }

  /** Zooms by a factor around a point of the screen. */
  zoomAt(factor: number, at: Point): void {
    this.#glide = null;
    const before = this.toWorld(at);
    this.zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, this.zoom * factor));
    const after = this.toWorld(at);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
  }

  /** Fits nodes into the picture, with space for labels and overlays. */
  fit(nodes: Iterable<PlacedNode>, inset: { top: number; side: number; bottom: number }, glide: boolean): void {
    const all = [...nodes];
    if (!all.length) return;
    const left = Math.min(...all.map((node) => node.x - node.radius));
    const right = Math.max(...all.map((node) => node.x + node.radius));
    const top = Math.min(...all.map((node) => node.y - node.radius));
    const bottom = Math.max(...all.map((node) => node.y + node.radius));
    const wide = Math.max(60, this.width - 2 * inset.side) / Math.max(1, right - left);
    const high = Math.max(60, this.height - inset.top - inset.bottom) / Math.max(1, bottom - top);
    const zoom = Math.min(1.6, Math.max(MIN_ZOOM, Math.min(wide, high)));
    this.go((left + right) / 2, (top + bottom) / 2 + (inset.bottom - inset.top) / 2 / zoom, zoom, glide);
  }

  /** Moves a point into a part of the screen; whether a move was needed. */
  reveal(point: Point, part: { left: number; top: number; right: number; bottom: number }, glide: boolean): boolean {
    const at = this.toScreen(point);
    const dx = Math.min(0, at.x - part.left) + Math.max(0, at.x - part.right);
    const dy = Math.min(0, at.y - part.top) + Math.max(0, at.y - part.bottom);
    if (dx || dy) this.go(this.x + dx / this.zoom, this.y + dy / this.zoom, this.zoom, glide);
    return dx !== 0 || dy !== 0;
  }

  go(x: number, y: number, zoom: number, glide: boolean): void {
    if (glide) {
      this.#glide = { from: [this.x, this.y, this.zoom], to: [x, y, zoom], began: performance.now() };
    } else {
      this.#glide = null;
      [this.x, this.y, this.zoom] = [x, y, zoom];
    }
  }

  /** Advances the animation; whether it continues. */
  step(now: number): boolean {
    if (!this.#glide) return false;
    const { from, to, began } = this.#glide;
    const part = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
    const eased = 1 - (1 - part) ** 3;
    const at = (place: 0 | 1 | 2) => from[place] + (to[place] - from[place]) * eased;
    [this.x, this.y, this.zoom] = [at(0), at(1), at(2)];
    if (part === 1) this.#glide = null;
    return part < 1;
  }
}
