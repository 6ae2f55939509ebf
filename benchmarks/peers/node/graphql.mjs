// graphql-js behind Node's own HTTP, each document parsed and validated once, answering from memory: MEMORY names the
// file with all data.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { buildSchema, execute, parse, validate } from "graphql";

const rootValue = JSON.parse(readFileSync(process.env.MEMORY, "utf-8"));
const schema = buildSchema(readFileSync(new URL("memory.graphql", import.meta.url), "utf-8"));
const documents = new Map();

function known(query) {
  if (!documents.has(query)) {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length) throw errors[0];
    documents.set(query, document);
  }
  return documents.get(query);
}

createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", async () => {
    const { query, variables } = JSON.parse(Buffer.concat(parts).toString());
    const result = await execute({ schema, document: known(query), rootValue, variableValues: variables });
    const body = JSON.stringify(result);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
