// Sentences about nodes and links, for tooltips, the card, the table and screen readers.

import type { Graph, MapEdge, MapNode } from "./model";
import type { Words } from "./i18n";

/** What an edge means, read from one of its ends: `cites`, `is cited by`, with its strength where it has one. */
export function linkWords(edge: MapEdge, from: string, words: Words, locale: string): string {
  const said = words.edges[edge.kind][edge.source === from ? 0 : 1];
  const strength = edge.kind === "NEIGHBOUR" || (edge.kind === "ABOUT" && edge.weight < 1);
  return strength ? `${said} (${edge.weight.toLocaleString(locale, { style: "percent" })})` : said;
}

/** Why two nodes are linked: `cites and is close to (41 %)`. Empty where they are not. */
export function why(graph: Graph, from: string, to: string, words: Words, locale: string): string {
  const reasons = graph.between(from, to).map((edge) => linkWords(edge, from, words, locale));
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(reasons);
}

/** An edge as a sentence. */
export function sentence(graph: Graph, edge: MapEdge, words: Words, locale: string): string {
  const [source, target] = [graph.nodes.get(edge.source)?.label, graph.nodes.get(edge.target)?.label];
  return `${source} ${linkWords(edge, edge.source, words, locale)} ${target}`;
}

/** A node as a screen reader says it. */
export function spoken(graph: Graph, node: MapNode, words: Words): string {
  const kind = words.kinds[node.kind][0];
  return [node.label, kind, node.subtitle, `${graph.around(node.id).size} ${words.links}`].filter(Boolean).join(", ");
}
