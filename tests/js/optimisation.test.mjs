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

for (const script of ["changing-arguments", "deoptimised-callers", "changing-results"]) {
  test(`${script} survives the optimising compiler`, async () => {
    const path = fileURLToPath(new URL(`stress/${script}.mjs`, import.meta.url));
    const { code, signal, stdout, stderr } = await runNode([path]);
    assert.deepEqual(
      { code, signal, stdout },
      { code: 0, signal: null, stdout: "survived\n" },
      stderr,
    );
  });
}
