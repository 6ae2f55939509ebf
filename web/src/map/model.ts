// The types of a map, and the graph of a view: merged slices of the service.

export const KINDS = ["PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE"] as const;
export type Kind = (typeof KINDS)[number];
export type EdgeKind =
  | "CITES"
  | "AUTHORED"
  | "FROM"
  | "AFFILIATED_WITH"
  | "ABOUT"
  | "WITHIN"
  | "BROADER"
  | "PUBLISHED_IN"
  | "NEIGHBOUR"
  | "CO_CITED"
  | "CO_AUTHORED";

/** What the edges of a map are (type `MapNetwork` of the schema). */
export const NETWORKS = ["RELATIONS", "CO_CITATION", "CO_AUTHORSHIP"] as const;
export type Network = (typeof NETWORKS)[number];

/** A node as returned by the service (type `MapNode` of the schema). */
export interface MapNode {
  id: string;
  kind: Kind;
  label: string;
  subtitle: string | null;
  weight: number;
  distance: number;
  cluster: number | null;
  /** The year of a paper. */
  year?: number | null;
  x: number | null;
  y: number | null;
  /** Further fields of the node. */
  node?: Facts | null;
}

/** Fields of a node for the lists and filters of the explorer. */
export interface Facts {
  year?: number | null;
  citationCount?: number;
  paperCount?: number;
}

export interface MapEdge {
  source: string;
  target: string;
  kind: EdgeKind;
  weight: number;
  label: string;
  /** The papers that an edge of a network stands for. */
  count?: number | null;
}

export interface Cluster {
  id: number;
  label: string;
  size: number;
}

export interface Tally {
  kind: Kind;
  shown: number;
  available: number;
}

/** A map as returned by the service (type `ResearchMap`). */
export interface Slice {
  nodes: MapNode[];
  edges: MapEdge[];
  clusters: Cluster[];
  available: Tally[];
  complete: boolean;
  description: string;
  permalink: string;
}

/** A node with its position, and the radius that the server's layout reserves for it. */
export interface PlacedNode extends MapNode {
  x: number;
  y: number;
  radius: number;
}

/** A copy of the nodes and edges, to restore later. */
export interface Snapshot {
  nodes: PlacedNode[];
  edges: MapEdge[];
  /** The ids of expanded nodes. */
  expanded: string[];
}

/** The radius in the server's layout (maps/layout.py). */
export function radius(weight: number): number {
  return Math.sqrt(25 + (256 - 25) * weight);
}

export class Graph {
  readonly nodes = new Map<string, PlacedNode>();
  edges: MapEdge[] = [];
  #links = new Map<string, MapEdge[]>();

  /** Adds placed nodes. An existing node keeps its position. */
  add(nodes: Iterable<PlacedNode>, edges: Iterable<MapEdge>): void {
    for (const node of nodes) if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
    this.#connect([...this.edges, ...edges]);
  }

  remove(id: string): void {
    this.nodes.delete(id);
    this.#connect(this.edges);
  }

  clear(): void {
    this.nodes.clear();
    this.#connect([]);
  }

  /** All edges of a node. */
  links(id: string): readonly MapEdge[] {
    return this.#links.get(id) ?? [];
  }

  /** The ids of the linked nodes. */
  around(id: string): Set<string> {
    return new Set(this.links(id).map((edge) => (edge.source === id ? edge.target : edge.source)));
  }

  /** The edges between two nodes, in either direction. */
  between(one: string, other: string): MapEdge[] {
    return this.links(one).filter((edge) => edge.source === other || edge.target === other);
  }

  /** Keeps each edge once, and only between existing nodes. */
  #connect(edges: Iterable<MapEdge>): void {
    const unique = new Map<string, MapEdge>();
    for (const edge of edges) {
      if (this.nodes.has(edge.source) && this.nodes.has(edge.target)) {
        unique.set(`${edge.kind} ${edge.source} ${edge.target}`, edge);
      }
    }
    this.edges = [...unique.values()];
    this.#links = new Map([...this.nodes.keys()].map((id) => [id, []]));
    for (const edge of this.edges) {
      this.#links.get(edge.source)?.push(edge);
      if (edge.target !== edge.source) this.#links.get(edge.target)?.push(edge);
    }
  }
}
