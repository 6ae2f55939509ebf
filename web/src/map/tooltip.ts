// What is under the pointer, and why it is linked.

import type { Camera, Point } from "./camera";
import { element } from "./dom";
import type { Graph, MapEdge, Placed } from "./model";
import { sentence, why } from "./announce";
import type { Words } from "./i18n";

export class Tooltip {
  readonly root = element("div", { class: "tip", part: "tooltip", hidden: true });

  hide(): void {
    this.root.hidden = true;
  }

  /** A node: what it is, and why it is linked with the one that is selected, or with the centre. */
  node(node: Placed, from: Placed | undefined, graph: Graph, words: Words, locale: string): void {
    const reason = from && from !== node ? why(graph, node.id, from.id, words, locale) : "";
    const kind = words.kinds[node.kind][0];
    const known = node.subtitle?.toLowerCase().startsWith(kind.toLowerCase());
    const said = known ? node.subtitle : [kind, node.subtitle].filter(Boolean).join(" · ");
    this.root.replaceChildren(element("strong", {}, node.label), element("span", {}, said));
    if (reason) this.root.append(element("em", {}, `${reason} ${from?.label}`));
  }

  edge(edge: MapEdge, graph: Graph, words: Words, locale: string): void {
    this.root.replaceChildren(sentence(graph, edge, words, locale));
  }

  /** Beside a point, and within the picture. */
  at(point: Point, camera: Camera): void {
    this.root.hidden = false;
    const { offsetWidth, offsetHeight } = this.root;
    const over = point.y + 18 + offsetHeight > camera.height;
    this.root.style.left = `${Math.max(4, Math.min(point.x + 14, camera.width - offsetWidth - 4))}px`;
    this.root.style.top = `${over ? point.y - offsetHeight - 10 : point.y + 18}px`;
  }
}
