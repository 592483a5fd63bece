/** What is measured in which engine, and how often. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { chromium } from "./engines/chromium.mjs";
import { node } from "./engines/node.mjs";

const require = createRequire(import.meta.url);

/** Pyodide aborts in Node 20 and 22 without this flag, so it is given to all alike. */
const EQUAL_FLAGS = ["--no-turbo-inline-js-wasm-calls"];
const ALL = ["Jaspy classic", "Jaspy pep818", "Pyodide", "MicroPython"];

const node24 = () => join(dirname(require.resolve("node/package.json")), "bin", "node");

/**
 * Rows of the plan: an engine and its name, the runtimes in it, and in how many rounds.
 *
 * @param rounds - Those of the engine that is measured most often.
 * @param server - Where a browser finds the project's folders.
 */
export function plan(rounds, server) {
  return [
    { name: "Node 20", engine: node(process.execPath, EQUAL_FLAGS), runtimes: ALL, rounds },
    {
      name: "Node 20 without flags",
      engine: node(process.execPath, []),
      runtimes: ["Jaspy classic"],
      rounds: Math.ceil(rounds / 3),
    },
    {
      name: "Node 24",
      engine: node(node24(), EQUAL_FLAGS),
      runtimes: ALL,
      rounds: Math.ceil(rounds / 3),
    },
    {
      name: "Chromium",
      engine: chromium(server),
      runtimes: ALL,
      rounds: Math.ceil(rounds / 3),
    },
  ];
}
