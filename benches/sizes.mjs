/** How large the files are that a page loads for `1+1`. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip as gzipCompress } from "node:zlib";

const brotli = promisify(brotliCompress);
const gzip = promisify(gzipCompress);
const require = createRequire(import.meta.url);
const folderOf = (module) => dirname(require.resolve(module));

const NEEDED = {
  Jaspy: [
    fileURLToPath(new URL("../dist/", import.meta.url)),
    ["jaspy.mjs", "jaspy-core.mjs", "jaspy-core.wasm", "python_stdlib.zip"],
  ],
  Pyodide: [
    folderOf("pyodide"),
    [
      "pyodide.mjs",
      "pyodide.asm.mjs",
      "pyodide.asm.wasm",
      "python_stdlib.zip",
      "pyodide-lock.json",
    ],
  ],
  MicroPython: [
    folderOf("@micropython/micropython-webassembly-pyscript"),
    ["micropython.mjs", "micropython.wasm"],
  ],
};

/** Gives `{name, raw, gzip, brotli}` of each runtime, in bytes. */
export const sizes = () =>
  Promise.all(
    Object.entries(NEEDED).map(async ([name, [folder, files]]) => {
      const paths = files.map((file) => join(folder, file)).filter(existsSync);
      const parts = await Promise.all(paths.map(sizesOf));
      const sum = (kind) => parts.reduce((total, part) => total + part[kind], 0);
      return { name, raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
    }),
  );

async function sizesOf(path) {
  const content = await readFile(path);
  const [zipped, smallest] = await Promise.all([gzip(content, { level: 9 }), brotli(content)]);
  return { raw: content.length, gzip: zipped.length, brotli: smallest.length };
}
