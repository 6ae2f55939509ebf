// Sends GraphQL operations with the reader's session.

/** The service rejected the request or could not be reached; the message is for the reader. */
export class RequestError extends Error {}

const OFFLINE = "You seem to be offline. Nothing was changed.";

/** The data of the answer. Raises RequestError. */
export async function execute<Data>(
  query: string,
  variables: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Data> {
  let answer: { data?: Data; errors?: { message: string }[] };
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { accept: "application/graphql-response+json", "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError(OFFLINE);
  }
  const error = answer.errors?.[0];
  if (error || !answer.data) throw new RequestError(error?.message ?? "The service did not answer.");
  return answer.data;
}

interface Payload {
  userErrors: { message: string }[];
}

/** The payload of a mutation, whose alias is `payload`. Raises RequestError, also for invalid input. */
export async function mutate<Result>(query: string, input: Record<string, unknown>): Promise<Result> {
  const { payload } = await execute<{ payload: Result & Payload }>(query, { input });
  const error = payload.userErrors[0];
  if (error) throw new RequestError(error.message);
  return payload;
}
