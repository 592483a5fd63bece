import assert from "node:assert/strict";
import { test as nodeTest } from "node:test";

import { builtExtension, noToolchain } from "../js/support/extension.mjs";
import { py, run, test } from "../js/support/runtime.mjs";

if (noToolchain !== undefined) {
  nodeTest("Python waits below a C extension", { skip: noToolchain }, () => {});
} else {
  py.mountNodeFS("/extensions", builtExtension());
  py.runPython("import sys\nsys.path.append('/extensions')\nimport asyncio, tally");

  test("Python waits below a C extension, which is suspended with it", async () => {
    const f = run(`
      import asyncio, tally
      from jaspy.ffi import run_sync
      def wait(n): return run_sync(asyncio.sleep(0.001 * (3 - n), n * 10))
      def f(n): return tally.call_with(wait, n)
      f
    `);
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => f.callPromising(n))), [10, 20, 30]);
    f.destroy();
  });
}
