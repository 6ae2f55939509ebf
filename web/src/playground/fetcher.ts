// Sends operations: queries and mutations by POST, subscriptions over one WebSocket.

import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { getOperationAST } from "graphql";
import { createClient, type Client } from "graphql-ws";

type Headers = Record<string, string>;
const ENDPOINT = "/graphql";

let client: Client | null = null;
let clientHeaders = "";

/** The connection for these headers: it opens with the first subscription and closes with the last. */
function connection(headers: Headers): Client {
  const written = JSON.stringify(headers);
  if (!client || written !== clientHeaders) {
    void client?.dispose();
    const url = new URL(ENDPOINT, location.href.replace(/^http/, "ws")).href;
    client = createClient({ url, connectionParams: headers, retryAttempts: 0 });
    clientHeaders = written;
  }
  return client;
}

/** What ended a subscription, as an error that GraphiQL can show. */
function trouble(thrown: unknown): unknown {
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
    throw trouble(thrown);
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

export const fetcher: Fetcher = (params, options) => {
  const headers = (options?.headers ?? {}) as Headers;
  const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
  const sent = operation?.operation === "subscription" ? subscribe(params, headers) : post(params, headers);
  return sent as ReturnType<Fetcher>;
};
