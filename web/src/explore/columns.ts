// Columns of the list beside the map.

import type { Column } from "../map/table";
import type { MapView } from "../map/view";

export function columns(view: MapView): Column[] {
  return [
    { key: "kind", name: view.messages.kind, value: (node) => view.messages.kinds[node.kind][0] },
    { key: "year", name: "Year", value: (node) => node.node?.year ?? null },
    { key: "cited", name: "Cited", value: (node) => node.node?.citationCount ?? null },
    { key: "linked", name: view.messages.links, value: (node) => view.graph.around(node.id).size },
  ];
}
