// Papers per year, and the filter by years.

import type { Graph, PlacedNode } from "../map/model";

/** The number of papers of each year, from the first to the last; empty if all are of one year. */
export function perYear(graph: Graph): [year: number, papers: number][] {
  const years = [...graph.nodes.values()].flatMap((node) => node.node?.year ?? []);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (!(first < last)) return [];
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  return Array.from({ length: last - first + 1 }, (_, place) => [first + place, counts.get(first + place) ?? 0]);
}

/** Whether a node is a paper of these years, is linked with one, or is linked with no paper. */
export function within(graph: Graph, [first, last]: readonly [number, number]): (node: PlacedNode) => boolean {
  const papers = [...graph.nodes.values()].filter((node) => node.kind === "PAPER");
  const all = new Set(papers.map((node) => node.id));
  const inside = (node: PlacedNode) =>
    first <= (node.node?.year ?? Number.NaN) && (node.node?.year ?? Number.NaN) <= last;
  const visible = new Set(papers.filter((node) => node.distance === 0 || inside(node)).map((node) => node.id));
  return (node) => {
    if (node.kind === "PAPER") return visible.has(node.id);
    const linked = [...graph.around(node.id)].filter((id) => all.has(id));
    return linked.length === 0 || linked.some((id) => visible.has(id));
  };
}
