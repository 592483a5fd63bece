/** 1,000,000 rounds of everything that JavaScript does to a Python object: nothing grows. */
import assert from "node:assert/strict";

import { collectAll, collectUntil } from "./support/live-counts.mjs";
import { runtime } from "./support/new-runtime.mjs";
import { watchingMemory } from "./support/wasm-memory.mjs";

const HALF = 500_000;
// Small enough for what waits for the collector never to fill the memory that there is.
const BATCH = 50_000;

/** What makes an object in Python, and what each round does to its proxy. */
const ROUNDS = {
  "reading an element": ["[1]", (x) => x[0]],
  "assigning an element": ["[1]", (x) => (x[0] = 2)],
  "pushing and popping": ["[]", (x) => [x.push(1), x.pop()]],
  slicing: ["[1, 'two']", (x) => x.slice()],
  searching: ["[1, 'two']", (x) => x.includes("three")],
  "reading an item as a property": ["{'a': 1}", (x) => x.a],
  "assigning an item as a property": ["{'a': 1}", (x) => (x.a = 2)],
  "setting, having and deleting an item": ["{}", (x) => [x.set(1, 2), x.has(1), x.delete(1)]],
  iterating: ["[1, 2]", (x) => [...x]],
  "leaving a loop early": [
    "[1, 2]",
    (x) => {
      for (const _ of x) break;
    },
  ],
  "resuming a generator": ["iter(int, 1)", (x) => x.next()],
  "calling with keyword arguments": ["lambda a, b: a", (x) => x.callKwargs(1, { b: 2 })],
  "copying and destroying": ["{1}", (x) => x.copy().destroy()],
  "viewing and releasing a buffer": ["bytearray(8)", (x) => x.getBuffer().release()],
  "asking for its class": ["{1}", (x, { ffi }) => x instanceof ffi.PyProxyWithLength],
};

/** As above, where each round leaves something for the collector. */
const COLLECTED = {
  "seeing nested data as JSON": ["[{'a': [1]}]", (x) => JSON.stringify(x.asJsJson())],
  "viewing a buffer": ["bytearray(8)", (x) => x.getBuffer().data[0]],
  "reading objects by index": ["[[]]", (x) => x[0]],
};

const { py, run, test, memorySize } = await watchingMemory(() => runtime({ semantics: "pep818" }));

async function half(rounds, batch, round, before) {
  for (let done = 0; done < rounds; done += batch) {
    for (let i = 0; i < batch; i += 1) round();
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
async function assertNothingGrows(rounds, batch, round) {
  // What a first round makes for good is no leak.
  round();
  await collectAll(py, () => {});
  const before = { ...py.debug.counts() };
  await half(rounds, batch, round, before);
  const size = memorySize();
  await half(rounds, batch, round, before);
  assert.equal(memorySize(), size, "the memory has grown");
}

for (const [what, [code, round]] of Object.entries(ROUNDS)) {
  test(`${what} a million times leaves nothing`, async () => {
    const x = run(code);
    await assertNothingGrows(HALF, BATCH, () => round(x, py));
    x.destroy();
  });
}

for (const [what, [code, round]] of Object.entries(COLLECTED)) {
  test(`${what} leaves nothing once it is collected`, async () => {
    const x = run(code);
    await assertNothingGrows(HALF / 10, BATCH / 10, () => round(x, py));
    x.destroy();
  });
}
