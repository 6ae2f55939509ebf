// Suggestions below the search boxes. Source: ARIA Authoring Practices, Combobox with list autocomplete.

import suggest from "../../../pages/documents/suggest.graphql?raw";

export interface Hit {
  __typename: string;
  id: string;
  title?: string;
  name?: string;
  year?: number | null;
  paperCount?: number;
  authors?: { totalCount: number; nodes: { name: string }[] };
}

const PAUSE = 160;
const LEAST = 2;
const PLACES: Record<string, string> = {
  Paper: "papers",
  Author: "authors",
  Institution: "institutions",
  Topic: "topics",
  Venue: "venues",
  Funder: "funders",
  Publisher: "publishers",
};
const DOCUMENT = suggest.replaceAll(/\s+/g, " ").trim();

export function startSuggesting(): void {
  document.querySelectorAll<HTMLFormElement>("form.search").forEach((form, place) => {
    const input = form.querySelector<HTMLInputElement>("input[name=q]");
    if (input) new Suggestions(form, input, `suggestions-${place}`, (hit) => location.assign(page(hit)));
  });
}

/** The list below an input: `pick` is told what is chosen. */
export class Suggestions {
  #hits: Hit[] = [];
  #list = document.createElement("ul");
  #asked: AbortController | null = null;
  #waiting = 0;
  #at = -1;

  constructor(
    form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    id: string,
    private readonly pick: (hit: Hit) => void,
  ) {
    this.#list.id = id;
    this.#list.className = "suggestions";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", "Suggestions");
    this.#list.hidden = true;
    form.append(this.#list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.#later());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    // The input keeps the focus while an option is pressed.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#open((event.target as Element).closest("li")));
  }

  #later(): void {
    clearTimeout(this.#waiting);
    this.#asked?.abort();
    const text = this.input.value.trim();
    if (text.length < LEAST) return this.#close();
    this.#waiting = window.setTimeout(() => void this.#ask(text), PAUSE);
  }

  async #ask(text: string): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    const address = new URL("/graphql", location.href);
    address.searchParams.set("query", DOCUMENT);
    address.searchParams.set("variables", JSON.stringify({ text }));
    try {
      const response = await fetch(address, {
        headers: { accept: "application/graphql-response+json" },
        signal: asked.signal,
      });
      const hits: Hit[] = (await response.json()).data?.search.nodes ?? [];
      if (!asked.signal.aborted && document.activeElement === this.input) this.#show(hits);
    } catch {
      // Without suggestions the search is as it was.
      if (!asked.signal.aborted) this.#close();
    }
  }

  #show(hits: Hit[]): void {
    this.#hits = hits;
    this.#list.replaceChildren(...hits.map((hit, place) => this.#option(hit, place)));
    this.#list.hidden = hits.length === 0;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.#go(-1);
  }

  #option(hit: Hit, place: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${place}`;
    option.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = hit.title ?? hit.name ?? "";
    const about = document.createElement("span");
    about.textContent = said(hit);
    option.append(name, about);
    return option;
  }

  #key(event: KeyboardEvent): void {
    if (this.#list.hidden || event.isComposing) return;
    const number = this.#list.children.length;
    if (event.key === "ArrowDown") this.#go(this.#at + 1 >= number ? -1 : this.#at + 1);
    else if (event.key === "ArrowUp") this.#go(this.#at < 0 ? number - 1 : this.#at - 1);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && this.#at >= 0) this.#open(this.#list.children[this.#at]);
    else return;
    event.preventDefault();
  }

  #go(place: number): void {
    this.#at = place;
    [...this.#list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === place)));
    const option = this.#list.children[place];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #open(option: Element | null | undefined): void {
    const hit = option ? this.#hits[[...this.#list.children].indexOf(option)] : undefined;
    this.#close();
    if (hit) this.pick(hit);
  }

  #close(): void {
    clearTimeout(this.#waiting);
    this.#asked?.abort();
    this.#list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#go(-1);
  }
}

function page(hit: Hit): string {
  return `/${PLACES[hit.__typename]}/${encodeURI(hit.id).replace(/[?#]/g, encodeURIComponent)}`;
}

function said(hit: Hit): string {
  if (hit.__typename !== "Paper") return `${hit.__typename} · ${hit.paperCount} papers`;
  const first = hit.authors?.nodes[0]?.name;
  const more = (hit.authors?.totalCount ?? 0) > 1 ? " et al." : "";
  return ["Paper", first && first + more, hit.year].filter(Boolean).join(" · ");
}
