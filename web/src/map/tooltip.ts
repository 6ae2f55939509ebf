// The tooltip of the node or edge under the pointer.

import type { Camera, Point } from "./camera";
import { element } from "./dom";
import type { Graph, MapEdge, PlacedNode } from "./model";
import { sentence, why } from "./announce";
import type { Messages } from "./i18n";

export class Tooltip {
  readonly root = element("div", { class: "tip", part: "tooltip", hidden: true });

  hide(): void {
    this.root.hidden = true;
  }

  /** A node, and why it is linked with the selected node or the centre. */
  node(node: PlacedNode, from: PlacedNode | undefined, graph: Graph, messages: Messages, locale: string): void {
    const reason = from && from !== node ? why(graph, node.id, from.id, messages, locale) : "";
    const kind = messages.kinds[node.kind][0];
    const hasKind = node.subtitle?.toLowerCase().startsWith(kind.toLowerCase());
    const details = hasKind ? node.subtitle : [kind, node.subtitle].filter(Boolean).join(" · ");
    this.root.replaceChildren(element("strong", {}, node.label), element("span", {}, details));
    if (reason) this.root.append(element("em", {}, `${reason} ${from?.label}`));
  }

  edge(edge: MapEdge, graph: Graph, messages: Messages, locale: string): void {
    this.root.replaceChildren(sentence(graph, edge, messages, locale));
  }

  /** Places the tooltip beside a point, within the picture. */
  at(point: Point, camera: Camera): void {
    this.root.hidden = false;
    const { offsetWidth, offsetHeight } = this.root;
    const over = point.y + 18 + offsetHeight > camera.height;
    this.root.style.left = `${Math.max(4, Math.min(point.x + 14, camera.width - offsetWidth - 4))}px`;
    this.root.style.top = `${over ? point.y - offsetHeight - 10 : point.y + 18}px`;
  }
}
