// A research map in an element: the picture, its list, its legend and its tools. Pages and the widget hold one each.
//
//   const view = new MapView(place, { href, expand });
//   view.loading(); view.load(slice); view.merge(slice, "arxiv:…"); view.select(id); view.show(node => …);
//   view.addEventListener("select", (event) => event.detail.id);

import { Camera } from "./camera";
import { card } from "./card";
import { element } from "./dom";
import { listen } from "./gestures";
import { pressed } from "./keyboard";
import { Legend } from "./legend";
import stylesheet from "./map.css?inline";
import { type Cluster, Graph, type Kind, type Placed, type Slice, type Snapshot } from "./model";
import { edgeAt, type Focus, nodeAt, Painter } from "./painting";
import { type Palette, paletteAt } from "./palette";
import { joining, laidOut, spread } from "./placing";
import { sentence, spoken, why } from "./saying";
import { Status, type Trouble } from "./status";
import { Table } from "./table";
import { tools } from "./tools";
import { type Words, wordsOf } from "./words";

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
}

/** How many nodes a map may have. */
export const MOST = 500;
/** What the events say: `select` {id}, `open` {node, event} (cancelable), `change` {nodes}, `expand` {id, added}. */
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
  readonly #canvas = element("canvas", { tabindex: "0", role: "application", part: "canvas" });
  readonly #stage = element("div", { class: "stage" });
  readonly #tip = element("div", { class: "tip", part: "tooltip", hidden: true });
  readonly #card = element("section", { class: "card", part: "card", hidden: true });
  readonly #live = element("p", { class: "unseen", "aria-live": "polite" });
  readonly #camera = new Camera();
  readonly #painter: Painter;
  readonly #table: Table;
  readonly #legend: Legend;
  readonly #status: Status;
  readonly #watch = new AbortController();
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #focus: Focus = { selected: null, hovered: null, keyboard: false, visible: null };
  readonly #trail: string[] = [];
  readonly #expanded = new Set<string>();
  readonly #kinds = new Set<Kind>();
  #filter: ((node: Placed) => boolean) | null = null;
  #centre: string | null = null;
  #slice: Slice | null = null;
  #palette: Palette | null = null;
  #moved = false;
  #frame = 0;
  #words: Words;

  constructor(place: HTMLElement | ShadowRoot, options: Options) {
    super();
    this.options = options;
    this.#words = wordsOf(this.locale);
    adopt(place);
    this.#painter = new Painter(this.#canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D);
    this.#table = new Table((id) => this.select(id, true));
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
    return this.graph.nodes.get(this.#focus.selected ?? "") ?? null;
  }

  /** The slice that was loaded, without what was merged. */
  get slice(): Slice | null {
    return this.#slice;
  }

  get clusters(): Cluster[] {
    return this.#slice?.clusters ?? [];
  }

  /** Shows a map, in place of what there is. */
  load(slice: Slice): void {
    this.graph.clear();
    this.#slice = slice;
    this.#trail.length = 0;
    this.#expanded.clear();
    this.#measure();
    this.graph.add(laidOut(slice, spread(this.#camera.width, this.#camera.height)), slice.edges);
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
    this.graph.add(
      fresh.map((node) => ({ ...node, distance: Math.max(1, node.distance), cluster: null })),
      slice.edges,
    );
    this.#expanded.add(around);
    this.#changed();
    return fresh.map((node) => node.id);
  }

  /** Takes a node off the map. */
  remove(id: string): void {
    if (this.#focus.selected === id) this.select(null);
    this.graph.remove(id);
    this.#changed();
  }

  snapshot(): Snapshot {
    return this.graph.snapshot();
  }

  /** Back to what a snapshot holds. */
  restore(snapshot: Snapshot): void {
    this.graph.clear();
    this.graph.add(snapshot.nodes, snapshot.edges);
    if (!this.selected) this.select(null);
    this.#changed();
  }

  /** Selects a node, or none; `reveal` brings it into sight. */
  select(id: string | null, reveal = false): void {
    const node = this.graph.nodes.get(id ?? "") ?? null;
    const before = this.#focus.selected;
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
    this.#moved = false;
    const tight = this.#camera.width < 520;
    const nodes = [...this.graph.nodes.values()].filter((node) => this.#focus.visible?.(node) ?? true);
    this.#camera.fit(nodes, { top: 40, side: tight ? 40 : 90, bottom: 36 }, glide && !this.#still.matches);
    this.draw();
  }

  zoom(factor: number): void {
    this.#moved = true;
    this.#camera.zoomAt(factor, { x: this.#camera.width / 2, y: this.#camera.height / 2 });
    this.draw();
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

  /** Asks for a new frame. */
  draw(): void {
    this.#frame ||= requestAnimationFrame((now) => this.#paint(now));
  }

  /** The picture as it is seen. */
  picture(): Promise<Blob> {
    return new Promise((done, failed) =>
      this.#canvas.toBlob(
        (blob) => (blob ? done(blob) : failed(new Error("The browser made no picture."))),
        "image/png",
      ),
    );
  }

  /** Words and colours anew, after options have changed. */
  refresh(): void {
    this.#words = wordsOf(this.locale);
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.#palette = null;
    this.#changed();
  }

  /** Ends all that it listens to. */
  end(): void {
    this.#watch.abort();
    cancelAnimationFrame(this.#frame);
    this.root.remove();
  }

  #build(place: HTMLElement | ShadowRoot): void {
    this.root.dataset.theme = this.options.theme ?? "auto";
    this.#stage.append(this.#canvas, this.#tip, this.#card, this.#status.root, this.#table.root, this.#live);
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
    const signal = this.#watch.signal;
    listen(this.#canvas, this.#camera, () => this.options.wheel || this.#focus.keyboard, {
      hover: (at) => this.#hover(at),
      click: (at, twice) => this.#click(at, twice),
      moved: () => {
        this.#moved = true;
        this.draw();
      },
    });
    this.#canvas.addEventListener("keydown", (event) => {
      if (this.#key(event)) event.preventDefault();
    });
    for (const type of ["focus", "blur"] as const) {
      this.#canvas.addEventListener(type, () => {
        this.#focus.keyboard = type === "focus";
        this.draw();
      });
    }
    // A change of scheme, wherever it comes from, starts this transition (see map.css).
    this.root.addEventListener("transitionend", (event) => {
      if (event.propertyName === "outline-color") this.#recolour();
    });
    matchMedia("(forced-colors: active)").addEventListener("change", () => this.#recolour(), { signal });
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(this.#stage);
    signal.addEventListener("abort", () => sizes.disconnect());
  }

  #recolour(): void {
    this.#palette = null;
    this.draw();
  }

  /** A picture that nobody has moved fits its new place. */
  #resized(): void {
    this.#measure();
    if (!this.#moved) this.fit(false);
    this.#paint(performance.now());
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#stage;
    if (!clientWidth || !clientHeight) return;
    [this.#camera.width, this.#camera.height] = [clientWidth, clientHeight];
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(clientWidth * ratio);
    this.#canvas.height = Math.round(clientHeight * ratio);
  }

  #paint(now: number): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const more = this.#camera.step(now);
    this.#palette ??= paletteAt(this.root, getComputedStyle(this.root).outlineColor === "rgb(255, 255, 255)");
    this.#painter.paint(this.graph, this.#camera, this.#palette, this.#focus, window.devicePixelRatio || 1);
    if (more) this.draw();
  }

  /** After nodes or filters have changed: list, legend, picture. */
  #changed(): void {
    const filter = this.#filter;
    this.#focus.visible =
      filter || this.#kinds.size
        ? (node) => node.distance === 0 || (!this.#kinds.has(node.kind) && (filter?.(node) ?? true))
        : null;
    const nodes = [...this.graph.nodes.values()].filter((node) => this.#focus.visible?.(node) ?? true);
    this.#table.write(this.graph, nodes, this.#slice?.description ?? "", this.#words, this.locale);
    this.#table.select(this.#focus.selected);
    this.#legend.write(this.graph, this.#slice, this.#kinds, this.#words, this.locale);
    const about = [this.#words.map, this.graph.nodes.get(this.#centre ?? "")?.label].filter(Boolean).join(": ");
    this.#canvas.setAttribute("aria-label", about);
    this.#canvas.setAttribute("aria-description", `${this.#slice?.description ?? ""} ${this.#words.keys}`);
    this.#label();
    this.draw();
    this.#tell("change", { nodes: nodes.length });
  }

  #toggle(kind: Kind, shown: boolean): void {
    if (shown) this.#kinds.delete(kind);
    else this.#kinds.add(kind);
    this.#changed();
  }

  #choose(node: Placed | null, reveal: boolean): void {
    this.#focus.selected = node?.id ?? null;
    this.#table.select(node?.id ?? null);
    this.#card.hidden = !node;
    if (node) {
      const to = {
        href: this.options.href,
        select: (id: string) => this.select(id, true),
        open: (open: Placed, event: Event) => this.#open(open, event),
        expand: (open: Placed) => void this.expand(open),
        remove: (open: Placed) => this.remove(open.id),
        close: () => {
          this.select(null);
          this.#canvas.focus();
        },
      };
      this.#card.setAttribute("aria-label", node.label);
      this.#card.replaceChildren(...card(this.graph, node, this.#words, this.locale, to));
      if (reveal) this.#reveal(node);
    }
    this.draw();
  }

  /** Brings a node out from the edges, and from under the card. */
  #reveal(node: Placed): void {
    const { width, height } = this.#camera;
    const card = { width: this.#card.offsetWidth, height: this.#card.offsetHeight };
    const below = card.width > width * 0.6;
    const free = { left: below ? 50 : card.width + 50, top: 50, right: width - 60, bottom: height - 50 };
    if (below) free.bottom = Math.max(90, height - card.height - 30);
    else if (card.width > width * 0.45) free.left = 60;
    if (this.#camera.reveal(node, free, !this.#still.matches)) this.#moved = true;
  }

  #hover(at: { x: number; y: number } | null): void {
    const node = at && nodeAt(this.graph, this.#camera, at, this.#focus.visible);
    const edge = at && !node ? edgeAt(this.graph, this.#camera, at, this.#focus.visible) : null;
    this.#canvas.classList.toggle("over", !!node);
    if (this.#focus.hovered !== (node?.id ?? null)) {
      this.#focus.hovered = node?.id ?? null;
      this.draw();
    }
    this.#tip.hidden = !(node || edge);
    if (!at || !(node || edge)) return;
    if (node) this.#tip.replaceChildren(...this.#about(node));
    else if (edge) this.#tip.replaceChildren(sentence(this.graph, edge, this.#words, this.locale));
    const { offsetWidth, offsetHeight } = this.#tip;
    this.#tip.style.left = `${Math.max(4, Math.min(at.x + 14, this.#camera.width - offsetWidth - 4))}px`;
    this.#tip.style.top = `${at.y + 18 + offsetHeight > this.#camera.height ? at.y - offsetHeight - 10 : at.y + 18}px`;
  }

  /** What a tooltip says of a node: what it is, and why it is linked with the selected one, or with the centre. */
  #about(node: Placed): Node[] {
    const from = this.graph.nodes.get(this.#focus.selected ?? this.#centre ?? "");
    const reason = from && from !== node ? why(this.graph, node.id, from.id, this.#words, this.locale) : "";
    const kind = [this.#words.kinds[node.kind][0], node.subtitle].filter(Boolean).join(" · ");
    const parts = [element("strong", {}, node.label), element("span", {}, kind)];
    return reason ? [...parts, element("em", {}, `${reason} ${from?.label}`)] : parts;
  }

  #click(at: { x: number; y: number }, twice: boolean): void {
    const node = nodeAt(this.graph, this.#camera, at, this.#focus.visible, 10);
    if (twice) {
      if (node) this.#open(node, null);
      return;
    }
    this.select(node?.id ?? null);
    if (node) void this.expand(node);
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

/** The style sheet, once for each document or shadow tree: made by script, which no page's policy on styles forbids. */
const sheets = new WeakSet<Node>();
function adopt(place: HTMLElement | ShadowRoot): void {
  const root = place.getRootNode() as Document | ShadowRoot;
  if (sheets.has(root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  sheets.add(root);
}
