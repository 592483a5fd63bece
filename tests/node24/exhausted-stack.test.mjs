/**
 * Calls that could wait, made with hardly any stack left. What the frames held that the engine's
 * RangeError passed by is lost, so the live numbers are not compared.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();
py.runPython(`
  import asyncio
  from jaspy.ffi import run_sync
  def f(n):
      if n:
          return f(n - 1)
      run_sync(asyncio.sleep(0))
      return "waited"
  run_sync = run_sync
`);
await py.runPythonAsync("f(0)");

test("calls at the end of the JavaScript stack leave a working runtime", async () => {
  const f = py.globals.get("f");
  let refused = 0;
  for (let round = 0; round < 10; round += 1) {
    const results = [];
    let frames = 0;
    const descend = () => {
      try {
        return descend();
      } catch {
        // The frames on the way up try again, each with a little more room.
        frames += 1;
        if (frames < 400 || frames % 50 === 0) results.push(f.callPromising(20));
        if (frames > 4000) return undefined;
        throw new RangeError("up");
      }
    };
    try {
      descend();
    } catch (error) {
      assert.ok(error instanceof RangeError, error);
    }
    assert.equal(py.runPython("sum(range(10))"), 45);
    for (const { status, value, reason } of await Promise.allSettled(results)) {
      if (status === "fulfilled") assert.equal(value, "waited");
      else {
        assert.ok(reason instanceof RangeError || reason.type === "RecursionError", reason);
        refused += 1;
      }
    }
    assert.equal(await f.callPromising(100), "waited");
  }
  assert.ok(refused > 0);
});
