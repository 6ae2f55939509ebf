// Relay's runtime with artifacts of its compiler: two maps with the same nodes stay apart in the store.
import { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery } from "relay-runtime";
import page from "./__generated__/programPageQuery.graphql.js";

const url = process.argv[2];
const warnings = [];
for (const name of ["warn", "error"]) console[name] = (...words) => warnings.push(words.map(String).join(" "));

const environment = new Environment({
  network: Network.create(async ({ text }, variables) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  }),
  store: new Store(new RecordSource()),
});
const query = page.default ?? page;
for (const id of ["W1", "W2"]) await fetchQuery(environment, query, { id }).toPromise();
const read = (id) => environment.lookup(createOperationDescriptor(query, { id }).fragment).data;
console.log(JSON.stringify({ first: read("W1"), second: read("W2"), warnings }));
process.exit(0);
