// urql as its documentation sets it up: Graphcache with the published keys, automatic persisted queries, and
// subscriptions over graphql-ws.
import { readFileSync } from "node:fs";
import { Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { persistedExchange } from "@urql/exchange-persisted";
import { createClient } from "graphql-ws";

const [, , url, keysPath, schemaPath] = process.argv;
const { keys } = await import(keysPath);
const schema = JSON.parse(readFileSync(schemaPath, "utf8"));
const warnings = [];
for (const name of ["warn", "error"]) console[name] = (...words) => warnings.push(words.map(String).join(" "));

const socket = createClient({ url: url.replace("http", "ws"), retryAttempts: 0 });
let closed = 0;
socket.on("closed", () => (closed += 1));
const client = new Client({
  url,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({ keys, schema }),
    persistedExchange({ preferGetForPersistedQueries: true, enableForSubscriptionOperations: true }),
    fetchExchange,
    subscriptionExchange({
      enableAllOperations: false,
      forwardSubscription(request) {
        const input = { ...request, query: request.query || "" };
        return { subscribe: (sink) => ({ unsubscribe: socket.subscribe(input, sink) }) };
      },
    }),
  ],
});

const MAP = "map(options: { nodes: 4 }) { nodes { nodeId label node { id } } clusters { index label size } }";
const query = async (text, requestPolicy = "cache-first") => {
  const { data, error, stale } = await client.query(gql(text), {}, { requestPolicy }).toPromise();
  return { data, error: error?.message, stale };
};
await query(`{ paper(by: { id: "W1" }) { id title readingFrame { likes } identifiers { doi } ${MAP} } }`);
await query(`{ paper(by: { id: "W2" }) { id title ${MAP} } }`);
await query(`{ paper(by: { id: "W1" }) { id readingFrame { saves } identifiers { openalex } } }`);
const first = await query(`{ paper(by: { id: "W1" }) { id ${MAP} } }`, "cache-only");
const second = await query(`{ paper(by: { id: "W2" }) { id ${MAP} } }`, "cache-only");
const merged = await query(
  `{ paper(by: { id: "W1" }) { id title readingFrame { likes saves } identifiers { doi openalex } } }`,
  "cache-only",
);

const subscription = gql(`subscription { paperActivity(paper: "W1") { cursor kind paper { id } } }`);
const activity = await new Promise((resolve, reject) => {
  const stream = client.subscription(subscription, {}).subscribe((result) => {
    stream.unsubscribe();
    if (result.error) reject(result.error);
    else resolve(result.data);
  });
  // The test votes once the subscription is active.
  setTimeout(() => process.stderr.write("subscribed\n"), 500);
});
process.stdout.write(JSON.stringify({ merged, first, second, activity, closed, warnings }) + "\n");
process.exit(0);
