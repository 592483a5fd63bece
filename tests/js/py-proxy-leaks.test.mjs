/** 1,000,000 rounds of making, passing and ending a PyProxy leave counts and memory as they were. */
import assert from "node:assert/strict";

import { collectAll, collectUntil } from "./support/live-counts.mjs";
import { runtime } from "./support/new-runtime.mjs";
import { watchingMemory } from "./support/wasm-memory.mjs";

const FFI = "from jaspy import scope\nfrom jaspy.ffi import create_proxy, create_once_callable\n";

/** What ends a proxy at once: how it is done in Python, and how often. */
const ROUNDS = {
  "passing an object, whose proxy JavaScript destroys": ["destroy(object())", 1_000_000],
  "destroying what create_proxy made": ["create_proxy(f).destroy()", 100_000],
  "calling what create_once_callable made": ["call(create_once_callable(f))", 100_000],
  "a scope": ["with scope(): keep(object())", 100_000],
  "reading and calling a method, of a proxy that is destroyed": ["use(thing)", 100_000],
};

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test, memorySize } = await watchingMemory(() => runtime({ semantics }));
  const names = {
    destroy: (proxy) => proxy.destroy(),
    call: (once) => once(),
    keep: (proxy) => proxy.type,
    use: (proxy) => {
      proxy.method();
      proxy.method.destroy();
      proxy.destroy();
    },
  };

  for (const [what, [statement, rounds]] of Object.entries(ROUNDS)) {
    test(`${semantics}: ${what}, ${rounds} times, leaves nothing`, async () => {
      const code = `${FFI}
class Thing:
    def method(self): pass
thing = Thing()
def f(): pass
def batch(n):
    for _ in range(n):
        ${statement}
batch`;
      const batch = run(code, names);
      batch(1);
      await collectAll(py, () => {});
      const before = { ...py.debug.counts() };
      const half = async () => {
        // Small enough for what waits for the collector never to fill the memory that there is.
        for (let done = 0; done < rounds / 2; done += 25_000) {
          batch(25_000);
          const isAsBefore = () => JSON.stringify(py.debug.counts()) === JSON.stringify(before);
          assert.ok(await collectUntil(isAsBefore), JSON.stringify(py.debug.counts()));
        }
      };
      await half();
      const size = memorySize();
      await half();
      assert.equal(memorySize(), size, "the memory has grown");
    });
  }
}
