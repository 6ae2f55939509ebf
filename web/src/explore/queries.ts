// The queries of the explorer; answers are cached, so that undo and redo need no network.

import exploreDocument from "../../../pages/documents/explore.graphql?raw";
import pathsDocument from "../../../pages/documents/explore_paths.graphql?raw";
import worksDocument from "../../../pages/documents/explore_works.graphql?raw";
import type { Facts, Kind, MapEdge, MapNode, Slice } from "../map/model";
import { fetchData, variables, type MapParams } from "../map/service";

/** A path between two nodes. */
export interface Path {
  nodes: MapNode[];
  edges: MapEdge[];
}

/** A paper that is linked to `count` papers on a map and not on it. */
export interface Work {
  id: string;
  label: string;
  subtitle: string | null;
  count: number;
}

/** The works of a map with this number of papers. */
export interface Works {
  papers: number;
  prior: Work[];
  derivative: Work[];
}

interface PathNode extends Facts {
  __typename: string;
  id: string;
  title?: string;
  name?: string;
  authors?: { totalCount: number; nodes: { name: string }[] };
}

const ENDPOINT = "/graphql";
const EXPANSION = 14;
/** Weight of the nodes of a path, which have no rank on the map. */
const WEIGHT = 0.35;

const plain = (query: string) => query.replaceAll(/\s+/g, " ").trim();
const EXPLORE = plain(exploreDocument);
const PATHS = plain(pathsDocument);
const WORKS = plain(worksDocument);

export class Queries {
  readonly #slices = new Map<string, Promise<Slice>>();
  readonly #paths = new Map<string, Promise<Path[]>>();
  readonly #works = new Map<string, Promise<Works>>();

  /** `params` and `slice`: the map that the page already has. */
  constructor(params: MapParams, slice: Slice | null) {
    if (slice) this.#slices.set(key(params), Promise.resolve(slice));
  }

  slice(params: MapParams): Promise<Slice> {
    return cached(this.#slices, key(params), async () => {
      const answer = await fetchData<{ researchMap: Slice }>(ENDPOINT, EXPLORE, variables(params));
      return answer.researchMap;
    });
  }

  /** The surroundings of a node, with the kinds and years of the map. */
  around(id: string, params: MapParams): Promise<Slice> {
    return this.slice({ ...params, around: [id], nodes: EXPANSION, hops: 1 });
  }

  /** The prior and derivative works of a map. */
  works(params: MapParams): Promise<Works> {
    return cached(this.#works, key(params), async () => {
      const answer = await fetchData<{ researchMap: { nodes: { kind: Kind }[]; prior: Work[]; derivative: Work[] } }>(
        ENDPOINT,
        WORKS,
        variables(params),
      );
      const { nodes, prior, derivative } = answer.researchMap;
      return { papers: nodes.filter(({ kind }) => kind === "PAPER").length, prior, derivative };
    });
  }

  /** The shortest paths between two nodes, possibly none. */
  paths(from: string, to: string): Promise<Path[]> {
    return cached(this.#paths, `${from} ${to}`, async () => {
      const answer = await fetchData<{ connectionsBetween: { nodes: PathNode[]; edges: MapEdge[] }[] }>(
        ENDPOINT,
        PATHS,
        {
          from,
          to,
        },
      );
      return answer.connectionsBetween.map(({ nodes, edges }) => ({ nodes: nodes.map(node), edges }));
    });
  }
}

function key(params: MapParams): string {
  return JSON.stringify(variables(params));
}

/** Caches answers, but not failures. */
function cached<Answer>(answers: Map<string, Promise<Answer>>, name: string, ask: () => Promise<Answer>) {
  let answer = answers.get(name);
  if (!answer) {
    answer = ask();
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
  }
  return answer;
}

function node(pathNode: PathNode): MapNode {
  const first = pathNode.authors?.nodes[0]?.name;
  const byline = first && pathNode.authors && pathNode.authors.totalCount > 1 ? `${first} et al.` : first;
  const papers = pathNode.paperCount === undefined ? null : `${pathNode.paperCount} papers`;
  return {
    id: pathNode.id,
    kind: pathNode.__typename.toUpperCase() as Kind,
    label: pathNode.title ?? pathNode.name ?? pathNode.id,
    subtitle: [byline, pathNode.year, papers].filter(Boolean).join(" · ") || null,
    weight: WEIGHT,
    distance: 1,
    cluster: null,
    year: pathNode.year ?? null,
    x: null,
    y: null,
    node: pathNode,
  };
}
