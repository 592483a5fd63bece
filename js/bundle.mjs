// Bundles the TypeScript sources into the package. Called by `cargo xtask build` with the package's
// folder, its version and the table of the files that the loader checks.
import { build } from "esbuild";

const [outdir, version, files] = process.argv.slice(2);

const common = {
  bundle: true,
  outdir,
  platform: "neutral",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  // Engines quote the line of an error: names and lines stay as they were written.
  minifySyntax: true,
  external: ["node:*"],
  define: { JASPY_VERSION: JSON.stringify(version), JASPY_FILES: files },
  logLevel: "warning",
};

/** Turns imports of a source file into imports of its bundle, so that its code exists once. */
const importBundle = (source, bundle) => ({
  name: `import ${bundle}`,
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`^\\./${source}\\.ts$`) }, () => ({
      path: `./${bundle}`,
      external: true,
    }));
  },
});

await Promise.all([
  build({
    ...common,
    entryPoints: [{ in: "src/jaspy.ts", out: "jaspy" }],
    format: "esm",
    outExtension: { ".js": ".mjs" },
  }),
  build({
    ...common,
    entryPoints: [{ in: "src/pyodide-module.ts", out: "pyodide" }],
    format: "esm",
    outExtension: { ".js": ".mjs" },
    plugins: [importBundle("jaspy", "jaspy.mjs")],
  }),
  build({
    ...common,
    entryPoints: [{ in: "src/pyodide-script.ts", out: "pyodide" }],
    // A classic script and a CommonJS module in one: it looks which of the two it is.
    format: "cjs",
    banner: { js: "(() => {" },
    footer: { js: "})();" },
    logOverride: { "commonjs-variable-in-esm": "silent" },
    plugins: [importBundle("pyodide-module", "pyodide.mjs")],
  }),
]);
