/** @jsxImportSource react */
// The cost of the query in the editor, computed by the service as the reader types.

import { useGraphiQL } from "@graphiql/react";
import { parse as readComments } from "jsonc-parser";
import { useEffect, useState } from "react";
import type { Cost as CostFigures } from "./answer";
import { useText } from "./text";

interface Estimate {
  cost?: CostFigures;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Milliseconds without input before the cost is requested. */
const DEBOUNCE_MS = 300;
const COUNT = new Intl.NumberFormat("en");

export function counted(number: number): string {
  return COUNT.format(number);
}

async function fetchCost(
  query: string,
  variables: string,
  operationName: string,
  signal: AbortSignal,
): Promise<Estimate> {
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
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetchCost(query, variables, operationName, controller.signal).then(setEstimate, () => setEstimate({}));
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, variables, operationName]);

  if (estimate.cost) {
    const { work, planning, limit } = estimate.cost;
    return (
      <span className="cost" title="An estimate of the work and of planning, and the limit per request.">
        Cost <b>{counted(work + planning)}</b> of {counted(limit)}
        <meter min={0} max={limit} value={work + planning} aria-label="Cost" />
      </span>
    );
  }
  const error = estimate.errors?.[0];
  const tooExpensive = error?.extensions?.code === "QUERY_TOO_EXPENSIVE";
  return (
    <span className={tooExpensive ? "cost dear" : "cost"} title={error?.message}>
      {tooExpensive ? "Too expensive" : "Cost –"}
    </span>
  );
}
