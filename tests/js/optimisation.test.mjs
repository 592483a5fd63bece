/**
 * The engine's optimising compiler, at work on calls into the runtime.
 *
 * Some versions of V8 abort the process when a caller, into which a call of a wasm export was
 * inlined, is deoptimised during that call. Each script runs in a Node without any flags.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { runNode } from "./support/node.mjs";

for (const [script, claim] of [
  ["changing-arguments.mjs", "calls with arguments of changing kinds survive deoptimisation"],
  ["deoptimised-callers.mjs", "callers that are deoptimised during a call survive"],
  ["changing-results.mjs", "Python calling functions with results of changing kinds survives"],
]) {
  test(claim, async () => {
    const path = fileURLToPath(new URL(`stress/${script}`, import.meta.url));
    const { code, signal, stdout, stderr } = await runNode([path]);
    assert.deepEqual(
      { code, signal, stdout },
      { code: 0, signal: null, stdout: "survived\n" },
      stderr,
    );
  });
}
