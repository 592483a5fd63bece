/** 1,000,000 rounds of everything that Python does to a JavaScript object: nothing grows. */
import assert from "node:assert/strict";

import { collectAll, collectUntil } from "./support/live-counts.mjs";
import { runtime } from "./support/new-runtime.mjs";
import { watchingMemory } from "./support/wasm-memory.mjs";

const HALF = 500_000;
// Small enough for what waits for the collector never to fill the memory that there is.
const BATCH = 50_000;

/** What each round does to `x`, and what makes `x`. */
const ROUNDS = {
  "reading a number": ["x.number", () => ({ number: 1 })],
  "reading a text": ["x.text", () => ({ text: "a text \u20ac" })],
  "reading an object": ["x.inner", () => ({ inner: {} })],
  "reading a new object": ["x.next", () => Object.defineProperty({}, "next", { get: () => ({}) })],
  "reading a method": ["x.method", () => ({ method: () => {} })],
  "reading what is missing": ["getattr(x, 'missing', None)", () => ({})],
  "setting a number": ["x.number = 1", () => ({})],
  "setting an object": ["x.inner = x", () => ({})],
  "calling a function": ["x()", () => () => 1],
  "calling a function with arguments": [
    "x(1, 'two', x)",
    () =>
      (...given) =>
        given.length,
  ],
  "calling a function with keywords": [
    "x(key=1)",
    () =>
      ({ key }) =>
        key,
  ],
  "calling a method": ["x.method(1)", () => ({ method: (given) => given })],
  "making an object with new": ["x.new(1)", () => class {}],
  "getting an item of an Array": ["x[0]", () => [{}]],
  "setting an item of an Array": ["x[0] = 1", () => [0]],
  "getting an item of a Map": ["x['key']", () => new Map([["key", {}]])],
  "setting an item of a Map": ["x['key'] = 1", () => new Map()],
  "asking a Set": ["1 in x", () => new Set([1])],
  "taking the length of an Array": ["len(x)", () => [1]],
  "taking the truth of an object": ["bool(x)", () => ({})],
  "comparing objects": ["x == x.inner", () => ({ inner: {} })],
  "taking the text of an object": ["repr(x)", () => ({})],
  "hashing an object": ["hash(x)", () => ({})],
};

/** What Python iterates over, with `n` steps. */
const ITERATIONS = {
  "the numbers of an Array": (n) => Array.from({ length: n }, (_, i) => i),
  "the objects of an Array": (n) => Array.from({ length: n }, () => ({})),
  "the texts of a Set": (n) => new Set(Array.from({ length: n }, (_, i) => `item ${i}`)),
  "the keys of a Map": (n) => new Map(Array.from({ length: n }, (_, i) => [i, {}])),
  *"the objects of a generator"(n) {
    for (let i = 0; i < n; i += 1) yield { i };
  },
};

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test, memorySize } = await watchingMemory(() => runtime({ semantics }));

  async function half(batch, before) {
    for (let done = 0; done < HALF; done += BATCH) {
      batch(BATCH);
      const isAsBefore = () => {
        // What JavaScript's collector found is given back when Python runs.
        py.runPython("None");
        const now = py.debug.counts();
        return Object.keys(before).every((kind) => now[kind] === before[kind]);
      };
      assert.ok(await collectUntil(isAsBefore), JSON.stringify(py.debug.counts()));
    }
  }

  /** The second half of all rounds must leave the memory as the first did. */
  async function assertNothingGrows(batch) {
    // What a first round makes for good is no leak.
    batch(1);
    await collectAll(py, () => {});
    const before = { ...py.debug.counts() };
    await half(batch, before);
    const size = memorySize();
    await half(batch, before);
    assert.equal(memorySize(), size, "the memory has grown");
  }

  for (const [what, [statement, make]] of Object.entries(ROUNDS)) {
    test(`${semantics}: ${what} a million times leaves nothing`, async () => {
      const code = `def batch(n):\n    for _ in range(n): ${statement}\nbatch`;
      await assertNothingGrows(run(code, { x: make() }));
    });
  }

  for (const [what, make] of Object.entries(ITERATIONS)) {
    test(`${semantics}: iterating over ${what} a million times leaves nothing`, async () => {
      const code = "def batch(n):\n    for _ in make(n): pass\nbatch";
      await assertNothingGrows(run(code, { make }));
    });
  }
}
