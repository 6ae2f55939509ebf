// Sends operations: queries and mutations by POST, subscriptions over one WebSocket.

import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { Kind, parse, type OperationDefinitionNode } from "graphql";
import { createClient, type Client } from "graphql-ws";

type Headers = Record<string, string>;
const ENDPOINT = "/graphql";

let client: Client | null = null;
let clientHeaders = "";

/** The connection for these headers; it opens with the first subscription and closes with the last. */
function connection(headers: Headers): Client {
  const key = JSON.stringify(headers);
  if (!client || key !== clientHeaders) {
    void client?.dispose();
    const url = new URL(ENDPOINT, location.href.replace(/^http/, "ws")).href;
    client = createClient({ url, connectionParams: headers, retryAttempts: 0 });
    clientHeaders = key;
  }
  return client;
}

/** The end of a subscription as an error that GraphiQL can show. */
function connectionError(thrown: unknown): unknown {
  if (!(thrown instanceof CloseEvent)) return thrown;
  return new Error(`The connection ended (${thrown.code}): ${thrown.reason || "the service could not be reached"}.`);
}

async function* subscribe(params: FetcherParams, headers: Headers): AsyncGenerator<unknown> {
  const { query, variables, operationName } = params;
  try {
    yield* connection(headers).iterate({
      query,
      ...(variables && { variables: variables as Record<string, unknown> }),
      ...(operationName && { operationName }),
    });
  } catch (thrown) {
    throw connectionError(thrown);
  }
}

async function post(params: FetcherParams, headers: Headers): Promise<unknown> {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { accept: "application/graphql-response+json", "content-type": "application/json", ...headers },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The service answered ${response.status} without JSON: ${text.slice(0, 200)}`);
  }
}

/** The only operation of a document, or the one with the operation name. */
function operationOf({ query, operationName }: FetcherParams): OperationDefinitionNode | undefined {
  try {
    const operations = parse(query).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 ? operations[0] : operations.find((each) => each.name?.value === operationName);
  } catch {
    return undefined;
  }
}

export const fetcher: Fetcher = (params, options) => {
  const headers = (options?.headers ?? {}) as Headers;
  // A query that runs right after it was opened is newer than GraphiQL's state: read the operation from the text.
  const operation = operationOf(params);
  const resolved = operation ? { ...params, operationName: operation.name?.value ?? null } : params;
  const result = operation?.operation === "subscription" ? subscribe(resolved, headers) : post(resolved, headers);
  return result as ReturnType<Fetcher>;
};
