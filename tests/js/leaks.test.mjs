/** 200,000 rounds of each kind of crossing: from the 100,000th on, nothing grows. */
import assert from "node:assert/strict";

import { collectAll, collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/runtime.mjs";

const HALF = 100_000;
// Small enough for what waits for the collector never to fill the memory that there is.
const BATCH = 5_000;

const memorySize = () => py.runPython("b' '").buffer.byteLength;

async function rounds(batch, before) {
  for (let done = 0; done < HALF; done += BATCH) {
    batch(BATCH);
    const isAsBefore = () => {
      py.runPython("None");
      const now = py.debug.counts();
      return Object.keys(before).every((kind) => now[kind] === before[kind]);
    };
    assert.ok(await collectUntil(isAsBefore), JSON.stringify(py.debug.counts()));
  }
}

/** Runs `batch(n)` until 200,000 rounds are done; the second half must leave all as the first did. */
async function assertNothingGrows(batch) {
  // What a first round makes for good is no leak.
  batch(1);
  await collectAll(py, () => {});
  const before = py.debug.counts();
  await rounds(batch, before);
  const afterHalf = memorySize();
  await rounds(batch, before);
  assert.equal(memorySize(), afterHalf);
}

test("creating and dropping a JsProxy leaves nothing", async () => {
  const batch = run("def batch(n):\n    for _ in range(n): make()\nbatch", { make: () => ({}) });
  await assertNothingGrows(batch);
});

test("passing an object to JavaScript and destroying it leaves nothing", async () => {
  const batch = run("def batch(n):\n    for _ in range(n): take(object())\nbatch", {
    take: (proxy) => proxy.destroy(),
  });
  await assertNothingGrows(batch);
});

test("passing an object to JavaScript and forgetting it leaves nothing", async () => {
  const batch = run("def batch(n):\n    for _ in range(n): take(object())\nbatch", {
    take: () => {},
  });
  await assertNothingGrows(batch);
});

test("catching a JavaScript error in Python leaves nothing", async () => {
  const fail = () => {
    throw new Error("again");
  };
  const code = `
    def batch(n):
        for _ in range(n):
            try:
                fail()
            except Exception as e:
                e.message
    batch
  `;
  await assertNothingGrows(run(code, { fail }));
});

test("catching a Python error in JavaScript leaves nothing", async () => {
  const fail = py.runPython("def fail(): raise ValueError('again')\nfail");
  await assertNothingGrows((n) => {
    for (let i = 0; i < n; i += 1) {
      try {
        fail();
      } catch (error) {
        assert.equal(error.type, "ValueError");
      }
    }
  });
});

test("text, large numbers and containers leave nothing", async () => {
  const echo = py.runPython("lambda *args: list(args)");
  await assertNothingGrows((n) => {
    for (let i = 0; i < n; i += 1) echo(`text ${i} \u20ac`, 2n ** 80n + BigInt(i), 0.5 + i);
  });
});

test("many different names of properties leave nothing", async () => {
  let next = 0;
  const code = `
    def batch(n, first):
        for i in range(first, first + n):
            setattr(target, f"name_{i}", i)
            delattr(target, f"name_{i}")
    batch
  `;
  const handler = { has: () => true, set: () => true, deleteProperty: () => true };
  const batch = run(code, { target: new Proxy({}, handler) });
  await assertNothingGrows((n) => {
    batch(n, next);
    next += n;
  });
});

test("views of buffers leave nothing", async () => {
  const batch = run("def batch(n):\n    for _ in range(n): take(bytearray(100))\nbatch", {
    take: (view) => view[0],
  });
  await assertNothingGrows(batch);
});
