// <research-map>: a research map for any page.

import { KINDS, NETWORKS, type Kind, type PlacedNode, type Slice } from "../map/model";
import { page, fetchSlice, ServiceError, type MapParams } from "../map/service";
import type { Options } from "../map/options";
import { type Detail, MapView } from "../map/view";

const CENTRES = ["paper", "author", "institution", "topic", "venue", "around"] as const;
/** Attributes that change the data, and those that change only the appearance. */
const DATA_ATTRIBUTES = [...CENTRES, "endpoint", "kinds", "nodes", "hops", "network", "from", "to"] as const;
const APPEARANCE_ATTRIBUTES = ["theme", "locale", "height", "wheel", "head", "shade"] as const;
const EXPANSION = 14;

type Attribute = (typeof DATA_ATTRIBUTES)[number] | (typeof APPEARANCE_ATTRIBUTES)[number];

/** The URL of the service that this script came from. */
export const HOME = import.meta.url.slice(0, import.meta.url.lastIndexOf("/"));

export class ResearchMapElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = [...DATA_ATTRIBUTES, ...APPEARANCE_ATTRIBUTES];

  #view: MapView | null = null;
  #request: AbortController | null = null;
  #scheduled = false;
  #data: Slice | null = null;
  /** A selection that waits for the map. */
  #pending: string | null = null;

  connectedCallback(): void {
    this.#upgrade("data");
    this.#upgrade("selected");
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#view = new MapView(root, this.#options());
    for (const type of ["select", "open", "change", "expand"]) {
      this.#view.addEventListener(type, (event) => this.#forward(event as CustomEvent<Detail>));
    }
    this.#applyAppearance();
    this.#data ??= this.#inlined();
    if (this.#data) this.#show(this.#data);
    else this.reload();
  }

  disconnectedCallback(): void {
    this.#request?.abort();
    this.#view?.destroy();
    this.#view = null;
  }

  attributeChangedCallback(name: Attribute, before: string | null, after: string | null): void {
    if (!this.#view || before === after) return;
    if ((APPEARANCE_ATTRIBUTES as readonly string[]).includes(name)) this.#applyAppearance();
    else this.#scheduleReload();
  }

  /** Loads the map again. */
  async reload(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const params = this.params;
    if (!params.around.length) return this.#view?.failed({ kind: "missing" });
    this.#view?.loading();
    try {
      const loaded = await fetchSlice(this.endpoint, params, request.signal);
      if (!request.signal.aborted) this.#show(loaded);
    } catch (error) {
      if (request.signal.aborted) return;
      const offline = error instanceof ServiceError && error.offline;
      const message = error instanceof Error ? error.message : "";
      this.#view?.failed(offline ? { kind: "offline" } : { kind: "failed", message });
      this.#emit("error", { message, offline });
    }
  }

  /** The map as returned by the service; set it to show a map that the page already has. */
  get data(): Slice | null {
    return this.#view?.slice ?? this.#data;
  }

  set data(data: Slice | null) {
    this.#data = data;
    if (data && this.#view) this.#show(data);
  }

  /** The id of the selected node; set it to select one. */
  get selected(): string | null {
    return this.#view?.selected?.id ?? this.#pending;
  }

  set selected(id: string | null) {
    if (this.#view?.slice) this.#view.select(id, true);
    else this.#pending = id;
  }

  /** The view, for pages that need more control; null while the element is not in a document. */
  get view(): MapView | null {
    return this.#view;
  }

  get endpoint(): string {
    return this.getAttribute("endpoint") || `${HOME}/graphql`;
  }

  /** The map parameters of the attributes. */
  get params(): MapParams {
    const integer = (name: string) => Number.parseInt(this.getAttribute(name) ?? "", 10) || undefined;
    const kinds = this.getAttribute("kinds")
      ?.toUpperCase()
      .split(/[\s,]+/);
    return {
      around: CENTRES.flatMap((name) => this.getAttribute(name)?.split(/\s+/).filter(Boolean) ?? []),
      kinds: kinds && KINDS.filter((kind: Kind) => kinds.includes(kind)),
      nodes: integer("nodes"),
      hops: integer("hops"),
      network: NETWORKS.find((name) => name === this.getAttribute("network")?.toUpperCase()),
      since: integer("from"),
      until: integer("to"),
    };
  }

  fit(): void {
    this.#view?.fit();
  }

  zoom(factor: number): void {
    this.#view?.zoom(factor);
  }

  #show(loaded: Slice): void {
    this.#view?.load(loaded);
    if (this.#pending) this.#view?.select(this.#pending, true);
    this.#pending = null;
    this.#emit("load", { nodes: loaded.nodes.length, edges: loaded.edges.length });
  }

  /** Honours a property that the page set before this script defined the element: it hides the accessor. Source: web.dev,
   * "Custom Element Best Practices", "Make properties lazy". */
  #upgrade(name: "data" | "selected"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    Reflect.deleteProperty(this, name);
    Object.assign(this, { [name]: value });
  }

  #options(): Options {
    const service = () => new URL(this.endpoint, document.baseURI).href.replace(/\/graphql$/, "");
    return {
      href: (node) => page(service(), node),
      expand: (node: PlacedNode) =>
        fetchSlice(
          this.endpoint,
          { ...this.params, around: [node.id], nodes: EXPANSION, hops: 1 },
          this.#request?.signal,
        ),
      retry: () => void this.reload(),
    };
  }

  /** The map in a JSON script within the element, if there is one. */
  #inlined(): Slice | null {
    const text = this.querySelector('script[type="application/json"]')?.textContent;
    return text ? JSON.parse(text) : null;
  }

  #applyAppearance(): void {
    const view = this.#view;
    if (!view) return;
    const theme = this.getAttribute("theme");
    view.options.theme = theme === "light" || theme === "dark" ? theme : "auto";
    view.options.locale = this.getAttribute("locale") ?? "";
    view.options.wheel = this.hasAttribute("wheel");
    view.shaded = this.getAttribute("shade") === "year";
    view.options.head = this.getAttribute("head") !== "none";
    const height = this.getAttribute("height");
    if (height) this.style.setProperty("--research-map-height", /^\d+$/.test(height) ? `${height}px` : height);
    view.refresh();
  }

  /** Attributes that change together cause one request. */
  #scheduleReload(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.isConnected) void this.reload();
    });
  }

  #forward(event: CustomEvent<Detail>): void {
    const { node, id } = event.detail;
    const url = node && this.#view?.options.href(node);
    const detail = node
      ? { id: node.id, kind: node.kind, label: node.label, url }
      : { ...event.detail, id: id ?? null };
    const names: Record<string, string> = { select: "nodeselect", open: "nodeopen", expand: "nodeexpand" };
    if (!this.#emit(names[event.type] ?? event.type, detail)) event.preventDefault();
  }

  #emit(type: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
