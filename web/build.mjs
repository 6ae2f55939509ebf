// Builds all that browsers get: the widget as one file with a stable name, the pages' scripts and styles with hashed
// names, each beside itself in brotli and gzip. Fails when the widget outgrows its budget.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, gzipSync, constants as zlib } from "node:zlib";
import { build } from "vite";

const HERE = import.meta.dirname;
const OUT = process.env.PEERGRAPH_WEB_OUT ?? join(HERE, "..", "pages", "built");
const WIDGET_BYTES = 60 * 1024;

/** Browsers of 2024 and later: light-dark(), nesting and container queries go out as they are written. */
const target = ["chrome123", "edge123", "firefox121", "safari17.5"];

const shared = {
  root: HERE,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};

await build({
  ...shared,
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target,
    lib: { entry: join(HERE, "src", "widget", "index.ts"), formats: ["es"], fileName: () => "widget.js" },
  },
});

const pages = join(HERE, "src", "pages");
const entries = readdirSync(pages).filter((name) => /\.tsx?$/.test(name));
await build({
  ...shared,
  base: "/",
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The playground's editor, which is loaded there alone, is as large as it is.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      // Of libraries that also run on servers: it means nothing here.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
      input: Object.fromEntries(entries.map((name) => [basename(name).replace(/\.tsx?$/, ""), join(pages, name)])),
    },
  },
});

// The fonts of pictures that the service renders: browsers do not load them.
const fonts = join(HERE, "node_modules", "@expo-google-fonts", "noto-sans");
mkdirSync(join(OUT, "fonts"));
copyFileSync(join(fonts, "LICENSE_FONT"), join(OUT, "fonts", "LICENSE"));
for (const style of ["400Regular", "700Bold"]) {
  copyFileSync(join(fonts, style, `NotoSans_${style}.ttf`), join(OUT, "fonts", `NotoSans_${style}.ttf`));
}

const widget = gzipSync(readFileSync(join(OUT, "widget.js")), { level: 9 }).length;
if (widget > WIDGET_BYTES) {
  throw new Error(`widget.js is ${widget} bytes in gzip: it may be ${WIDGET_BYTES}. Take something out of src/widget.`);
}
console.log(`widget.js: ${(widget / 1024).toFixed(1)} KB in gzip, of ${WIDGET_BYTES / 1024}`);

for (const file of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
  if (
    file.parentPath.endsWith("fonts") ||
    !file.isFile() ||
    !/\.(js|css|svg|json|wasm|ttf)$/.test(file.name) ||
    file.name === "manifest.json"
  )
    continue;
  const path = join(file.parentPath, file.name);
  const content = readFileSync(path);
  if (content.length < 500) continue;
  const quality = content.length > 500_000 ? 9 : 11;
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [zlib.BROTLI_PARAM_QUALITY]: quality } }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
