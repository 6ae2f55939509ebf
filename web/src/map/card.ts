// The card of the selected node: what it is, why it is linked with others, and what to do with it.

import { element, icon, iconButton } from "./dom";
import type { Graph, Placed } from "./model";
import { why } from "./announce";
import type { Words } from "./i18n";

const LINKS = 40;

export interface CardActions {
  href(node: Placed): string;
  select(id: string): void;
  open(node: Placed, event: Event): void;
  /** What else the page can do with a node. */
  more: { label: string; act(node: Placed): void }[];
  /** Null where the map has grown around the node already. */
  expand: ((node: Placed) => void) | null;
  remove(node: Placed): void;
  close(): void;
}

export function card(graph: Graph, node: Placed, words: Words, locale: string, to: CardActions): Node[] {
  const linked = [...graph.around(node.id)]
    .map((id) => graph.nodes.get(id) as Placed)
    .sort((a, b) => a.distance - b.distance || b.weight - a.weight);
  const links = linked
    .slice(0, LINKS)
    .map((other) =>
      element(
        "li",
        {},
        element("span", { class: "why" }, `${why(graph, node.id, other.id, words, locale)} `),
        element("button", { type: "button", class: "link", click: () => to.select(other.id) }, other.label),
      ),
    );
  return [
    element(
      "div",
      { class: "card-head" },
      element("span", { class: `mark ${node.kind.toLowerCase()}`, "aria-hidden": "true" }),
      element("span", { class: "kind" }, words.kinds[node.kind][0]),
      iconButton("close", words.close, to.close),
    ),
    element("p", { class: "card-title" }, node.label),
    node.subtitle ? element("p", { class: "card-subtitle" }, node.subtitle) : "",
    element(
      "div",
      { class: "actions" },
      element(
        "a",
        { class: "primary", href: to.href(node), target: "_blank", rel: "noopener", click: (e) => to.open(node, e) },
        words.open,
        icon("out"),
      ),
      to.expand && element("button", { type: "button", click: () => to.expand?.(node) }, words.expand),
      ...to.more.map(({ label, act }) => element("button", { type: "button", click: () => act(node) }, label)),
      element("button", { type: "button", click: () => to.remove(node) }, words.remove),
    ),
    element("p", { class: "card-links" }, `${words.links} · ${linked.length.toLocaleString(locale)}`),
    element("ul", { class: "links" }, ...links),
  ].map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
}
