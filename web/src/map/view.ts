// A research map in an element: picture, list, legend and tools. Used by pages and by the widget.
//
//   const view = new MapView(place, { href, expand });
//   view.loading(); view.load(slice); view.merge(slice, "arxiv:…"); view.select(id); view.show(node => …);
//   view.addEventListener("select", (event) => event.detail.id);

import type { Point } from "./camera";
import { card } from "./card";
import { element } from "./dom";
import { listen } from "./gestures";
import { handleKey } from "./keyboard";
import { Legend } from "./legend";
import { Graph, type Kind, type PlacedNode, type Slice, type Snapshot } from "./model";
import type { Options } from "./options";
import { placeNewNodes, fromLayout, type Spread, spread } from "./layout";
import { spoken, why } from "./announce";
import { Scene } from "./scene";
import { Status, type Problem } from "./status";
import { adopt } from "./styling";
import { Table, defaultColumns } from "./table";
import { tools } from "./tools";
import { yearRange } from "./years";
import { Tooltip } from "./tooltip";
import { type Messages, messagesFor } from "./i18n";

/** The largest number of nodes on a map. */
export const MAX_NODES = 500;
/**
 * Details of the events: `select` {id}, `open` {node, event} (cancelable), `change` {nodes}, `expand` {id, added},
 * `remove` {id}; without detail, after a change by the reader: `kinds`, `list`, `shade` and `move`.
 */
export interface Detail {
  id?: string | null;
  node?: PlacedNode;
  event?: Event | null;
  nodes?: number;
  added?: string[];
}

export class MapView extends EventTarget {
  readonly graph = new Graph();
  readonly root = element("div", { class: "map", part: "map" });
  readonly options: Options;
  readonly #stage = element("div", { class: "stage" });
  readonly #tip = new Tooltip();
  readonly #card = element("section", { class: "card", part: "card", hidden: true });
  readonly #live = element("p", { class: "unseen", "aria-live": "polite" });
  readonly #scene: Scene;
  readonly #table: Table;
  readonly #legend: Legend;
  readonly #status: Status;
  readonly #abort = new AbortController();
  readonly #trail: string[] = [];
  readonly #expanded = new Set<string>();
  #kinds = new Set<Kind>();
  #spread: Spread = spread(1, 1);
  #filter: ((node: PlacedNode) => boolean) | null = null;
  #centre: string | null = null;
  #slice: Slice | null = null;
  #messages: Messages;

  constructor(container: HTMLElement | ShadowRoot, options: Options) {
    super();
    this.options = options;
    this.#messages = messagesFor(this.locale);
    adopt(container);
    this.#scene = new Scene(this.graph, this.root);
    this.#table = new Table({
      select: (id) => this.select(id, true),
      changed: () => {
        this.#writeList();
        this.#emit("list", {});
      },
    });
    this.#legend = new Legend((kind, shown) => this.#toggle(kind, shown));
    this.#status = new Status(() => this.options.retry?.());
    this.#build(container);
    this.#listen();
  }

  get locale(): string {
    return this.options.locale || document.documentElement.lang || navigator.language || "en";
  }

  get messages(): Messages {
    return this.#messages;
  }

  get selected(): PlacedNode | null {
    return this.graph.nodes.get(this.#scene.focus.selected ?? "") ?? null;
  }

  /** The loaded slice, without merged ones. */
  get slice(): Slice | null {
    return this.#slice;
  }

  /** The scale of the layout of the slice. */
  get spread(): Spread {
    return this.#spread;
  }

  /** The hidden kinds. */
  get hidden(): ReadonlySet<Kind> {
    return this.#kinds;
  }

  set hidden(kinds: Iterable<Kind>) {
    this.#kinds = new Set(kinds);
    this.#update();
  }

  /** The list: whether it is open, and its sort column, with `-` for descending. */
  get list(): { open: boolean; sort: string | null } {
    return { open: this.#table.open, sort: this.#table.sort };
  }

  set list(list: { open: boolean; sort: string | null }) {
    this.#table.open = list.open;
    this.#table.sort = list.sort;
    this.#writeList();
  }

  /** Whether papers are shaded by year. */
  get shaded(): boolean {
    return this.#scene.focus.shaded;
  }

  set shaded(shaded: boolean) {
    this.#scene.focus.shaded = shaded;
    this.#scene.draw();
    this.#writeLegend();
  }

  /** Edges that are always highlighted: `source target`. */
  set marked(edges: ReadonlySet<string>) {
    this.#scene.focus.marked = edges;
    this.#scene.draw();
  }

  /** Centre and zoom of the picture; null while it fits all nodes. */
  get at(): { x: number; y: number; zoom: number } | null {
    const { x, y, zoom } = this.#scene.camera;
    return this.#scene.free ? { x, y, zoom } : null;
  }

  set at(at: { x: number; y: number; zoom: number } | null) {
    if (at) {
      this.#scene.camera.go(at.x, at.y, at.zoom, false);
      this.#scene.moved();
    } else this.fit();
  }

  /** CSS pixels per unit of the layout. */
  get scale(): number {
    return this.#scene.camera.zoom;
  }

  /** The position of a node on the canvas in CSS pixels; null if it is not on the map. */
  where(id: string): Point | null {
    const node = this.graph.nodes.get(id);
    return node ? this.#scene.camera.toScreen(node) : null;
  }

  /** Replaces the map. */
  load(slice: Slice): void {
    this.graph.clear();
    this.#slice = slice;
    this.#trail.length = 0;
    this.#expanded.clear();
    this.#scene.measure(this.#stage);
    const { width, height } = this.#scene.camera;
    this.#spread = spread(width, height);
    this.graph.add(fromLayout(slice, this.#spread), slice.edges);
    this.#centre = slice.nodes[0]?.id ?? null;
    for (const node of slice.nodes) if (node.distance === 0) this.#expanded.add(node.id);
    this.#status.show(slice.nodes.length ? null : { kind: "empty" }, this.#messages);
    this.select(null);
    this.#update();
    this.fit(false);
  }

  /** Adds a slice around an existing node and returns the ids of new nodes; at most 500 nodes in all. */
  merge(slice: Slice, around: string): string[] {
    const centre = this.graph.nodes.get(around);
    if (!centre) return [];
    const room = Math.max(0, MAX_NODES - this.graph.nodes.size);
    const newNodes = placeNewNodes(this.graph, slice, centre, room);
    this.graph.add(newNodes, slice.edges);
    this.#expanded.add(around);
    this.#update();
    return newNodes.map((node) => node.id);
  }

  /** Removes a node from the map. */
  remove(id: string): void {
    if (this.#scene.focus.selected === id) this.select(null);
    this.graph.remove(id);
    this.#update();
    this.#emit("remove", { id });
  }

  snapshot(): Snapshot {
    const nodes = [...this.graph.nodes.values()].map((node) => ({ ...node }));
    return { nodes, edges: [...this.graph.edges], expanded: [...this.#expanded] };
  }

  /** Restores a snapshot. */
  restore(snapshot: Snapshot): void {
    this.graph.clear();
    this.graph.add(snapshot.nodes, snapshot.edges);
    this.#expanded.clear();
    for (const id of snapshot.expanded) this.#expanded.add(id);
    if (!this.selected) this.select(null);
    this.#update();
  }

  /** Selects a node, or none; `reveal` moves it into view. */
  select(id: string | null, reveal = false): void {
    const node = this.graph.nodes.get(id ?? "") ?? null;
    const before = this.#scene.focus.selected;
    if (node && before && before !== node.id) this.#trail.push(before);
    if (!node) this.#trail.length = 0;
    this.#setSelection(node, reveal);
    if (before !== (node?.id ?? null)) this.#emit("select", { id: node?.id ?? null });
  }

  /** Shows only the nodes that match a filter; null for all. */
  show(filter: ((node: PlacedNode) => boolean) | null): void {
    this.#filter = filter;
    this.#update();
  }

  fit(glide = true): void {
    this.#scene.fit(glide);
    this.#emit("move", {});
  }

  zoom(factor: number): void {
    this.#scene.zoom(factor);
    this.#emit("move", {});
  }

  /** The visible picture as PNG. */
  picture(): Promise<Blob> {
    return this.#scene.picture();
  }

  loading(): void {
    this.#status.show({ kind: "loading" }, this.#messages);
  }

  failed(problem: Problem): void {
    this.#status.show(problem, this.#messages);
  }

  /** Expands a node: adds its surroundings. */
  async expand(node: PlacedNode): Promise<void> {
    if (!this.options.expand || this.#expanded.has(node.id)) return;
    if (this.graph.nodes.size >= MAX_NODES) return this.announce(this.#messages.full);
    this.#expanded.add(node.id);
    this.root.setAttribute("aria-busy", "true");
    try {
      const added = this.merge(await this.options.expand(node), node.id);
      this.announce(added.length ? `+${added.length} ${this.#messages.expanded}` : this.#messages.none);
      this.#emit("expand", { id: node.id, added });
    } catch {
      this.#expanded.delete(node.id);
      this.announce(navigator.onLine ? this.#messages.failed : this.#messages.offline);
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  /** Announces a message to screen readers and shows it for a short time. */
  announce(text: string): void {
    this.#live.textContent = text;
    this.#status.showToast(text);
  }

  /** Renders again after a change of options. */
  refresh(): void {
    this.#messages = messagesFor(this.locale);
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.root.classList.toggle("beside", !!this.options.beside);
    if (this.options.beside) this.#stage.after(this.#table.root);
    this.#scene.recolour();
    this.#update();
  }

  /** Removes the map and its listeners. */
  destroy(): void {
    this.#abort.abort();
    this.root.remove();
  }

  #build(container: HTMLElement | ShadowRoot): void {
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.#stage.append(this.#scene.canvas, this.#tip.root, this.#card, this.#status.root, this.#table.root, this.#live);
    this.root.append(this.#stage, this.#legend.root);
    container.append(this.root);
    this.#writeTools();
  }

  #writeTools(): void {
    this.root.querySelector(".tools")?.remove();
    this.root.querySelector(".head")?.remove();
    this.root.lang = this.locale;
    const parts = tools(this, this.#table);
    if (this.options.head && parts.head) this.root.prepend(parts.head);
    this.#stage.append(parts.tools);
  }

  #listen(): void {
    const { canvas, camera, focus } = this.#scene;
    this.#scene.covers = () => {
      const overlays = [this.#card, ...this.#stage.querySelectorAll<HTMLElement>(".tools")];
      return overlays
        .filter((each) => !each.hidden)
        .map((each) => {
          const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = each;
          return [left, top, left + width, top + height];
        });
    };
    this.#scene.watch(this.#stage, this.#abort.signal);
    listen(canvas, camera, () => this.options.wheel || focus.keyboard, {
      hover: (at) => this.#hover(at),
      click: (at, twice) => this.#click(at, twice),
      moved: () => {
        this.#scene.moved();
        this.#emit("move", {});
      },
    });
    canvas.addEventListener("keydown", (event) => {
      if (this.#key(event)) event.preventDefault();
    });
  }

  /** Updates list, legend and picture after a change of nodes or filters. */
  #update(): void {
    const filter = this.#filter;
    this.#scene.focus.visible =
      filter || this.#kinds.size
        ? (node) => node.distance === 0 || (!this.#kinds.has(node.kind) && (filter?.(node) ?? true))
        : null;
    this.#writeList();
    if (this.selected) this.#writeCard(this.selected);
    this.#writeLegend();
    const about = [this.#messages.map, this.graph.nodes.get(this.#centre ?? "")?.label].filter(Boolean).join(": ");
    this.#scene.canvas.setAttribute("aria-label", about);
    this.#scene.canvas.setAttribute("aria-description", `${this.#slice?.description ?? ""} ${this.#messages.keys}`);
    this.#writeTools();
    this.#scene.covered();
    this.#emit("change", { nodes: this.#scene.shown.length });
  }

  /** Writes the list of visible nodes. */
  #writeList(): void {
    const { graph, messages, locale } = this;
    const columns = this.options.columns ?? defaultColumns(graph, messages, locale);
    const description = this.#slice?.description ?? "";
    this.#table.write(this.#scene.shown, columns, { description, messages, locale });
    this.#table.select(this.#scene.focus.selected);
    this.root.classList.toggle("listed", this.#table.open);
  }

  #writeLegend(): void {
    const years = this.shaded ? yearRange(this.#scene.shown) : null;
    this.#legend.write(this.graph, this.#slice, this.#kinds, this.#messages, this.locale, years);
  }

  #toggle(kind: Kind, shown: boolean): void {
    if (shown) this.#kinds.delete(kind);
    else this.#kinds.add(kind);
    this.#update();
    this.#emit("kinds", {});
  }

  #setSelection(node: PlacedNode | null, reveal: boolean): void {
    this.#scene.focus.selected = node?.id ?? null;
    this.#table.select(node?.id ?? null);
    this.#card.hidden = !node;
    if (node) {
      this.#writeCard(node);
      if (reveal) this.#scene.reveal(node, { width: this.#card.offsetWidth, height: this.#card.offsetHeight });
    }
    this.#scene.covered();
  }

  /** Writes the card of a node and keeps the focus in it. */
  #writeCard(node: PlacedNode): void {
    const within = this.#card.contains((this.root.getRootNode() as Document | ShadowRoot).activeElement);
    const more = this.options.expand && !this.#expanded.has(node.id);
    const to = {
      href: this.options.href,
      select: (id: string) => this.select(id, true),
      open: (open: PlacedNode, event: Event) => this.#open(open, event),
      expand: more ? (open: PlacedNode) => void this.expand(open) : null,
      remove: (open: PlacedNode) => this.remove(open.id),
      more: this.options.more ?? [],
      close: () => {
        this.select(null);
        this.#scene.canvas.focus();
      },
    };
    this.#card.setAttribute("aria-label", node.label);
    this.#card.replaceChildren(...card(this.graph, node, this.#messages, this.locale, to));
    if (within) this.#card.querySelector("a")?.focus();
  }

  #hover(at: Point | null): void {
    const { canvas, camera, focus } = this.#scene;
    const node = at && this.#scene.nodeAt(at);
    const edge = at && !node ? this.#scene.edgeAt(at) : null;
    canvas.classList.toggle("over", !!node);
    if (focus.hovered !== (node?.id ?? null)) {
      focus.hovered = node?.id ?? null;
      this.#scene.draw();
    }
    if (!at || !(node || edge)) return this.#tip.hide();
    const from = this.graph.nodes.get(focus.selected ?? this.#centre ?? "");
    if (node) this.#tip.node(node, from, this.graph, this.#messages, this.locale);
    else if (edge) this.#tip.edge(edge, this.graph, this.#messages, this.locale);
    this.#tip.at(at, camera);
  }

  #click(at: Point, twice: boolean): void {
    const node = this.#scene.nodeAt(at, 10);
    if (twice) {
      if (node) this.#open(node, null);
      return;
    }
    this.select(node?.id ?? null);
    if (node && this.options.click !== "select") void this.expand(node);
  }

  #key(event: KeyboardEvent): boolean {
    const current = this.selected;
    return handleKey(event, this.graph, current, this.#centre, {
      go: (id) => this.#goTo(id, current),
      back: () => this.#back(),
      open: () => current && this.#open(current, null),
      expand: () => void (current && this.expand(current)),
      remove: () => current && this.remove(current.id),
      zoom: (factor) => this.zoom(factor),
      fit: () => this.fit(),
      noLink: () => this.announce(this.#messages.noLinkInDirection),
    });
  }

  #goTo(id: string | null, from: PlacedNode | null): void {
    this.select(id, true);
    const node = this.selected;
    if (!node) return;
    const reason = from && from !== node ? why(this.graph, from.id, node.id, this.#messages, this.locale) : "";
    this.#live.textContent = [reason, spoken(this.graph, node, this.#messages)].filter(Boolean).join(": ");
  }

  /** Returns to the previous node; false if none was selected. */
  #back(): boolean {
    if (!this.selected) return false;
    const before = this.graph.nodes.get(this.#trail.pop() ?? "") ?? null;
    this.#setSelection(before, true);
    this.#emit("select", { id: before?.id ?? null });
    this.#live.textContent = before ? spoken(this.graph, before, this.#messages) : this.#messages.clear;
    return true;
  }

  /** Opens the page of a node in a new tab, unless a listener prevents it. */
  #open(node: PlacedNode, event: Event | null): void {
    if (!this.#emit("open", { node, event })) event?.preventDefault();
    else if (!event) window.open(this.options.href(node), "_blank", "noopener");
  }

  #emit(type: string, detail: Detail): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
  }
}
