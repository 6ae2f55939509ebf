// One frame of the picture: clouds of clusters, edges, nodes, labels.

import type { Camera, Point } from "./camera";
import { type Box, placeLabels, requiredNodes, type LabelBox, type LabelText, shortName, wrap } from "./labels";
import type { Graph, Kind, MapEdge, PlacedNode } from "./model";
import { KINDS } from "./model";
import type { Palette } from "./palette";
import { outline } from "./shapes";
import { shade, shadeOf, SHADES, yearRange } from "./years";

/** Selection, filters and highlights of a frame. */
export interface Focus {
  selected: string | null;
  hovered: string | null;
  /** Whether the canvas has the focus, which the selected node shows. */
  keyboard: boolean;
  /** The filter of visible nodes; null for all. */
  visible: ((node: PlacedNode) => boolean) | null;
  /** Edges that are always highlighted, e.g. those of a path: `source target`. */
  marked: ReadonlySet<string>;
  /** Whether papers are shaded by year. */
  shaded: boolean;
  /** Parts of the picture below tools and the card, where no label stands. */
  covered: readonly Box[];
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
const CLOUD = 16;
const CLOUDS = 6;
/** Above this number of nodes clouds overlap and are not drawn. */
const CLOUDED = 250;
/** Lines per path: longer paths are much slower in a software renderer. */
const BATCH = 64;

interface Text {
  long: LabelText;
  short: LabelText | undefined;
}

export class Painter {
  readonly #context: CanvasRenderingContext2D;
  #texts = new Map<string, Text>();

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  /** The size of a node on the screen, which grows more slowly than distances, so that zooming in adds space. */
  static size(node: PlacedNode, zoom: number): number {
    return Math.max(2.5, node.radius * Math.min(1.25, Math.max(0.45, zoom ** 0.6)));
  }

  paint(graph: Graph, camera: Camera, palette: Palette, focus: Focus, ratio: number): void {
    const pen = this.#context;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = palette.ground;
    pen.fillRect(0, 0, camera.width, camera.height);
    const nodes = [...graph.nodes.values()].filter((node) => !focus.visible || focus.visible(node));
    const points = new Map(nodes.map((node) => [node.id, camera.toScreen(node)]));
    const active = focus.hovered ?? focus.selected;
    const near = active && points.has(active) ? graph.around(active).add(active) : null;
    if (nodes.length <= CLOUDED) this.#clouds(nodes, points, camera, palette);
    this.#edges(graph.edges, points, palette, active);
    if (focus.marked.size) {
      const marked = graph.edges.filter((edge) => focus.marked.has(`${edge.source} ${edge.target}`));
      this.#lines(marked, points, palette.text, 3.5, 0.9, []);
    }
    this.#nodes(nodes, points, camera.zoom, palette, focus, near);
    this.#labels(nodes, points, camera, palette, focus, near);
  }

  #clouds(nodes: PlacedNode[], points: Map<string, Point>, camera: Camera, palette: Palette): void {
    const pen = this.#context;
    palette.clusters.slice(0, CLOUDS).forEach((colour, cluster) => {
      pen.beginPath();
      for (const node of nodes) {
        if (node.cluster !== cluster) continue;
        const { x, y } = points.get(node.id) as Point;
        const size = Painter.size(node, camera.zoom) + CLOUD * Math.min(1.6, camera.zoom);
        pen.moveTo(x + size, y);
        pen.arc(x, y, size, 0, 2 * Math.PI);
      }
      pen.globalAlpha = 0.1;
      pen.fillStyle = colour;
      pen.fill();
    });
  }

  #edges(edges: MapEdge[], points: Map<string, Point>, palette: Palette, active: string | null): void {
    const touches = (edge: MapEdge) => edge.source === active || edge.target === active;
    const plain = edges.filter((edge) => edge.kind !== "NEIGHBOUR" && !touches(edge));
    const close = edges.filter((edge) => edge.kind === "NEIGHBOUR" && !touches(edge));
    const faint = active ? 0.14 : 0.34;
    this.#lines(plain, points, palette.line, 0.8, faint, []);
    this.#lines(close, points, palette.close, 1.1, active ? 0.2 : 0.55, [4, 3]);
    if (!active) return;
    const incident = edges.filter(touches);
    const solid = incident.filter((edge) => edge.kind !== "NEIGHBOUR");
    this.#lines(solid, points, palette.text, 1.4, 0.75, []);
    this.#lines(
      incident.filter((edge) => edge.kind === "NEIGHBOUR"),
      points,
      palette.close,
      2,
      1,
      [5, 3],
    );
  }

  #lines(edges: MapEdge[], points: Map<string, Point>, colour: string, width: number, alpha: number, dash: number[]) {
    const pen = this.#context;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.globalAlpha = alpha;
    pen.setLineDash(dash);
    for (let begin = 0; begin < edges.length; begin += BATCH) {
      pen.beginPath();
      for (const edge of edges.slice(begin, begin + BATCH)) {
        const [a, b] = [points.get(edge.source), points.get(edge.target)];
        if (!a || !b) continue;
        pen.moveTo(a.x, a.y);
        pen.lineTo(b.x, b.y);
      }
      pen.stroke();
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  #nodes(
    nodes: PlacedNode[],
    points: Map<string, Point>,
    zoom: number,
    palette: Palette,
    focus: Focus,
    near: Set<string> | null,
  ): void {
    const pen = this.#context;
    const years = focus.shaded ? yearRange(nodes) : null;
    for (const faint of near ? [true, false] : [false]) {
      for (const kind of KINDS) {
        const group = nodes.filter((node) => node.kind === kind && (near ? !near.has(node.id) : false) === faint);
        const colour = palette.kinds[kind];
        if (kind !== "PAPER" || !years) {
          this.#shapes(group, kind, points, zoom, palette, colour, palette.ground, faint);
          continue;
        }
        for (let step = 0; step < SHADES; step++) {
          const shaded = group.filter((node) => shadeOf(node, years) === step);
          // The outline keeps the contrast of pale ones.
          this.#shapes(shaded, kind, points, zoom, palette, shade(colour, palette.ground, step), colour, faint);
        }
      }
    }
    pen.globalAlpha = 1;
    for (const node of nodes) {
      const selected = node.id === focus.selected;
      if (node.distance !== 0 && !selected && node.id !== focus.hovered) continue;
      const { x, y } = points.get(node.id) as Point;
      pen.beginPath();
      outline(pen, node.kind, x, y, Painter.size(node, zoom) + (selected ? 4 : 0.5));
      pen.strokeStyle = palette.text;
      pen.lineWidth = selected ? (focus.keyboard ? 3 : 2) : 2.5;
      pen.stroke();
    }
  }

  #shapes(
    group: PlacedNode[],
    kind: Kind,
    points: Map<string, Point>,
    zoom: number,
    palette: Palette,
    colour: string,
    edge: string,
    faint: boolean,
  ): void {
    const pen = this.#context;
    pen.globalAlpha = faint ? 0.32 : 1;
    pen.beginPath();
    for (const node of group) {
      const { x, y } = points.get(node.id) as Point;
      outline(pen, kind, x, y, Painter.size(node, zoom));
    }
    pen.fillStyle = colour;
    pen.fill();
    pen.strokeStyle = edge;
    pen.lineWidth = 1.5;
    pen.stroke();
    if (kind !== "AUTHOR") return;
    pen.beginPath();
    for (const node of group) {
      const { x, y } = points.get(node.id) as Point;
      const size = Painter.size(node, zoom) * 0.42;
      pen.moveTo(x + size, y);
      pen.arc(x, y, size, 0, 2 * Math.PI);
    }
    pen.fillStyle = palette.ground;
    pen.fill();
  }

  #labels(
    nodes: PlacedNode[],
    points: Map<string, Point>,
    camera: Camera,
    palette: Palette,
    focus: Focus,
    near: Set<string> | null,
  ): void {
    const pen = this.#context;
    const rank = (node: PlacedNode) =>
      (node.id === focus.hovered ? 8 : 0) +
      (node.id === focus.selected ? 4 : 0) +
      (node.distance === 0 ? 2 : 0) +
      (near?.has(node.id) ? 1 : 0) +
      node.radius / 20;
    const ranked = nodes.toSorted((a, b) => rank(b) - rank(a));
    const required = requiredNodes(nodes);
    const labels = ranked.map((node) => ({
      ...this.#labelBox(node, points.get(node.id) as Point, camera.zoom),
      required: required.has(node),
    }));
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = palette.ground;
    pen.fillStyle = palette.text;
    const placed = placeLabels(labels, labels, camera.width, camera.height, focus.covered);
    for (const { x, y, of, lines } of placed) {
      const label = labels[of] as LabelBox;
      const node = ranked[of] as PlacedNode;
      pen.font = font(node);
      pen.globalAlpha = near && !near.has(node.id) ? 0.4 : 1;
      lines.forEach((line, row) => {
        pen.strokeText(line, x, y + row * label.size * 1.22);
        pen.fillText(line, x, y + row * label.size * 1.22);
      });
    }
    pen.globalAlpha = 1;
  }

  #labelBox(node: PlacedNode, point: Point, zoom: number): LabelBox {
    let text = this.#texts.get(node.id);
    if (!text) {
      this.#context.font = font(node);
      const short = shortName(node);
      text = { long: this.#measured(wrap(node.label)), short: short ? this.#measured([short]) : undefined };
      this.#texts.set(node.id, text);
    }
    const size = node.distance === 0 ? 14 : 11.5;
    return { ...point, radius: Painter.size(node, zoom), ...text.long, short: text.short, size };
  }

  #measured(lines: readonly string[]): LabelText {
    return { lines, width: Math.max(...lines.map((line) => this.#context.measureText(line).width)) };
  }
}

function font(node: PlacedNode): string {
  return node.distance === 0 ? `650 14px ${FONT}` : `11.5px ${FONT}`;
}

/** The nearest node within `reach` pixels of a point of the screen. */
export function nodeAt(
  graph: Graph,
  camera: Camera,
  at: Point,
  visible: Focus["visible"],
  reach = 6,
): PlacedNode | null {
  let best: PlacedNode | null = null;
  let minDistance = Number.POSITIVE_INFINITY;
  for (const node of graph.nodes.values()) {
    const { x, y } = camera.toScreen(node);
    const distance = Math.hypot(x - at.x, y - at.y) - Painter.size(node, camera.zoom);
    if (distance < Math.min(reach, minDistance) && (!visible || visible(node))) [best, minDistance] = [node, distance];
  }
  return best;
}

/** The edge at a point of the screen. */
export function edgeAt(graph: Graph, camera: Camera, at: Point, visible: Focus["visible"]): MapEdge | null {
  let best: MapEdge | null = null;
  let minDistance = 5;
  for (const edge of graph.edges) {
    const [source, target] = [graph.nodes.get(edge.source), graph.nodes.get(edge.target)];
    if (!source || !target || (visible && !(visible(source) && visible(target)))) continue;
    const distance = toSegment(at, camera.toScreen(source), camera.toScreen(target));
    if (distance < minDistance) [best, minDistance] = [edge, distance];
  }
  return best;
}

function toSegment(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const part = Math.min(1, Math.max(0, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(at.x - a.x - part * dx, at.y - a.y - part * dy);
}
