/** What is measured in which engine, and how often. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Pyodide aborts in Node 20 and 22 without this flag, so it is given to all alike. */
const EQUAL_FLAGS = ["--no-turbo-inline-js-wasm-calls"];
const ALL = ["Jaspy classic", "Jaspy pep818", "Pyodide", "MicroPython"];

const node24 = () => join(dirname(require.resolve("node/package.json")), "bin", "node");

/** A row of the plan: an engine, its flags, the runtimes in it, and in how many rounds. */
export function plan(rounds) {
  return [
    { engine: "Node 20", program: process.execPath, flags: EQUAL_FLAGS, runtimes: ALL, rounds },
    {
      engine: "Node 20 without flags",
      program: process.execPath,
      flags: [],
      runtimes: ["Jaspy classic"],
      rounds: Math.ceil(rounds / 3),
    },
    {
      engine: "Node 24",
      program: node24(),
      flags: EQUAL_FLAGS,
      runtimes: ALL,
      rounds: Math.ceil(rounds / 2),
    },
  ];
}
