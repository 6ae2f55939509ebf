// The legend: kinds with their counts on the map and in the graph; a click hides or shows a kind.

import { element } from "./dom";
import { type Graph, KINDS, type Kind, type Slice } from "./model";
import type { Messages } from "./i18n";

export class Legend {
  readonly root = element("div", { class: "legend", part: "legend" });
  readonly #toggle: (kind: Kind, shown: boolean) => void;

  constructor(toggle: (kind: Kind, shown: boolean) => void) {
    this.#toggle = toggle;
  }

  /** `years`: the first and the last year of shaded papers. */
  write(
    graph: Graph,
    slice: Slice | null,
    hidden: ReadonlySet<Kind>,
    messages: Messages,
    locale: string,
    years: readonly [number, number] | null,
  ): void {
    const focused = (this.root.getRootNode() as Document | ShadowRoot).activeElement?.getAttribute("data-kind");
    const counts = new Map<Kind, number>();
    for (const node of graph.nodes.values()) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
    const kinds = KINDS.filter((kind) => counts.get(kind)).map((kind) => {
      const shown = counts.get(kind) ?? 0;
      const available = Math.max(shown, slice?.available.find((tally) => tally.kind === kind)?.available ?? 0);
      const number = (value: number) => value.toLocaleString(locale);
      const on = !hidden.has(kind);
      return element(
        "button",
        { type: "button", "aria-pressed": String(on), "data-kind": kind, click: () => this.#toggle(kind, !on) },
        element("span", { class: `mark ${kind.toLowerCase()}`, "aria-hidden": "true" }),
        messages.kinds[kind][1],
        element(
          "span",
          { class: "count" },
          available > shown ? `${number(shown)} / ${number(available)}` : number(shown),
        ),
      );
    });
    const close = graph.edges.some((edge) => edge.kind === "NEIGHBOUR");
    this.root.replaceChildren(
      ...kinds,
      close ? element("span", { class: "close-work" }, messages.edges.NEIGHBOUR[0]) : "",
      years
        ? element(
            "span",
            { class: "years" },
            String(years[0]),
            element("span", { class: "scale", "aria-hidden": "true" }),
            String(years[1]),
          )
        : "",
    );
    if (focused) this.root.querySelector<HTMLElement>(`[data-kind="${focused}"]`)?.focus();
  }
}
