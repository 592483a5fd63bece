/** Runtimes for tests, and a `test` that also fails when something stays alive in one. */
import { test as nodeTest } from "node:test";

import { loadJaspy } from "../../../dist/jaspy.mjs";
import { assertNothingIsLeft, collectAll } from "./live-counts.mjs";
import { namespaceReset } from "./namespace.mjs";

/**
 * Loads a runtime with these options of `loadJaspy`, which another package may have as well, and gives
 * what tests of it need.
 */
export async function runtime(options, load = loadJaspy) {
  const py = await load(options);
  const reset = namespaceReset(py);
  await collectAll(py, reset);

  /** Runs Python code after giving it these global names; the end of the test takes them away. */
  function run(code, names = {}) {
    for (const [name, value] of Object.entries(names)) py.globals.set(name, value);
    return py.runPython(code);
  }

  /** A test after which as many values live on either side as before. */
  function test(name, body) {
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

  return { py, run, test };
}
