// One GraphQL operation of a page, sent as its reader.

/** The service refused or could not be reached; the message is for the reader. */
export class Refused extends Error {}

const OFFLINE = "You seem to be offline: nothing was changed.";

/** The data of the answer. Raises Refused. */
export async function ask<Data>(
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
    throw new Refused(OFFLINE);
  }
  const wrong = answer.errors?.[0];
  if (wrong || !answer.data) throw new Refused(wrong?.message ?? "The service did not answer.");
  return answer.data;
}

interface Did {
  userErrors: { message: string }[];
}

/** What a mutation under the name `did` answers. Raises Refused, also for what is wrong with the input. */
export async function change<Answer>(query: string, input: Record<string, unknown>): Promise<Answer> {
  const { did } = await ask<{ did: Answer & Did }>(query, { input });
  const wrong = did.userErrors[0];
  if (wrong) throw new Refused(wrong.message);
  return did;
}
