import type { CodegenConfig } from "@graphql-codegen/cli";

export default {
  schema: "schema.graphql",
  documents: ["program.ts"],
  generates: { "generated/": { preset: "client", config: { useTypeImports: true } } },
} satisfies CodegenConfig;
