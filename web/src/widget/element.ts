// <research-map>: a research map in anybody's page.

import { KINDS, type Kind, type Placed, type Slice } from "../map/model";
import { page, slice, Unanswered, type Wish } from "../map/service";
import { type Detail, MapView, type Options } from "../map/view";

const CENTRES = ["paper", "author", "institution", "topic", "venue", "around"] as const;
/** Attributes that change what is asked for, and those that change only how it looks. */
const ASKING = [...CENTRES, "endpoint", "kinds", "nodes", "hops", "from", "to"] as const;
const LOOKS = ["theme", "locale", "height", "wheel", "head"] as const;
const EXPANSION = 14;

type Attribute = (typeof ASKING)[number] | (typeof LOOKS)[number];

/** Where the service is that this script came from. */
export const HOME = import.meta.url.slice(0, import.meta.url.lastIndexOf("/"));

export class ResearchMapElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = [...ASKING, ...LOOKS];

  #view: MapView | null = null;
  #asked: AbortController | null = null;
  #waiting = false;
  #given: Slice | null = null;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#view = new MapView(root, this.#options());
    for (const type of ["select", "open", "change", "expand"]) {
      this.#view.addEventListener(type, (event) => this.#pass(event as CustomEvent<Detail>));
    }
    this.#looks();
    this.#given ??= this.#inlined();
    if (this.#given) this.#show(this.#given);
    else this.reload();
  }

  disconnectedCallback(): void {
    this.#asked?.abort();
    this.#view?.end();
    this.#view = null;
  }

  attributeChangedCallback(name: Attribute, before: string | null, after: string | null): void {
    if (!this.#view || before === after) return;
    if ((LOOKS as readonly string[]).includes(name)) this.#looks();
    else this.#later();
  }

  /** Asks the service anew. */
  async reload(): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const wish = this.wish;
    if (!wish.around.length) return this.#view?.failed({ kind: "missing" });
    this.#view?.loading();
    try {
      const found = await slice(this.endpoint, wish, asked.signal);
      if (!asked.signal.aborted) this.#show(found);
    } catch (error) {
      if (asked.signal.aborted) return;
      const offline = error instanceof Unanswered && error.offline;
      const message = error instanceof Error ? error.message : "";
      this.#view?.failed(offline ? { kind: "offline" } : { kind: "failed", message });
      this.#tell("error", { message, offline });
    }
  }

  /** The map as the service answers; set it to show one that the page has already. */
  get data(): Slice | null {
    return this.#view?.slice ?? this.#given;
  }

  set data(given: Slice | null) {
    this.#given = given;
    if (given && this.#view) this.#show(given);
  }

  /** The id of the selected node; set it to select one. */
  get selected(): string | null {
    return this.#view?.selected?.id ?? null;
  }

  set selected(id: string | null) {
    this.#view?.select(id, true);
  }

  /** The view itself, for pages that do more with it; null while the element is in no page. */
  get view(): MapView | null {
    return this.#view;
  }

  get endpoint(): string {
    return this.getAttribute("endpoint") || `${HOME}/graphql`;
  }

  /** What the attributes ask for. */
  get wish(): Wish {
    const whole = (name: string) => Number.parseInt(this.getAttribute(name) ?? "", 10) || undefined;
    const kinds = this.getAttribute("kinds")
      ?.toUpperCase()
      .split(/[\s,]+/);
    return {
      around: CENTRES.flatMap((name) => this.getAttribute(name)?.split(/\s+/).filter(Boolean) ?? []),
      kinds: kinds && KINDS.filter((kind: Kind) => kinds.includes(kind)),
      nodes: whole("nodes"),
      hops: whole("hops"),
      since: whole("from"),
      until: whole("to"),
    };
  }

  fit(): void {
    this.#view?.fit();
  }

  zoom(factor: number): void {
    this.#view?.zoom(factor);
  }

  #show(found: Slice): void {
    this.#view?.load(found);
    this.#tell("load", { nodes: found.nodes.length, edges: found.edges.length });
  }

  #options(): Options {
    const service = () => new URL(this.endpoint, document.baseURI).href.replace(/\/graphql$/, "");
    return {
      href: (node) => page(service(), node),
      expand: (node: Placed) =>
        slice(this.endpoint, { ...this.wish, around: [node.id], nodes: EXPANSION, hops: 1 }, this.#asked?.signal),
      retry: () => void this.reload(),
    };
  }

  /** A slice that the page holds within the element, as JSON in a script that does not run. */
  #inlined(): Slice | null {
    const text = this.querySelector('script[type="application/json"]')?.textContent;
    return text ? JSON.parse(text) : null;
  }

  #looks(): void {
    const view = this.#view;
    if (!view) return;
    const theme = this.getAttribute("theme");
    view.options.theme = theme === "light" || theme === "dark" ? theme : "auto";
    view.options.locale = this.getAttribute("locale") ?? "";
    view.options.wheel = this.hasAttribute("wheel");
    view.options.head = this.getAttribute("head") !== "none";
    const height = this.getAttribute("height");
    if (height) this.style.setProperty("--research-map-height", /^\d+$/.test(height) ? `${height}px` : height);
    view.refresh();
  }

  /** Several attributes that change at once make one request. */
  #later(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) void this.reload();
    });
  }

  #pass(event: CustomEvent<Detail>): void {
    const { node, id } = event.detail;
    const url = node && this.#view?.options.href(node);
    const detail = node
      ? { id: node.id, kind: node.kind, label: node.label, url }
      : { ...event.detail, id: id ?? null };
    const names: Record<string, string> = { select: "nodeselect", open: "nodeopen", expand: "nodeexpand" };
    if (!this.#tell(names[event.type] ?? event.type, detail)) event.preventDefault();
  }

  #tell(type: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
