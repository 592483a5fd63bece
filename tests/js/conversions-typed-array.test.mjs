import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

const FORMATS = [
  [Int8Array, "b"],
  [Uint8Array, "B"],
  [Uint8ClampedArray, "B"],
  [Int16Array, "h"],
  [Uint16Array, "H"],
  [Int32Array, "i"],
  [Uint32Array, "I"],
  [BigInt64Array, "q"],
  [BigUint64Array, "Q"],
  [Float32Array, "f"],
  [Float64Array, "d"],
];
// Not in every engine of today.
if (typeof globalThis.Float16Array === "function") FORMATS.push([globalThis.Float16Array, "e"]);

const describe = "(lambda view: [view.format, view.itemsize, list(view)])(view)";

for (const [Type, format] of FORMATS) {
  const value = Type.name.startsWith("Big") ? BigInt : Number;
  const values = Array.from({ length: 6 }, (_, i) => value(i + 1));

  test(`${Type.name} becomes a memoryview of '${format}'`, () => {
    const view = Type.from(values);
    assert.deepEqual(run(describe, { view }), [format, Type.BYTES_PER_ELEMENT, [1, 2, 3, 4, 5, 6]]);
  });

  test(`${Type.name} with an offset and a length becomes that part`, () => {
    const whole = Type.from(values);
    const view = new Type(whole.buffer, 2 * Type.BYTES_PER_ELEMENT, 3);
    assert.deepEqual(run(describe, { view }), [format, Type.BYTES_PER_ELEMENT, [3, 4, 5]]);
  });

  test(`an empty ${Type.name} becomes an empty memoryview`, () => {
    assert.deepEqual(run(describe, { view: new Type(0) }), [format, Type.BYTES_PER_ELEMENT, []]);
  });
}

test("the memoryview is a copy that can be written", () => {
  const array = new Uint8Array([1, 2, 3]);
  assert.deepEqual(run("array[0] = 9\nlist(array)", { array }), [9, 2, 3]);
  assert.deepEqual([...array], [1, 2, 3]);
});

test("the memoryview outlives its typed array and the growth of memory", () => {
  run("kept = make()", { make: () => new Uint16Array([1, 2, 3]) });
  globalThis.gc();
  assert.deepEqual(py.runPython("block = bytearray(64 << 20)\nlist(kept)"), [1, 2, 3]);
});

test("a large typed array arrives whole", () => {
  const array = Float64Array.from({ length: 300_000 }, (_, i) => i / 3);
  assert.equal(
    run("sum(array)", { array }),
    array.reduce((sum, each) => sum + each, 0),
  );
});

test("a typed array as an argument and as a result is converted alike", () => {
  const first = run("lambda view: [type(view).__name__, view[0]]");
  assert.deepEqual(first(new Int8Array([-5])), ["memoryview", -5]);
  assert.equal(
    run("bytes(give()).decode()", { give: () => new TextEncoder().encode("héllo") }),
    "héllo",
  );
});

test("a typed array of a detached buffer is refused", () => {
  const array = new Uint8Array([1, 2, 3]);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  assert.throws(() => run("array", { array }), { name: "TypeError", message: /detached/ });
  assert.equal(py.runPython("1 + 1"), 2);
});

test("properties that a script adds to a typed array do not deceive the conversion", () => {
  const array = new Uint8Array([1, 2]);
  for (const name of ["length", "byteLength", "byteOffset", "buffer", "constructor"]) {
    Object.defineProperty(array, name, { value: 0 });
  }
  Object.defineProperty(array, Symbol.toStringTag, { value: "Float64Array" });
  assert.deepEqual(run("[array.format, list(array)]", { array }), ["B", [1, 2]]);
});

test("a subclass of a typed array is converted as its base", () => {
  class Samples extends Float32Array {}
  assert.equal(run("samples.format", { samples: new Samples(2) }), "f");
});

test("a typed array that is larger than Python's memory raises MemoryError", () => {
  // Nobody touches it, so it takes no memory but address space.
  const array = new Uint8Array(2 ** 32);
  assert.throws(() => run("len(array)", { array }), { type: "MemoryError" });
  assert.equal(py.runPython("1 + 1"), 2);
});
