// The map as a table, in sync with the picture: always there for screen readers, visible when opened.

import { element } from "./dom";
import type { Graph, PlacedNode } from "./model";
import { why } from "./announce";
import type { Messages } from "./i18n";

export interface Column {
  key: string;
  name: string;
  /** The value for sorting and for the cell; rows without a value are last. */
  value(node: PlacedNode): string | number | null;
  /** The content of the cell, if it differs from the value. */
  cell?(node: PlacedNode): Node;
}

interface TableActions {
  select(id: string): void;
  /** Called when the reader opened, closed or sorted the list. */
  changed(): void;
}

const NAME = "name";

/** The columns of a list over a small map: kind and links with reasons. */
export function defaultColumns(graph: Graph, messages: Messages, locale: string): Column[] {
  const text = (node: PlacedNode) => element("span", { class: "said" }, links(graph, node, messages, locale));
  return [
    { key: "kind", name: messages.kind, value: (node) => messages.kinds[node.kind][0] },
    { key: "links", name: messages.links, value: (node) => graph.around(node.id).size, cell: text },
  ];
}

export class Table {
  readonly root = element("div", { class: "list", part: "list", tabindex: "-1" });
  /** The key of the sort column, with `-` for descending; null for the map's order. */
  sort: string | null = null;
  #rows = new Map<string, HTMLTableRowElement>();
  #open = false;
  readonly #to: TableActions;

  constructor(to: TableActions) {
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

  /** Rewrites all rows and keeps the focus. */
  write(
    nodes: PlacedNode[],
    columns: Column[],
    { description, messages, locale }: { description: string; messages: Messages; locale: string },
  ): void {
    const active = (this.root.getRootNode() as Document | ShadowRoot).activeElement;
    const focused = active && this.root.contains(active) ? active.getAttribute("data-key") : null;
    const name: Column = { key: NAME, name: messages.name, value: (node) => node.label };
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
      const isSelected = node === id;
      row.classList.toggle("selected", isSelected);
      const button = row.querySelector("button");
      if (isSelected) button?.setAttribute("aria-current", "true");
      else button?.removeAttribute("aria-current");
      if (isSelected && this.#open) row.scrollIntoView({ block: "nearest" });
    }
  }

  #sorted(nodes: PlacedNode[], columns: Column[], locale: string): PlacedNode[] {
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

  /** Numbers start descending, names ascending; the third click restores the map's order. */
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

  #row(node: PlacedNode, columns: Column[], locale: string): HTMLTableRowElement {
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

/** Numbers have thousands separators, except years. */
function text(column: Column, node: PlacedNode, locale: string): string {
  const value = column.value(node);
  return typeof value === "number" && column.key !== "year" ? value.toLocaleString(locale) : String(value ?? "");
}

function links(graph: Graph, node: PlacedNode, messages: Messages, locale: string): string {
  const linked = [...graph.around(node.id)].map((id) => graph.nodes.get(id) as PlacedNode);
  const text = linked.slice(0, 3).map((other) => `${why(graph, node.id, other.id, messages, locale)} ${other.label}`);
  return text.join("; ") + (linked.length > 3 ? ` +${linked.length - 3}` : "");
}
