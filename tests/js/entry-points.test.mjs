/** The package's other entries: `pyodide.mjs` and `pyodide.js`. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { runModule, runNode } from "./support/node.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const script = fileURLToPath(new URL("pyodide.js", DIST));

async function assertPrints(running, expected) {
  const { stdout, stderr, code } = await running;
  assert.equal(stdout, expected, stderr);
  assert.equal(code, 0, stderr);
}

const runCommonJs = (source) =>
  runNode(["--input-type=commonjs", "-e", source.replaceAll("SCRIPT", JSON.stringify(script))]);

test("pyodide.mjs gives loadPyodide", async () => {
  const source = `
    const { loadPyodide } = await import(DIST + "pyodide.mjs");
    const py = await loadPyodide({ semantics: "classic" });
    console.log(py.runPython("1 + 1"));
  `;
  await assertPrints(runModule(source), "2\n");
});

test("loadPyodide follows PEP 818 when it is told nothing", async () => {
  const source = `
    const { loadPyodide } = await import(DIST + "pyodide.mjs");
    for (const options of [undefined, {}, { semantics: undefined }, { semantics: "classic" }]) {
      const py = await loadPyodide(options);
      console.log(py.isPyProxy(py.runPython("[1, 2]")));
    }
  `;
  await assertPrints(runModule(source), "true\ntrue\ntrue\nfalse\n");
});

test("loadPyodide of pyodide.js follows PEP 818, and its global pyodide does not", async () => {
  const source = `
    const { loadPyodide, languagePluginLoader } = require(SCRIPT);
    Promise.all([loadPyodide(), languagePluginLoader]).then((all) => {
      for (const py of [...all.slice(0, 1), pyodide]) console.log(py.isPyProxy(py.runPython("[1]")));
    });
  `;
  await assertPrints(runCommonJs(source), "true\nfalse\n");
});

test("require of pyodide.js gives loadPyodide", async () => {
  const source = `
    const { loadPyodide } = require(SCRIPT);
    loadPyodide({ semantics: "classic" }).then((py) => console.log(py.runPython("1 + 1")));
  `;
  await assertPrints(runCommonJs(source), "2\n");
});

test("languagePluginLoader gives the global pyodide with classic semantics", async () => {
  const source = `
    const { languagePluginLoader } = require(SCRIPT);
    languagePluginLoader.then(() => console.log(pyodide.runPython("[1, (2, 3)]").length));
  `;
  await assertPrints(runCommonJs(source), "2\n");
});

test("require of pyodide.js alone loads nothing that keeps the process alive or fails", async () => {
  await assertPrints(runCommonJs(`require(SCRIPT); console.log("required");`), "required\n");
});

test("the package names all of its entries, and they exist", () => {
  const read = (name) => readFileSync(new URL(name, DIST), "utf8");
  const description = JSON.parse(read("package.json"));
  assert.equal(description.name, "jaspy");
  const names = JSON.stringify(description.exports ?? description.main).match(
    /[\w./-]+\.(mjs|js|d\.ts)/g,
  );
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(read(name).length > 0, name);
});

test("the Python packages say to type checkers that they are typed", () => {
  for (const name of ["jaspy", "pyodide", "jstypes"]) {
    const folder = new URL(`typings/${name}/`, DIST);
    assert.ok(existsSync(new URL("py.typed", folder)), name);
    assert.ok(existsSync(new URL("__init__.py", folder)), name);
  }
});
