// Suggestions below the search boxes. Source: ARIA Authoring Practices, Combobox with list autocomplete.

import suggest from "../../../pages/documents/suggest.graphql?raw";

export interface Hit {
  __typename: string;
  id: string;
  title?: string;
  name?: string;
  year?: number | null;
  retracted?: boolean;
  paperCount?: number;
  authors?: { totalCount: number; nodes: { name: string }[] };
}

const DEBOUNCE_MS = 160;
const MIN_LENGTH = 2;
const PATHS: Record<string, string> = {
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
  document.querySelectorAll<HTMLFormElement>("form.search").forEach((form, index) => {
    const input = form.querySelector<HTMLInputElement>("input[name=q]");
    if (input) new Suggestions(form, input, `suggestions-${index}`, (hit) => location.assign(page(hit)));
  });
}

/** A list of suggestions below an input; `pick` is called with the chosen one. */
export class Suggestions {
  #hits: Hit[] = [];
  #list = document.createElement("ul");
  #request: AbortController | null = null;
  #timer = 0;
  #active = -1;

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
    input.addEventListener("input", () => this.#schedule());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    // The input keeps the focus while an option is pressed.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#open((event.target as Element).closest("li")));
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const text = this.input.value.trim();
    if (text.length < MIN_LENGTH) return this.#close();
    this.#timer = window.setTimeout(() => void this.#load(text), DEBOUNCE_MS);
  }

  async #load(text: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    const address = new URL("/graphql", location.href);
    address.searchParams.set("query", DOCUMENT);
    address.searchParams.set("variables", JSON.stringify({ text }));
    try {
      const response = await fetch(address, {
        headers: { accept: "application/graphql-response+json" },
        signal: request.signal,
      });
      const hits: Hit[] = (await response.json()).data?.search.nodes ?? [];
      if (!request.signal.aborted && document.activeElement === this.input) this.#show(hits);
    } catch {
      // Search works without suggestions.
      if (!request.signal.aborted) this.#close();
    }
  }

  #show(hits: Hit[]): void {
    this.#hits = hits;
    this.#list.replaceChildren(...hits.map((hit, index) => this.#option(hit, index)));
    this.#list.hidden = hits.length === 0;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.#activate(-1);
  }

  #option(hit: Hit, index: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${index}`;
    option.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = hit.title ?? hit.name ?? "";
    const about = document.createElement("span");
    about.textContent = describe(hit);
    option.append(name, about);
    return option;
  }

  #key(event: KeyboardEvent): void {
    if (this.#list.hidden || event.isComposing) return;
    const number = this.#list.children.length;
    if (event.key === "ArrowDown") this.#activate(this.#active + 1 >= number ? -1 : this.#active + 1);
    else if (event.key === "ArrowUp") this.#activate(this.#active < 0 ? number - 1 : this.#active - 1);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && this.#active >= 0) this.#open(this.#list.children[this.#active]);
    else return;
    event.preventDefault();
  }

  #activate(index: number): void {
    this.#active = index;
    [...this.#list.children].forEach((each, position) =>
      each.setAttribute("aria-selected", String(position === index)),
    );
    const option = this.#list.children[index];
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
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }
}

function page(hit: Hit): string {
  return `/${PATHS[hit.__typename]}/${encodeURI(hit.id).replace(/[?#]/g, encodeURIComponent)}`;
}

function describe(hit: Hit): string {
  if (hit.__typename !== "Paper")
    return `${hit.__typename} · ${hit.paperCount} ${hit.paperCount === 1 ? "paper" : "papers"}`;
  const first = hit.authors?.nodes[0]?.name;
  const more = (hit.authors?.totalCount ?? 0) > 1 ? " et al." : "";
  return [hit.retracted ? "Retracted paper" : "Paper", first && first + more, hit.year].filter(Boolean).join(" · ");
}
