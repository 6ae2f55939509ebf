// The canvas of a map: camera, colours and frames.

import { Camera, type Point } from "./camera";
import { element } from "./dom";
import type { Graph, MapEdge, PlacedNode } from "./model";
import type { Box } from "./labels";
import { edgeAt, type Focus, nodeAt, Painter } from "./render";
import { type Palette, paletteAt } from "./palette";

/** The size of an overlay on the canvas. */
export interface Cover {
  width: number;
  height: number;
}

export class Scene {
  readonly canvas = element("canvas", { tabindex: "0", role: "application", part: "canvas" });
  readonly camera = new Camera();
  readonly focus: Focus = {
    selected: null,
    hovered: null,
    keyboard: false,
    visible: null,
    marked: new Set(),
    shaded: false,
    covered: [],
  };
  readonly #graph: Graph;
  readonly #root: HTMLElement;
  readonly #painter: Painter;
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  /** The boxes on the canvas that tools and the card cover. */
  covers: () => Box[] = () => [];
  #areCoversStale = true;
  #palette: Palette | null = null;
  #moved = false;
  #frame = 0;

  /** `root` is the element whose custom properties and colour scheme define the colours. */
  constructor(graph: Graph, root: HTMLElement) {
    this.#graph = graph;
    this.#root = root;
    this.#painter = new Painter(this.canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D);
    for (const type of ["focus", "blur"] as const) {
      this.canvas.addEventListener(type, () => {
        this.focus.keyboard = type === "focus";
        this.draw();
      });
    }
  }

  /** The visible nodes. */
  get shown(): PlacedNode[] {
    return [...this.#graph.nodes.values()].filter((node) => this.focus.visible?.(node) ?? true);
  }

  /** Follows the size of the container and the colour scheme until the signal. */
  watch(place: HTMLElement, signal: AbortSignal): void {
    // Any change of the colour scheme starts this transition (see map.css).
    this.#root.addEventListener("transitionend", (event) => {
      if (event.propertyName === "outline-color") this.recolour();
    });
    matchMedia("(forced-colors: active)").addEventListener("change", () => this.recolour(), { signal });
    const sizes = new ResizeObserver(() => this.#resized(place));
    sizes.observe(place);
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      cancelAnimationFrame(this.#frame);
    });
  }

  /** Requests a new frame. */
  draw(): void {
    this.#frame ||= requestAnimationFrame((now) => this.#paint(now));
  }

  /** Measures again what covers the canvas. */
  covered(): void {
    this.#areCoversStale = true;
    this.draw();
  }

  recolour(): void {
    this.#palette = null;
    this.draw();
  }

  /** Whether the reader has moved the picture; otherwise it fits all nodes. */
  get free(): boolean {
    return this.#moved;
  }

  /** Marks that the reader has moved the picture: it is not fitted again on a resize. */
  moved(): void {
    this.#moved = true;
    this.draw();
  }

  fit(glide: boolean): void {
    this.#moved = false;
    const inset = { top: 40, side: this.camera.width < 520 ? 40 : 90, bottom: 36 };
    this.camera.fit(this.shown, inset, glide && !this.#still.matches);
    this.draw();
  }

  zoom(factor: number): void {
    this.camera.zoomAt(factor, { x: this.camera.width / 2, y: this.camera.height / 2 });
    this.moved();
  }

  /** Moves a node into view, away from the edges and the card. */
  reveal(node: PlacedNode, card: Cover): void {
    const { width, height } = this.camera;
    const below = card.width > width * 0.6;
    const free = { left: below ? 50 : card.width + 50, top: 50, right: width - 60, bottom: height - 50 };
    if (below) free.bottom = Math.max(90, height - card.height - 30);
    else if (card.width > width * 0.45) free.left = 60;
    if (this.camera.reveal(node, free, !this.#still.matches)) this.#moved = true;
    this.draw();
  }

  nodeAt(at: Point, reach?: number): PlacedNode | null {
    return nodeAt(this.#graph, this.camera, at, this.focus.visible, reach);
  }

  edgeAt(at: Point): MapEdge | null {
    return edgeAt(this.#graph, this.camera, at, this.focus.visible);
  }

  /** The visible picture as PNG. */
  picture(): Promise<Blob> {
    return new Promise((done, failed) =>
      this.canvas.toBlob(
        (blob) => (blob ? done(blob) : failed(new Error("The browser could not create the picture."))),
        "image/png",
      ),
    );
  }

  measure(place: HTMLElement): void {
    const { clientWidth, clientHeight } = place;
    if (!clientWidth || !clientHeight) return;
    [this.camera.width, this.camera.height] = [clientWidth, clientHeight];
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
  }

  #resized(place: HTMLElement): void {
    this.measure(place);
    this.#areCoversStale = true;
    if (!this.#moved) this.fit(false);
    this.#paint(performance.now());
  }

  #paint(now: number): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const more = this.camera.step(now);
    if (this.#areCoversStale) this.focus.covered = this.covers();
    this.#areCoversStale = false;
    this.#palette ??= paletteAt(this.#root, getComputedStyle(this.#root).outlineColor === "rgb(255, 255, 255)");
    this.#painter.paint(this.#graph, this.camera, this.#palette, this.focus, window.devicePixelRatio || 1);
    if (more) this.draw();
  }
}
