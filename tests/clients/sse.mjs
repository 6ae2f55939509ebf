// graphql-sse in distinct connections mode: a query, a mutation and an invalid operation, each as events.
import { createClient } from "graphql-sse";

const client = createClient({ url: process.argv[2], retryAttempts: 0 });
const results = async (query) => {
  const all = [];
  for await (const result of client.iterate({ query })) all.push(result);
  return all;
};
const query = await results(`{ paper(by: { id: "W1" }) { id } }`);
const mutation = await results(
  `mutation { logIn(input: { handle: "nobody", password: "wrong-password" }) { userErrors { code } } }`,
);
const invalid = await results("{ nonsense }");
console.log(JSON.stringify({ query, mutation, invalid }));
process.exit(0);
