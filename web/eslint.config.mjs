import { defineConfig } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules/"] },
  {
    files: ["{src,tests}/**/*.ts", "src/**/*.tsx"],
    extends: [typescript.configs.strict, typescript.configs.stylistic],
  },
);
