/**
 * The runtime of a test file, and a `test` that also fails when something stays alive in it.
 *
 * `node --test` gives every file its own process, so a file has exactly one of these runtimes.
 */
import { test as nodeTest } from "node:test";

import { loadJaspy } from "../../../dist/jaspy.mjs";
import { assertNothingIsLeft, collectAll } from "./live-counts.mjs";
import { namespaceReset } from "./namespace.mjs";

export const py = await loadJaspy();

const reset = namespaceReset(py);
await collectAll(py, reset);

/** Runs Python code after giving it these global names; the end of the test takes them away. */
export function run(code, names = {}) {
  for (const [name, value] of Object.entries(names)) py.globals.set(name, value);
  return py.runPython(code);
}

/** A test after which as many values live on either side as before. */
export function test(name, body) {
  nodeTest(name, async (context) => {
    const before = py.debug.counts();
    try {
      await body(context);
    } catch (error) {
      await collectAll(py, reset);
      throw error;
    }
    await assertNothingIsLeft(py, before, reset);
  });
}
