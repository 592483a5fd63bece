/** How large the files are that a page loads for `1+1`. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

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
export function sizes() {
  return Object.entries(NEEDED).map(([name, [folder, files]]) => {
    const total = { name, raw: 0, gzip: 0, brotli: 0 };
    for (const file of files.map((file) => join(folder, file)).filter(existsSync)) {
      const content = readFileSync(file);
      total.raw += content.length;
      total.gzip += gzipSync(content, { level: 9 }).length;
      total.brotli += brotliCompressSync(content).length;
    }
    return total;
  });
}
