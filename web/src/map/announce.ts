// Sentences about nodes and links, for tooltips, the card, the table and screen readers.

import type { Graph, MapEdge, MapNode } from "./model";
import type { Messages } from "./i18n";

/** What an edge means, read from one of its ends: `cites`, `is cited by`, with its strength where it has one. */
export function linkText(edge: MapEdge, from: string, messages: Messages, locale: string): string {
  const text = messages.edges[edge.kind][edge.source === from ? 0 : 1];
  if (edge.count) return `${text} (${edge.count.toLocaleString(locale)} ×)`;
  const strength = edge.kind === "NEIGHBOUR" || (edge.kind === "ABOUT" && edge.weight < 1);
  return strength ? `${text} (${edge.weight.toLocaleString(locale, { style: "percent" })})` : text;
}

/** Why two nodes are linked: `cites and is related to (41 %)`. Empty if they are not. */
export function why(graph: Graph, from: string, to: string, messages: Messages, locale: string): string {
  const reasons = graph.between(from, to).map((edge) => linkText(edge, from, messages, locale));
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(reasons);
}

/** An edge as a sentence. */
export function sentence(graph: Graph, edge: MapEdge, messages: Messages, locale: string): string {
  const [source, target] = [graph.nodes.get(edge.source)?.label, graph.nodes.get(edge.target)?.label];
  return `${source} ${linkText(edge, edge.source, messages, locale)} ${target}`;
}

/** The text of a node for screen readers. */
export function spoken(graph: Graph, node: MapNode, messages: Messages): string {
  const kind = messages.kinds[node.kind][0];
  return [node.label, kind, node.subtitle, `${graph.around(node.id).size} ${messages.links}`]
    .filter(Boolean)
    .join(", ");
}
