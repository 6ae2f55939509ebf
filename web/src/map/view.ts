// A research map in an element: the picture, its list, its legend and its tools. Pages and the widget hold one each.
//
//   const view = new MapView(place, { href, expand });
//   view.loading(); view.load(slice); view.merge(slice, "arxiv:…"); view.select(id); view.show(node => …);
//   view.addEventListener("select", (event) => event.detail.id);

import type { Point } from "./camera";
import { card } from "./card";
import { element } from "./dom";
import { listen } from "./gestures";
import { pressed } from "./keyboard";
import { Legend } from "./legend";
import { Graph, type Kind, type Placed, type Slice, type Snapshot } from "./model";
import { joining, laidOut, type Spread, spread } from "./layout";
import { spoken, why } from "./announce";
import { Scene } from "./scene";
import { Status, type Trouble } from "./status";
import { adopt } from "./styling";
import { type Column, Table, usual } from "./table";
import { tools } from "./tools";
import { Tooltip } from "./tooltip";
import { type Words, wordsOf } from "./i18n";

export interface Options {
  /** Where a node's own page is. */
  href(node: Placed): string;
  /** More around a node, for clicks and Space; without it maps do not grow. */
  expand?: (node: Placed) => Promise<Slice>;
  /** What "try again" does. */
  retry?: () => void;
  locale?: string;
  theme?: "auto" | "light" | "dark";
  /** Whether the wheel zooms at once: in a page that is all map. */
  wheel?: boolean;
  /** Whether the head with title and link stands above. */
  head?: boolean;
  /** What a click on a node does beyond selecting it: the map grows around it, unless this says `select`. */
  click?: "expand" | "select";
  /** What else the card of a node offers. */
  more?: { label: string; act(node: Placed): void }[];
  /** The columns of the list behind the names. */
  columns?: Column[];
  /** Whether the list stands beside the picture instead of over it. */
  beside?: boolean;
  /** The address of what is shown, where that is more than the slice. */
  address?: () => string;
}

/** How many nodes a map may have. */
export const MOST = 500;
/**
 * What the events say: `select` {id}, `open` {node, event} (cancelable), `change` {nodes}, `expand` {id, added},
 * `remove` {id}; and, without detail, `kinds`, `list` and `move`, after a hand has changed those.
 */
export interface Detail {
  id?: string | null;
  node?: Placed;
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
  readonly #watch = new AbortController();
  readonly #trail: string[] = [];
  readonly #expanded = new Set<string>();
  #kinds = new Set<Kind>();
  #spread: Spread = spread(1, 1);
  #filter: ((node: Placed) => boolean) | null = null;
  #centre: string | null = null;
  #slice: Slice | null = null;
  #words: Words;

  constructor(place: HTMLElement | ShadowRoot, options: Options) {
    super();
    this.options = options;
    this.#words = wordsOf(this.locale);
    adopt(place);
    this.#scene = new Scene(this.graph, this.root);
    this.#table = new Table({
      select: (id) => this.select(id, true),
      changed: () => {
        this.#listed();
        this.#tell("list", {});
      },
    });
    this.#legend = new Legend((kind, shown) => this.#toggle(kind, shown));
    this.#status = new Status(() => this.options.retry?.());
    this.#build(place);
    this.#watchAll();
  }

  get locale(): string {
    return this.options.locale || document.documentElement.lang || navigator.language || "en";
  }

  get words(): Words {
    return this.#words;
  }

  get selected(): Placed | null {
    return this.graph.nodes.get(this.#scene.focus.selected ?? "") ?? null;
  }

  /** The slice that was loaded, without what was merged. */
  get slice(): Slice | null {
    return this.#slice;
  }

  /** How wide the layout of the slice was drawn. */
  get spread(): Spread {
    return this.#spread;
  }

  /** The kinds that the legend has switched off. */
  get hidden(): ReadonlySet<Kind> {
    return this.#kinds;
  }

  set hidden(kinds: Iterable<Kind>) {
    this.#kinds = new Set(kinds);
    this.#changed();
  }

  /** The list: whether it is open, and the column that it is sorted by, `-` before it for the greatest first. */
  get list(): { open: boolean; sort: string | null } {
    return { open: this.#table.open, sort: this.#table.sort };
  }

  set list(list: { open: boolean; sort: string | null }) {
    this.#table.open = list.open;
    this.#table.sort = list.sort;
    this.#listed();
  }

  /** Edges that stand out at all times: `source target`. */
  set marked(edges: ReadonlySet<string>) {
    this.#scene.focus.marked = edges;
    this.#scene.draw();
  }

  /** What is in the middle of the picture, and how large; null where all is shown. */
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

  /** How many CSS pixels one unit of the layout takes. */
  get scale(): number {
    return this.#scene.camera.zoom;
  }

  /** Where a node is on the canvas, in CSS pixels; null where it is not on the map. */
  where(id: string): Point | null {
    const node = this.graph.nodes.get(id);
    return node ? this.#scene.camera.toScreen(node) : null;
  }

  /** Shows a map, in place of what there is. */
  load(slice: Slice): void {
    this.graph.clear();
    this.#slice = slice;
    this.#trail.length = 0;
    this.#expanded.clear();
    this.#scene.measure(this.#stage);
    const { width, height } = this.#scene.camera;
    this.#spread = spread(width, height);
    this.graph.add(laidOut(slice, this.#spread), slice.edges);
    this.#centre = slice.nodes[0]?.id ?? null;
    for (const node of slice.nodes) if (node.distance === 0) this.#expanded.add(node.id);
    this.#status.show(slice.nodes.length ? null : { kind: "empty" }, this.#words);
    this.select(null);
    this.#changed();
    this.fit(false);
  }

  /** Adds a slice around a node that is there; gives the ids of what is new. Beyond 500 nodes none is added. */
  merge(slice: Slice, around: string): string[] {
    const centre = this.graph.nodes.get(around);
    if (!centre) return [];
    const room = Math.max(0, MOST - this.graph.nodes.size);
    const fresh = joining(this.graph, slice, centre).slice(0, room);
    this.graph.add(fresh, slice.edges);
    this.#expanded.add(around);
    this.#changed();
    return fresh.map((node) => node.id);
  }

  /** Takes a node off the map. */
  remove(id: string): void {
    if (this.#scene.focus.selected === id) this.select(null);
    this.graph.remove(id);
    this.#changed();
    this.#tell("remove", { id });
  }

  snapshot(): Snapshot {
    const nodes = [...this.graph.nodes.values()].map((node) => ({ ...node }));
    return { nodes, edges: [...this.graph.edges], expanded: [...this.#expanded] };
  }

  /** Back to what a snapshot holds. */
  restore(snapshot: Snapshot): void {
    this.graph.clear();
    this.graph.add(snapshot.nodes, snapshot.edges);
    this.#expanded.clear();
    for (const id of snapshot.expanded) this.#expanded.add(id);
    if (!this.selected) this.select(null);
    this.#changed();
  }

  /** Selects a node, or none; `reveal` brings it into sight. */
  select(id: string | null, reveal = false): void {
    const node = this.graph.nodes.get(id ?? "") ?? null;
    const before = this.#scene.focus.selected;
    if (node && before && before !== node.id) this.#trail.push(before);
    if (!node) this.#trail.length = 0;
    this.#choose(node, reveal);
    if (before !== (node?.id ?? null)) this.#tell("select", { id: node?.id ?? null });
  }

  /** Shows only nodes that a filter leaves; null for all. */
  show(filter: ((node: Placed) => boolean) | null): void {
    this.#filter = filter;
    this.#changed();
  }

  fit(glide = true): void {
    this.#scene.fit(glide);
    this.#tell("move", {});
  }

  zoom(factor: number): void {
    this.#scene.zoom(factor);
    this.#tell("move", {});
  }

  /** The picture as it is seen, as PNG. */
  picture(): Promise<Blob> {
    return this.#scene.picture();
  }

  loading(): void {
    this.#status.show({ kind: "loading" }, this.#words);
  }

  failed(trouble: Trouble): void {
    this.#status.show(trouble, this.#words);
  }

  /** Grows the map around a node. */
  async expand(node: Placed): Promise<void> {
    if (!this.options.expand || this.#expanded.has(node.id)) return;
    if (this.graph.nodes.size >= MOST) return this.say(this.#words.full);
    this.#expanded.add(node.id);
    this.root.setAttribute("aria-busy", "true");
    try {
      const added = this.merge(await this.options.expand(node), node.id);
      this.say(added.length ? `+${added.length} ${this.#words.expanded}` : this.#words.none);
      this.#tell("expand", { id: node.id, added });
    } catch {
      this.#expanded.delete(node.id);
      this.say(navigator.onLine ? this.#words.failed : this.#words.offline);
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  /** Says something to those who do not see, and shows it for a moment to those who do. */
  say(text: string): void {
    this.#live.textContent = text;
    this.#status.whisper(text);
  }

  /** Words and colours anew, after options have changed. */
  refresh(): void {
    this.#words = wordsOf(this.locale);
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.root.classList.toggle("beside", !!this.options.beside);
    if (this.options.beside) this.#stage.after(this.#table.root);
    this.#scene.recolour();
    this.#changed();
  }

  /** Ends all that it listens to. */
  end(): void {
    this.#watch.abort();
    this.root.remove();
  }

  #build(place: HTMLElement | ShadowRoot): void {
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.#stage.append(this.#scene.canvas, this.#tip.root, this.#card, this.#status.root, this.#table.root, this.#live);
    this.root.append(this.#stage, this.#legend.root);
    place.append(this.root);
    this.#label();
  }

  #label(): void {
    this.root.querySelector(".tools")?.remove();
    this.root.querySelector(".head")?.remove();
    this.root.lang = this.locale;
    const parts = tools(this, this.#table);
    if (this.options.head && parts.head) this.root.prepend(parts.head);
    this.#stage.append(parts.tools);
  }

  #watchAll(): void {
    const { canvas, camera, focus } = this.#scene;
    this.#scene.watch(this.#stage, this.#watch.signal);
    listen(canvas, camera, () => this.options.wheel || focus.keyboard, {
      hover: (at) => this.#hover(at),
      click: (at, twice) => this.#click(at, twice),
      moved: () => {
        this.#scene.moved();
        this.#tell("move", {});
      },
    });
    canvas.addEventListener("keydown", (event) => {
      if (this.#key(event)) event.preventDefault();
    });
  }

  /** After nodes or filters have changed: list, legend, picture. */
  #changed(): void {
    const filter = this.#filter;
    this.#scene.focus.visible =
      filter || this.#kinds.size
        ? (node) => node.distance === 0 || (!this.#kinds.has(node.kind) && (filter?.(node) ?? true))
        : null;
    this.#listed();
    if (this.selected) this.#fill(this.selected);
    this.#legend.write(this.graph, this.#slice, this.#kinds, this.#words, this.locale);
    const about = [this.#words.map, this.graph.nodes.get(this.#centre ?? "")?.label].filter(Boolean).join(": ");
    this.#scene.canvas.setAttribute("aria-label", about);
    this.#scene.canvas.setAttribute("aria-description", `${this.#slice?.description ?? ""} ${this.#words.keys}`);
    this.#label();
    this.#scene.draw();
    this.#tell("change", { nodes: this.#scene.shown.length });
  }

  /** Writes the list: what the picture shows. */
  #listed(): void {
    const { graph, words, locale } = this;
    const columns = this.options.columns ?? usual(graph, words, locale);
    const description = this.#slice?.description ?? "";
    this.#table.write(this.#scene.shown, columns, { description, words, locale });
    this.#table.select(this.#scene.focus.selected);
    this.root.classList.toggle("listed", this.#table.open);
  }

  #toggle(kind: Kind, shown: boolean): void {
    if (shown) this.#kinds.delete(kind);
    else this.#kinds.add(kind);
    this.#changed();
    this.#tell("kinds", {});
  }

  #choose(node: Placed | null, reveal: boolean): void {
    this.#scene.focus.selected = node?.id ?? null;
    this.#table.select(node?.id ?? null);
    this.#card.hidden = !node;
    if (node) {
      this.#fill(node);
      if (reveal) this.#scene.reveal(node, { width: this.#card.offsetWidth, height: this.#card.offsetHeight });
    }
    this.#scene.draw();
  }

  /** Writes the card of a node; who is in it with the keyboard stays there. */
  #fill(node: Placed): void {
    const within = this.#card.contains((this.root.getRootNode() as Document | ShadowRoot).activeElement);
    const more = this.options.expand && !this.#expanded.has(node.id);
    const to = {
      href: this.options.href,
      select: (id: string) => this.select(id, true),
      open: (open: Placed, event: Event) => this.#open(open, event),
      expand: more ? (open: Placed) => void this.expand(open) : null,
      remove: (open: Placed) => this.remove(open.id),
      more: this.options.more ?? [],
      close: () => {
        this.select(null);
        this.#scene.canvas.focus();
      },
    };
    this.#card.setAttribute("aria-label", node.label);
    this.#card.replaceChildren(...card(this.graph, node, this.#words, this.locale, to));
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
    if (node) this.#tip.node(node, from, this.graph, this.#words, this.locale);
    else if (edge) this.#tip.edge(edge, this.graph, this.#words, this.locale);
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
    const here = this.selected;
    return pressed(event, this.graph, here, this.#centre, {
      go: (id) => this.#arrive(id, here),
      back: () => this.#back(),
      open: () => here && this.#open(here, null),
      expand: () => void (here && this.expand(here)),
      remove: () => here && this.remove(here.id),
      zoom: (factor) => this.zoom(factor),
      fit: () => this.fit(),
      nothing: () => this.say(this.#words.nothingThere),
    });
  }

  #arrive(id: string | null, from: Placed | null): void {
    this.select(id, true);
    const node = this.selected;
    if (!node) return;
    const reason = from && from !== node ? why(this.graph, from.id, node.id, this.#words, this.locale) : "";
    this.#live.textContent = [reason, spoken(this.graph, node, this.#words)].filter(Boolean).join(": ");
  }

  /** To the node before; whether there was anything to go back from. */
  #back(): boolean {
    if (!this.selected) return false;
    const before = this.graph.nodes.get(this.#trail.pop() ?? "") ?? null;
    this.#choose(before, true);
    this.#tell("select", { id: before?.id ?? null });
    this.#live.textContent = before ? spoken(this.graph, before, this.#words) : this.#words.clear;
    return true;
  }

  /** Opens a node's page in a tab of its own, unless who listens prevents it. */
  #open(node: Placed, event: Event | null): void {
    if (!this.#tell("open", { node, event })) event?.preventDefault();
    else if (!event) window.open(this.options.href(node), "_blank", "noopener");
  }

  #tell(type: string, detail: Detail): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
  }
}
