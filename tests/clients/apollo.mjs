// Apollo Client with the published cache configuration: objects of two operations are merged, and two maps do not mix.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";

const { possibleTypes, typePolicies } = await import(process.argv[3]);
const warnings = [];
for (const name of ["warn", "error"]) console[name] = (...words) => warnings.push(words.map(String).join(" "));

const client = new ApolloClient({
  link: new HttpLink({ uri: process.argv[2] }),
  cache: new InMemoryCache({ possibleTypes, typePolicies }),
});
const query = (text) => client.query({ query: gql(text) });

const MAP = "map(options: { nodes: 4 }) { nodes { nodeId label node { id } } clusters { index label size } }";
await query(`{ paper(by: { id: "W1" }) { id title readingFrame { likes } identifiers { doi } ${MAP} } }`);
await query(`{ paper(by: { id: "W2" }) { id title ${MAP} } }`);
await query(`{ paper(by: { id: "W1" }) { id readingFrame { saves } identifiers { openalex } } }`);
await query(`{ node(id: "W1") { id ... on Paper { title openAccess { isOpen } } } }`);
const cached = (text) => client.cache.readQuery({ query: gql(text) });
console.log(
  JSON.stringify({
    merged: cached(
      `{ paper(by: { id: "W1" }) { id title readingFrame { likes saves } identifiers { doi openalex } } }`,
    ),
    first: cached(`{ paper(by: { id: "W1" }) { id ${MAP} } }`),
    second: cached(`{ paper(by: { id: "W2" }) { id ${MAP} } }`),
    node: cached(`{ node(id: "W1") { ... on Node { id } ... on Paper { title } } }`),
    objects: Object.keys(client.cache.extract()).sort(),
    warnings,
  }),
);
process.exit(0);
