// Node resolves imports of the sources as the bundler does: without an extension, and files as texts.

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const TEXT = /\?(raw|inline)$/;

registerHooks({
  resolve(specifier, context, next) {
    if (TEXT.test(specifier)) {
      return { url: new URL(specifier, context.parentURL).href, format: "module", shortCircuit: true };
    }
    return next(/^\..*\/[^./]+$/.test(specifier) ? `${specifier}.ts` : specifier, context);
  },
  load(url, context, next) {
    if (!TEXT.test(url)) return next(url, context);
    const text = readFileSync(new URL(url), "utf8");
    return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
  },
});
