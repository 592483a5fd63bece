/** Hot loops that suddenly pass arguments of other kinds. */
import assert from "node:assert/strict";

import { loadJaspy } from "../../../dist/jaspy.mjs";

const py = await loadJaspy();
const ROUNDS = 30;
const HOT = 4000;

const kinds = [
  (i) => i,
  (i) => i + 0.5,
  (i) => `text ${i % 7}`,
  (i) => BigInt(i + 1) << 60n,
  () => undefined,
  (i) => i % 2 === 0,
  (i) => ({ i }),
  (i) => [i],
  (i) => new Uint8Array([i]),
  () => Math.max,
  () => Symbol.iterator,
];

const identity = py.runPython("lambda x: x");
const count = py.runPython("lambda *args: len(args)");
const holder = py.runPython("class Holder: pass\nholder = Holder()\nholder.x = 0\nholder");

// Each is small, so that the calls inside are inlined into the loops.
const callOne = (f, x) => f(x);
const callTwo = (f, x, y) => f(x, y);
const write = (target, x) => {
  target.x = x;
};
const read = (target) => target.x;

for (let round = 0; round < ROUNDS; round += 1) {
  const make = kinds[round % kinds.length];
  const other = kinds[(round * 7 + 3) % kinds.length];
  for (let i = 0; i < HOT; i += 1) {
    const value = make(i);
    const back = callOne(identity, value);
    if (!ArrayBuffer.isView(value)) assert.ok(Object.is(back, value));
    assert.equal(callTwo(count, value, other(i)), 2);
    write(holder, value);
    if (!ArrayBuffer.isView(value)) assert.ok(Object.is(read(holder), value));
  }
  // The hot code meets a kind that it has not seen.
  callOne(identity, other(round));
  write(holder, other(round));
  read(holder);
}
console.log("survived");
