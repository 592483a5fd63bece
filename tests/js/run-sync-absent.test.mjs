import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const hasIntegration = typeof WebAssembly.promising === "function";
  const absentTest = hasIntegration ? () => {} : test;

  absentTest("without JSPI, run_sync raises a RuntimeError that says so", async () => {
    const f = run(`
      import asyncio
      from jaspy.ffi import can_run_sync, run_sync
      def f():
          try:
              run_sync(asyncio.Future())
          except RuntimeError as error:
              return f"{can_run_sync()}: {error}"
      f
    `);
    const said =
      "False: cannot wait here: this JavaScript engine has no JavaScript Promise Integration";
    assert.equal(f(), said);
    assert.equal(await f.callPromising(), said);
    assert.equal(await py.runPythonAsync("f()"), said);
    assert.equal(await py.runPythonAsync("async def g(): return f()\nawait g()"), said);
    f.destroy();
  });

  absentTest("without JSPI, callPromising calls at once and gives a promise", async () => {
    const f = run("called = []\ndef f(a, b=2):\n    called.append(a)\n    return a + b\nf");
    const result = f.callPromising(1);
    assert.equal(run("str(called)"), "[1]");
    assert.equal(await result, 3);
    assert.equal(await f.callPromisingKwargs(1, { b: 5 }), 6);
    assert.equal(await f.callWithOptions({ promising: true }, 1), 3);
    await assert.rejects(f.callPromising(), { type: "TypeError" });
    f.destroy();
  });

  absentTest("an exception in a promising call rejects", async () => {
    const f = run("def f(): raise KeyError('x')\nf");
    await assert.rejects(f.callPromising(), { type: "KeyError" });
    f.destroy();
  });
});
