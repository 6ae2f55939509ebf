// Files of the visible map, written in the browser without a request.

import type { Graph, MapEdge, PlacedNode } from "./model";
import { placeLabels, requiredNodes, shortName, wrap } from "./labels";
import { LIGHT, type Palette } from "./palette";
import { svgOutline } from "./shapes";

const NODE = ["label", "kind", "subtitle", "weight", "distance", "cluster", "x", "y"] as const;
const EDGE = ["kind", "weight", "label"] as const;
const TYPES: Record<string, string> = { weight: "double", x: "double", y: "double", distance: "int", cluster: "int" };

/** Two tables separated by an empty line (exports/map_csv.py). Source: RFC 4180. */
export function csv(graph: Graph): string {
  const title = (name: string) => name[0]?.toUpperCase() + name.slice(1);
  const nodes = [...graph.nodes.values()].map((node) => [node.id, ...NODE.map((name) => node[name])]);
  const edges = graph.edges.map((edge) => [edge.source, edge.target, "Directed", ...EDGE.map((name) => edge[name])]);
  const table = (rows: unknown[][]) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  return `${table([["Id", ...NODE.map(title)], ...nodes])}\r\n${table([["Source", "Target", "Type", ...EDGE.map(title)], ...edges])}`;
}

/** A CSV cell; an apostrophe precedes text that a spreadsheet would run as a formula. */
function cell(value: unknown): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Source: The GraphML File Format, http://graphml.graphdrawing.org/specification.html */
export function graphml(graph: Graph): string {
  const keys = (domain: string, names: readonly string[]) =>
    names.map(
      (name) =>
        `<key id="${domain}.${name}" for="${domain}" attr.name="${name}" attr.type="${TYPES[name] ?? "string"}"/>`,
    );
  const data = (domain: string, names: readonly string[], of: PlacedNode | MapEdge) =>
    names
      .map((name) => [name, of[name as keyof typeof of] as string | number | null] as const)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `<data key="${domain}.${name}">${xml(value)}</data>`)
      .join("");
  const nodes = [...graph.nodes.values()].map(
    (node) => `<node id="${xml(node.id)}">${data("node", NODE, node)}</node>`,
  );
  const edges = graph.edges.map(
    (edge, number) =>
      `<edge id="e${number}" source="${xml(edge.source)}" target="${xml(edge.target)}">${data("edge", EDGE, edge)}</edge>`,
  );
  const inside = ['<graph id="map" edgedefault="directed">', ...nodes, ...edges, "</graph>"];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys("node", NODE),
    ...keys("edge", EDGE),
    ...inside,
    "</graphml>\n",
  ].join("\n");
}

/** A picture on a light background, for print. */
export function svg(graph: Graph, title: string, palette: Palette = LIGHT): string {
  const nodes = [...graph.nodes.values()];
  const edge = (end: "x" | "y", pick: "min" | "max") => Math[pick](...nodes.map((node) => node[end]));
  const box = [edge("x", "min") - 90, edge("y", "min") - 50, edge("x", "max") + 90, edge("y", "max") + 60] as const;
  const size = [box[2] - box[0], box[3] - box[1]] as const;
  const lines = graph.edges.map(({ source, target, kind }) => {
    const [a, b] = [graph.nodes.get(source) as PlacedNode, graph.nodes.get(target) as PlacedNode];
    const style =
      kind === "NEIGHBOUR"
        ? `stroke="${palette.close}" stroke-dasharray="5 3"`
        : `stroke="${palette.line}" opacity=".4"`;
    return `<line ${style} x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"/>`;
  });
  const shapes = nodes.map((node) => {
    const dot = `<circle fill="${palette.ground}" cx="${node.x.toFixed(1)}" cy="${node.y.toFixed(1)}" r="${(node.radius * 0.42).toFixed(1)}"/>`;
    const style = `fill="${palette.kinds[node.kind]}" stroke="${node.distance ? palette.ground : palette.text}"`;
    const says = `<title>${xml([node.label, node.subtitle].filter(Boolean).join(" · "))}</title>`;
    return `<g ${style}>${says}${svgOutline(node.kind, node.x, node.y, node.radius)}${node.kind === "AUTHOR" ? dot : ""}</g>`;
  });
  const ranked = nodes.toSorted((a, b) => Number(a.distance > 0) - Number(b.distance > 0) || b.radius - a.radius);
  const required = requiredNodes(nodes);
  const labels = ranked.map((node) => {
    const short = shortName(node);
    return {
      x: node.x - box[0],
      y: node.y - box[1],
      radius: node.radius,
      size: 10.5,
      ...sized(wrap(node.label)),
      short: short ? sized([short]) : undefined,
      required: required.has(node),
    };
  });
  const names = placeLabels(labels, labels, size[0], size[1]).flatMap(({ x, y, lines }) =>
    lines.map(
      (line, row) =>
        `<text x="${(x + box[0]).toFixed(1)}" y="${(y + box[1] + 4 + row * 12.8).toFixed(1)}">${xml(line)}</text>`,
    ),
  );
  const font = 'font-family="system-ui, sans-serif" font-size="10.5" text-anchor="middle"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box[0]} ${box[1]} ${size[0]} ${size[1]}" width="${size[0]}" height="${size[1]}" role="img">`,
    `<title>${xml(title)}</title><rect x="${box[0]}" y="${box[1]}" width="${size[0]}" height="${size[1]}" fill="${palette.ground}"/>`,
    ...lines,
    ...shapes,
    // The halo is a text of its own: not all programs know `paint-order`.
    `<g ${font} fill="${palette.ground}" stroke="${palette.ground}" stroke-width="3" stroke-linejoin="round" aria-hidden="true">`,
    ...names,
    `</g><g ${font} fill="${palette.text}">`,
    ...names,
    "</g></svg>\n",
  ].join("\n");
}

/** Lines with an upper estimate of their width. */
function sized(lines: string[]): { lines: string[]; width: number } {
  return { lines, width: Math.max(...lines.map((line) => [...line].length)) * 6.3 };
}

/** Escaped text for XML 1.0, without invalid characters. */
function xml(value: string | number | null): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const clean = String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean.replace(/[&<>"]/g, (char) => names[char] as string);
}

/** Downloads a file. */
export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
