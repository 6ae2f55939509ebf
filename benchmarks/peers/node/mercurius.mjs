// Mercurius with its just-in-time compiler, answering from memory: MEMORY names the file with all data.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";

const data = JSON.parse(readFileSync(process.env.MEMORY, "utf-8"));
const schema = readFileSync(new URL("memory.graphql", import.meta.url), "utf-8");
const resolvers = { Query: { topic: () => data.topic } };
const app = Fastify({ logger: false });
await app.register(mercurius, { schema, resolvers, jit: 1, graphiql: false });
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
