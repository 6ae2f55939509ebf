// The years that the papers of a map are of, and which nodes stay when only some of them are shown.

import type { Graph, Placed } from "../map/model";

/** How many papers each year has, from the first year to the last; empty where all are of one year. */
export function perYear(graph: Graph): [year: number, papers: number][] {
  const years = [...graph.nodes.values()].flatMap((node) => node.node?.year ?? []);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (!(first < last)) return [];
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  return Array.from({ length: last - first + 1 }, (_, place) => [first + place, counts.get(first + place) ?? 0]);
}

/** Papers of these years, and of all else what is linked with one of them, or with no paper at all. */
export function within(graph: Graph, [first, last]: readonly [number, number]): (node: Placed) => boolean {
  const papers = [...graph.nodes.values()].filter((node) => node.kind === "PAPER");
  const all = new Set(papers.map((node) => node.id));
  const inside = (node: Placed) => first <= (node.node?.year ?? Number.NaN) && (node.node?.year ?? Number.NaN) <= last;
  const seen = new Set(papers.filter((node) => node.distance === 0 || inside(node)).map((node) => node.id));
  return (node) => {
    if (node.kind === "PAPER") return seen.has(node.id);
    const linked = [...graph.around(node.id)].filter((id) => all.has(id));
    return linked.length === 0 || linked.some((id) => seen.has(id));
  };
}
