// What the explorer asks of the service; each question once, so that undo and redo need no network.

import exploreDocument from "../../../pages/documents/explore.graphql?raw";
import pathsDocument from "../../../pages/documents/explore_paths.graphql?raw";
import type { Facts, Kind, MapEdge, MapNode, Slice } from "../map/model";
import { asked, variables, type Wish } from "../map/service";

/** A way from one node to another, node by node. */
export interface Path {
  nodes: MapNode[];
  edges: MapEdge[];
}

interface Passed extends Facts {
  __typename: string;
  id: string;
  title?: string;
  name?: string;
  authors?: { totalCount: number; nodes: { name: string }[] };
}

const ENDPOINT = "/graphql";
const EXPANSION = 14;
/** Nodes of a path have no rank among the others of the map. */
const WEIGHT = 0.35;

const plain = (query: string) => query.replaceAll(/\s+/g, " ").trim();
const EXPLORE = plain(exploreDocument);
const PATHS = plain(pathsDocument);

export class Asking {
  readonly #slices = new Map<string, Promise<Slice>>();
  readonly #paths = new Map<string, Promise<Path[]>>();

  /** `wish` and `slice`: what the page holds already. */
  constructor(wish: Wish, slice: Slice | null) {
    if (slice) this.#slices.set(key(wish), Promise.resolve(slice));
  }

  slice(wish: Wish): Promise<Slice> {
    return kept(this.#slices, key(wish), async () => {
      const answer = await asked<{ researchMap: Slice }>(ENDPOINT, EXPLORE, variables(wish));
      return answer.researchMap;
    });
  }

  /** What is around a node, of the kinds and years that the map is of. */
  around(id: string, wish: Wish): Promise<Slice> {
    return this.slice({ ...wish, around: [id], nodes: EXPANSION, hops: 1 });
  }

  /** Shortest paths between two nodes; none where there is none. */
  paths(from: string, to: string): Promise<Path[]> {
    return kept(this.#paths, `${from} ${to}`, async () => {
      const answer = await asked<{ connectionsBetween: { nodes: Passed[]; edges: MapEdge[] }[] }>(ENDPOINT, PATHS, {
        from,
        to,
      });
      return answer.connectionsBetween.map(({ nodes, edges }) => ({ nodes: nodes.map(node), edges }));
    });
  }
}

function key(wish: Wish): string {
  return JSON.stringify(variables(wish));
}

/** Remembers answers, and no failures. */
function kept<Answer>(answers: Map<string, Promise<Answer>>, name: string, ask: () => Promise<Answer>) {
  let answer = answers.get(name);
  if (!answer) {
    answer = ask();
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
  }
  return answer;
}

function node(passed: Passed): MapNode {
  const first = passed.authors?.nodes[0]?.name;
  const byline = first && passed.authors && passed.authors.totalCount > 1 ? `${first} et al.` : first;
  const papers = passed.paperCount === undefined ? null : `${passed.paperCount} papers`;
  return {
    id: passed.id,
    kind: passed.__typename.toUpperCase() as Kind,
    label: passed.title ?? passed.name ?? passed.id,
    subtitle: [byline, passed.year, papers].filter(Boolean).join(" · ") || null,
    weight: WEIGHT,
    distance: 1,
    cluster: null,
    x: null,
    y: null,
    node: passed,
  };
}
