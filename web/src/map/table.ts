// The same map as a table, always in step with the picture: for screen readers at any time, for eyes when opened.

import { element } from "./dom";
import type { Graph, Placed } from "./model";
import { why } from "./saying";
import type { Words } from "./words";

export class Table {
  readonly root = element("div", { class: "list", part: "list", tabindex: "-1" });
  #rows = new Map<string, HTMLTableRowElement>();
  #open = false;
  readonly #select: (id: string) => void;

  constructor(select: (id: string) => void) {
    this.#select = select;
    this.open = false;
  }

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    this.root.classList.toggle("unseen", !open);
    for (const button of this.root.querySelectorAll("button")) button.tabIndex = open ? 0 : -1;
  }

  /** Writes all rows anew: nodes in the order of their distance, kind and weight. */
  write(graph: Graph, nodes: Placed[], description: string, words: Words, locale: string): void {
    this.#rows = new Map(nodes.map((node) => [node.id, this.#row(graph, node, words, locale)]));
    const heads = [words.name, words.kind, words.links].map((text) => element("th", { scope: "col" }, text));
    this.root.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, description),
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...this.#rows.values()),
      ),
    );
    this.open = this.#open;
  }

  select(id: string | null): void {
    for (const [node, row] of this.#rows) {
      const here = node === id;
      row.classList.toggle("selected", here);
      const button = row.querySelector("button");
      if (here) button?.setAttribute("aria-current", "true");
      else button?.removeAttribute("aria-current");
      if (here && this.#open) row.scrollIntoView({ block: "nearest" });
    }
  }

  #row(graph: Graph, node: Placed, words: Words, locale: string): HTMLTableRowElement {
    const linked = [...graph.around(node.id)].map((id) => graph.nodes.get(id) as Placed);
    const said = linked.slice(0, 3).map((other) => `${why(graph, node.id, other.id, words, locale)} ${other.label}`);
    const more = linked.length > 3 ? ` +${linked.length - 3}` : "";
    return element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        element("button", { type: "button", class: "link", click: () => this.#select(node.id) }, node.label),
        node.subtitle ? element("small", {}, node.subtitle) : null,
      ),
      element("td", {}, words.kinds[node.kind][0]),
      element("td", {}, element("span", { class: "said" }, said.join("; ") + more)),
    );
  }
}
