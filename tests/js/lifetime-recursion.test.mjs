/** Endless recursion with objects as arguments: all that was handed over is given back. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** Fails unless the numbers go back once Python has run again and the collectors too. */
  async function assertAllIsGivenBack(before) {
    const isAsBefore = () => {
      // What an exception's frames hold is not lost yet.
      py.runPython(
        "import sys, gc\nfor name in [n for n in vars(sys) if n.startswith('last_')]: del vars(sys)[name]\ngc.collect();",
      );
      return py.debug.counts().pyObjects <= before;
    };
    assert.ok(await collectUntil(isAsBefore), `${py.debug.counts().pyObjects} > ${before}`);
  }

  test("recursion through calls with objects ends in RecursionError, and gives all back", async () => {
    const before = py.debug.counts().pyObjects;
    run("def g(n, *rest): return f(n, {}, key=object())", { f: (n, ...rest) => call(n, ...rest) });
    const call = py.globals.g;
    assert.throws(() => py.runPython("g(0)"), { type: "RecursionError" });
    assert.equal(py.runPython("1 + 1"), 2);
    call.destroy();
    await assertAllIsGivenBack(before);
  });

  test("recursion in JavaScript that destroys at its end gives all back", async () => {
    const before = py.debug.counts().pyObjects;
    const make = py.runPython("object");
    const descend = () => {
      const proxy = make();
      try {
        return descend();
      } finally {
        proxy.destroy();
      }
    };
    assert.throws(descend, /RecursionError|Maximum call stack/);
    assert.equal(py.runPython("1 + 1"), 2);
    make.destroy();
    await assertAllIsGivenBack(before);
  });

  test("recursion through __del__ and destroy gives all back", async () => {
    const before = py.debug.counts().pyObjects;
    let left = 3000;
    const names = {
      isMore: () => {
        left -= 1;
        return left > 0;
      },
      again: (proxy) => proxy.destroy(),
    };
    run("class Chain:\n    def __del__(self): isMore() and again(Chain())\nmake = Chain", names);
    py.runPython("Chain()").destroy();
    assert.equal(py.runPython("1 + 1"), 2);
    await assertAllIsGivenBack(before);
  });
});
