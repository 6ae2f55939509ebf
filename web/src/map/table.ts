// The same map as a table, always in step with the picture: for screen readers at any time, for eyes when opened.

import { element } from "./dom";
import type { Graph, Placed } from "./model";
import { why } from "./announce";
import type { Words } from "./i18n";

export interface Column {
  key: string;
  name: string;
  /** What rows are sorted by and what stands in the cell; rows without stand last. */
  value(node: Placed): string | number | null;
  /** What stands in the cell, where that is something else. */
  cell?(node: Placed): Node;
}

interface Actions {
  select(id: string): void;
  /** It was opened, closed or sorted by hand. */
  changed(): void;
}

const NAME = "name";

/** The columns of a list that stands over a small map: kind, and why each is linked. */
export function usual(graph: Graph, words: Words, locale: string): Column[] {
  const said = (node: Placed) => element("span", { class: "said" }, links(graph, node, words, locale));
  return [
    { key: "kind", name: words.kind, value: (node) => words.kinds[node.kind][0] },
    { key: "links", name: words.links, value: (node) => graph.around(node.id).size, cell: said },
  ];
}

export class Table {
  readonly root = element("div", { class: "list", part: "list", tabindex: "-1" });
  /** The key of the column that it is sorted by, `-` before it for the greatest first; null for the map's order. */
  sort: string | null = null;
  #rows = new Map<string, HTMLTableRowElement>();
  #open = false;
  readonly #to: Actions;

  constructor(to: Actions) {
    this.#to = to;
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

  toggle(): void {
    this.open = !this.open;
    this.#to.changed();
  }

  /** Writes all rows anew; what had the keyboard keeps it. */
  write(
    nodes: Placed[],
    columns: Column[],
    { description, words, locale }: { description: string; words: Words; locale: string },
  ): void {
    const active = (this.root.getRootNode() as Document | ShadowRoot).activeElement;
    const focused = active && this.root.contains(active) ? active.getAttribute("data-key") : null;
    const name: Column = { key: NAME, name: words.name, value: (node) => node.label };
    const ordered = this.#sorted(nodes, [name, ...columns], locale);
    this.#rows = new Map(ordered.map((node) => [node.id, this.#row(node, columns, locale)]));
    this.root.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, description),
        element("thead", {}, element("tr", {}, ...[name, ...columns].map((column) => this.#head(column)))),
        element("tbody", {}, ...this.#rows.values()),
      ),
    );
    this.open = this.#open;
    if (focused) this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
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

  #sorted(nodes: Placed[], columns: Column[], locale: string): Placed[] {
    const column = columns.find((each) => each.key === this.sort?.replace(/^-/, ""));
    if (!column) return nodes;
    const sign = this.sort?.startsWith("-") ? -1 : 1;
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return nodes.toSorted((a, b) => {
      const [one, other] = [column.value(a), column.value(b)];
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      if (typeof one === "number" && typeof other === "number") return sign * (one - other);
      return sign * compare(String(one), String(other));
    });
  }

  /** Numbers begin with the greatest, names with A; the third time it is the map's order again. */
  #next({ key }: Column): string | null {
    const order = key === NAME || key === "kind" ? [key, `-${key}`, null] : [`-${key}`, key, null];
    return order[(order.indexOf(this.sort) + 1) % order.length] ?? null;
  }

  #head(column: Column): HTMLTableCellElement {
    const sorted = { [column.key]: "ascending", [`-${column.key}`]: "descending" }[this.sort ?? ""] ?? null;
    const press = () => {
      const key = this.#next(column);
      this.sort = key;
      this.#to.changed();
    };
    const looks = { type: "button", class: "sort", "data-key": `column ${column.key}`, click: press };
    return element("th", { scope: "col", "aria-sort": sorted }, element("button", looks, column.name));
  }

  #row(node: Placed, columns: Column[], locale: string): HTMLTableRowElement {
    const press = () => this.#to.select(node.id);
    return element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        element("button", { type: "button", class: "link", "data-key": node.id, click: press }, node.label),
        node.subtitle ? element("small", {}, node.subtitle) : null,
      ),
      ...columns.map((column) =>
        element("td", { class: column.key }, column.cell?.(node) ?? text(column, node, locale)),
      ),
    );
  }
}

/** A year has no thousands. */
function text(column: Column, node: Placed, locale: string): string {
  const value = column.value(node);
  return typeof value === "number" && column.key !== "year" ? value.toLocaleString(locale) : String(value ?? "");
}

function links(graph: Graph, node: Placed, words: Words, locale: string): string {
  const linked = [...graph.around(node.id)].map((id) => graph.nodes.get(id) as Placed);
  const said = linked.slice(0, 3).map((other) => `${why(graph, node.id, other.id, words, locale)} ${other.label}`);
  return said.join("; ") + (linked.length > 3 ? ` +${linked.length - 3}` : "");
}
