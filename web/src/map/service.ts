// The requests of a map: one GET per slice, which needs no CORS preflight.

import mapDocument from "../../../pages/documents/map.graphql?raw";
import type { Kind, MapNode, Network, Slice } from "./model";

export interface MapParams {
  around: string[];
  kinds?: Kind[] | undefined;
  nodes?: number | undefined;
  hops?: number | undefined;
  network?: Network | undefined;
  since?: number | undefined;
  until?: number | undefined;
}

/** The service could not be reached (`offline`) or rejected the request. */
export class ServiceError extends Error {
  constructor(
    message: string,
    readonly offline: boolean,
  ) {
    super(message);
  }
}

const DOCUMENT = mapDocument.replaceAll(/\s+/g, " ").trim();
const TIMEOUT_MS = 30_000;

/** The variables of the query. */
export function variables(params: MapParams): { around: string[]; options: Record<string, unknown> } {
  const year = { from: params.since, to: params.until };
  const options = {
    kinds: params.kinds,
    nodes: params.nodes,
    hops: params.hops,
    network: params.network,
    ...(params.since || params.until ? { year } : {}),
  };
  return { around: params.around, options };
}

/** A slice of the graph. Raises ServiceError. */
export async function fetchSlice(endpoint: string, params: MapParams, signal?: AbortSignal): Promise<Slice> {
  return (await fetchData<{ researchMap: Slice }>(endpoint, DOCUMENT, variables(params), signal)).researchMap;
}

/** The data of the answer to a query. Raises ServiceError. */
export async function fetchData<Data>(
  endpoint: string,
  query: string,
  variableValues: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Data> {
  const address = new URL(endpoint, document.baseURI);
  address.searchParams.set("query", query);
  address.searchParams.set("variables", JSON.stringify(variableValues));
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { accept: "application/graphql-response+json, application/json" },
      credentials: "omit",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ServiceError("", true);
  }
  const answer = await response.json().catch(() => null);
  const message = answer?.errors?.[0]?.message ?? (answer?.data ? "" : `The service answered ${response.status}.`);
  if (message) throw new ServiceError(message, false);
  return answer.data;
}

const PATHS: Record<Kind, string> = {
  PAPER: "papers",
  AUTHOR: "authors",
  INSTITUTION: "institutions",
  TOPIC: "topics",
  VENUE: "venues",
};

/** The URL of the page of a node. */
export function page(service: string, node: Pick<MapNode, "id" | "kind">): string {
  return `${service}/${PATHS[node.kind]}/${encodeURI(node.id).replace(/[?#]/g, encodeURIComponent)}`;
}
