// The card of the selected node: title, links with reasons, and actions.

import { element, icon, iconButton } from "./dom";
import type { Graph, PlacedNode } from "./model";
import { why } from "./announce";
import type { Messages } from "./i18n";

const LINKS = 40;

export interface CardActions {
  href(node: PlacedNode): string;
  select(id: string): void;
  open(node: PlacedNode, event: Event): void;
  /** Further actions of the page. */
  more: { label: string; act(node: PlacedNode): void }[];
  /** Null if the node is already expanded. */
  expand: ((node: PlacedNode) => void) | null;
  remove(node: PlacedNode): void;
  close(): void;
}

export function card(graph: Graph, node: PlacedNode, messages: Messages, locale: string, to: CardActions): Node[] {
  const linked = [...graph.around(node.id)]
    .map((id) => graph.nodes.get(id) as PlacedNode)
    .sort((a, b) => a.distance - b.distance || b.weight - a.weight);
  const links = linked
    .slice(0, LINKS)
    .map((other) =>
      element(
        "li",
        {},
        element("span", { class: "why" }, `${why(graph, node.id, other.id, messages, locale)} `),
        element("button", { type: "button", class: "link", click: () => to.select(other.id) }, other.label),
      ),
    );
  return [
    element(
      "div",
      { class: "card-head" },
      element("span", { class: `mark ${node.kind.toLowerCase()}`, "aria-hidden": "true" }),
      element("span", { class: "kind" }, messages.kinds[node.kind][0]),
      iconButton("close", messages.close, to.close),
    ),
    element("p", { class: "card-title" }, node.label),
    node.subtitle ? element("p", { class: "card-subtitle" }, node.subtitle) : "",
    element(
      "div",
      { class: "actions" },
      element(
        "a",
        { class: "primary", href: to.href(node), target: "_blank", rel: "noopener", click: (e) => to.open(node, e) },
        messages.open,
        icon("out"),
      ),
      to.expand && element("button", { type: "button", click: () => to.expand?.(node) }, messages.expand),
      ...to.more.map(({ label, act }) => element("button", { type: "button", click: () => act(node) }, label)),
      element("button", { type: "button", click: () => to.remove(node) }, messages.remove),
    ),
    element("p", { class: "card-links" }, `${messages.links} · ${linked.length.toLocaleString(locale)}`),
    element("ul", { class: "links" }, ...links),
  ].map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
}
