/** @jsxImportSource react */
// What the query in the editor may cost, asked of the service while it is written.

import { useGraphiQL } from "@graphiql/react";
import { parse as readComments } from "jsonc-parser";
import { useEffect, useState } from "react";
import { useText } from "./text";

export interface Cost {
  objects: number;
  limit: number;
}

interface Estimate {
  cost?: Cost;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Milliseconds without a key before a cost is asked. */
const PAUSE = 300;
const COUNT = new Intl.NumberFormat("en");

export function counted(number: number): string {
  return COUNT.format(number);
}

async function ask(query: string, variables: string, operationName: string, signal: AbortSignal): Promise<Estimate> {
  const response = await fetch("/graphql/cost", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query,
      variables: readComments(variables || "{}") ?? {},
      operationName: operationName || null,
    }),
    signal,
  });
  return response.json();
}

export function Cost() {
  const query = useText("queryEditor");
  const variables = useText("variableEditor");
  const operationName = useGraphiQL((state) => state.operationName) ?? "";
  const [estimate, setEstimate] = useState<Estimate>({});

  useEffect(() => {
    if (!query.trim()) {
      setEstimate({});
      return;
    }
    const leaving = new AbortController();
    const waiting = setTimeout(() => {
      ask(query, variables, operationName, leaving.signal).then(setEstimate, () => setEstimate({}));
    }, PAUSE);
    return () => {
      clearTimeout(waiting);
      leaving.abort();
    };
  }, [query, variables, operationName]);

  if (estimate.cost) {
    const { objects, limit } = estimate.cost;
    return (
      <span className="cost" title="At most so many objects can stand in the answer; the limit is of one request.">
        Cost <b>{counted(objects)}</b> of {counted(limit)}
        <meter min={0} max={limit} value={objects} aria-label="Cost" />
      </span>
    );
  }
  const wrong = estimate.errors?.[0];
  const dear = wrong?.extensions?.code === "QUERY_TOO_EXPENSIVE";
  return (
    <span className={dear ? "cost dear" : "cost"} title={wrong?.message}>
      {dear ? "Too expensive" : "Cost –"}
    </span>
  );
}
