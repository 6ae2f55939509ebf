// What a map asks of the service: one GET a slice, which a browser sends to another origin without asking first.

import mapDocument from "../../../pages/documents/map.graphql?raw";
import type { Kind, MapNode, Slice } from "./model";

export interface Wish {
  around: string[];
  kinds?: Kind[] | undefined;
  nodes?: number | undefined;
  hops?: number | undefined;
  since?: number | undefined;
  until?: number | undefined;
}

/** The service could not be reached, or refused. `offline` where no answer came at all. */
export class Unanswered extends Error {
  constructor(
    message: string,
    readonly offline: boolean,
  ) {
    super(message);
  }
}

const DOCUMENT = mapDocument.replaceAll(/\s+/g, " ").trim();
const PATIENCE = 30_000;

/** The wishes as the variables of the query. */
export function variables(wish: Wish): { around: string[]; options: Record<string, unknown> } {
  const year = { from: wish.since, to: wish.until };
  const options = {
    kinds: wish.kinds,
    nodes: wish.nodes,
    hops: wish.hops,
    ...(wish.since || wish.until ? { year } : {}),
  };
  return { around: wish.around, options };
}

/** A slice of the graph. Raises Unanswered. */
export async function slice(endpoint: string, wish: Wish, signal?: AbortSignal): Promise<Slice> {
  return (await asked<{ researchMap: Slice }>(endpoint, DOCUMENT, variables(wish), signal)).researchMap;
}

/** The data that a query answers with. Raises Unanswered. */
export async function asked<Data>(
  endpoint: string,
  query: string,
  given: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Data> {
  const address = new URL(endpoint, document.baseURI);
  address.searchParams.set("query", query);
  address.searchParams.set("variables", JSON.stringify(given));
  const patience = AbortSignal.timeout(PATIENCE);
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { accept: "application/graphql-response+json, application/json" },
      credentials: "omit",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unanswered("", true);
  }
  const answer = await response.json().catch(() => null);
  const message = answer?.errors?.[0]?.message ?? (answer?.data ? "" : `The service answered ${response.status}.`);
  if (message) throw new Unanswered(message, false);
  return answer.data;
}

const PLACES: Record<Kind, string> = {
  PAPER: "papers",
  AUTHOR: "authors",
  INSTITUTION: "institutions",
  TOPIC: "topics",
  VENUE: "venues",
};

/** Where a node's own page is. */
export function page(service: string, node: Pick<MapNode, "id" | "kind">): string {
  return `${service}/${PLACES[node.kind]}/${encodeURI(node.id).replace(/[?#]/g, encodeURIComponent)}`;
}
