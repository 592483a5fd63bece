/** Python buffers in JavaScript: `getBuffer()` and the view that it gives. */
import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/pep818.mjs";

const buffer = (code) => py.runPython(`import array, ctypes\ndata = ${code}\ndata`);
/** The view of a new Python buffer, which ends with the test. */
const viewOf = (code, type) => buffer(code).getBuffer(type);

/** The element of a view at some indices, found as the view says. */
const at = (view, ...indices) =>
  view.data[
    view.offset + indices.reduce((sum, index, axis) => sum + index * view.strides[axis], 0)
  ];

test("a view shows the memory of the object, in both directions", () => {
  const view = viewOf("bytearray([1, 2, 3])");
  assert.deepEqual([...view.data], [1, 2, 3]);
  view.data[0] = 200;
  py.runPython("data[1] = 100");
  assert.deepEqual([...view.data], [200, 100, 3]);
  assert.deepEqual(py.runPython("list(data)").slice(), [200, 100, 3]);
  view.release();
});

test("a view tells the layout", () => {
  const view = viewOf("array.array('d', [0.5, 1.5, 2.5])");
  const { shape, strides, offset, ndim, format, itemsize, nbytes, readonly } = view;
  assert.deepEqual(
    { shape, strides, offset, ndim, format, itemsize, nbytes, readonly },
    {
      shape: [3],
      strides: [1],
      offset: 0,
      ndim: 1,
      format: "d",
      itemsize: 8,
      nbytes: 24,
      readonly: false,
    },
  );
  assert.deepEqual([view.c_contiguous, view.f_contiguous], [true, true]);
  view.release();
  const fixed = viewOf("b'ab'");
  assert.equal(fixed.readonly, true);
  fixed.release();
});

for (const [format, type] of Object.entries({
  b: Int8Array,
  B: Uint8Array,
  h: Int16Array,
  H: Uint16Array,
  i: Int32Array,
  I: Uint32Array,
  l: Int32Array,
  L: Uint32Array,
  q: BigInt64Array,
  Q: BigUint64Array,
  f: Float32Array,
  d: Float64Array,
})) {
  test(`elements of the format ${format} are shown by ${type.name}`, () => {
    const view = viewOf(`array.array('${format}', [1, 2])`);
    assert.equal(view.data.constructor, type);
    assert.deepEqual([...view.data].map(Number), [1, 2]);
    view.release();
  });
}

test("more than one dimension is found by strides and offset", () => {
  const view = viewOf("memoryview(bytearray(range(24))).cast('B', (2, 3, 4))");
  assert.deepEqual([view.ndim, view.shape, view.strides], [3, [2, 3, 4], [12, 4, 1]]);
  assert.equal(at(view, 1, 2, 3), 23);
  assert.deepEqual([view.c_contiguous, view.f_contiguous], [true, false]);
  view.release();
  const numbers = viewOf("memoryview(array.array('i', range(6))).cast('B').cast('i', (2, 3))");
  assert.deepEqual([numbers.strides, at(numbers, 1, 1)], [[3, 1], 4]);
  numbers.release();
});

test("negative and wide strides are found from the offset", () => {
  const reversed = viewOf("memoryview(array.array('h', range(6)))[::-1]");
  assert.deepEqual([reversed.strides, reversed.offset, reversed.data.length], [[-1], 5, 6]);
  assert.deepEqual(
    [0, 1, 5].map((index) => at(reversed, index)),
    [5, 4, 0],
  );
  assert.equal(reversed.c_contiguous, false);
  reversed.release();
  const every = viewOf("memoryview(bytearray(range(10)))[1::3]");
  assert.deepEqual([every.shape, every.strides], [[3], [3]]);
  assert.deepEqual(
    [0, 1, 2].map((index) => at(every, index)),
    [1, 4, 7],
  );
  every.release();
});

test("no dimensions, and no elements, have views too", () => {
  const scalar = viewOf("ctypes.c_int(5)");
  assert.deepEqual([scalar.ndim, scalar.shape, at(scalar)], [0, [], 5]);
  scalar.release();
  const empty = viewOf("bytearray()");
  assert.deepEqual([empty.shape, empty.data.length, empty.nbytes], [[0], 0, 0]);
  empty.release();
});

test("another type of array can be asked for", () => {
  const code = "array.array('I', [0x01020304])";
  const bytes = viewOf(code, "u8");
  assert.deepEqual([[...bytes.data], bytes.strides], [[4, 3, 2, 1], [4]]);
  bytes.release();
  const clamped = viewOf(code, "u8clamped");
  assert.ok(clamped.data instanceof Uint8ClampedArray);
  clamped.release();
  const data = viewOf(code, "dataview");
  assert.equal(data.data.getUint32(data.offset, true), 0x01020304);
  data.release();
});

test("the other byte order is refused, and read by a DataView", () => {
  const code = "(ctypes.c_int32.__ctype_be__ * 2)(1, 2)";
  assert.throws(() => viewOf(code), /byte order.*getBuffer\("u8"\) or getBuffer\("dataview"\)/);
  const view = viewOf(code, "dataview");
  assert.deepEqual([view.data.getInt32(0), view.data.getInt32(view.strides[0])], [1, 2]);
  view.release();
});

test("what no array can show is refused, with advice, and nothing is kept", () => {
  const before = py.debug.counts().bufferViews;
  const struct =
    "type('S', (ctypes.Structure,), {'_fields_': [('a', ctypes.c_int8), ('b', ctypes.c_int32)]})()";
  assert.throws(() => viewOf(struct), /format .*dataview/);
  assert.throws(() => viewOf("memoryview(bytearray(9))[1:]", "u32"), /multiple of 4 bytes/);
  assert.throws(() => viewOf("bytearray(6)", "u32"), /multiple/);
  assert.throws(() => viewOf("b''", "u128"), /no u128: it takes i8, u8/);
  assert.throws(() => viewOf("b''", 5), TypeError);
  assert.equal(py.debug.counts().bufferViews, before);
});

test("an object that refuses to export throws what it raises", () => {
  assert.throws(() => viewOf("memoryview(b'ab')[:]").release.call({}), TypeError);
  const released = py.runPython("view = memoryview(b'ab')\nview.release()\nview");
  assert.throws(() => released.getBuffer(), { type: "ValueError" });
  const broken = py.runPython(
    "class Broken:\n    def __buffer__(self, flags): raise LookupError\nBroken()",
  );
  assert.throws(() => broken.getBuffer(), { type: "LookupError" });
});

test("an exporter that is written in Python may call JavaScript", () => {
  const exporter = run(
    "class Mine:\n    def __buffer__(self, flags): return memoryview(ask())\nMine()",
    { ask: () => py.runPython("data = bytearray(b'asked')\ndata") },
  );
  const view = exporter.getBuffer();
  assert.equal(new TextDecoder().decode(view.data.slice()), "asked");
  view.release();
});

test("release lets go of the buffer, and what is read afterwards says so", () => {
  const before = py.debug.counts().bufferViews;
  const view = viewOf("bytearray(b'abc')");
  assert.equal(py.debug.counts().bufferViews, before + 1);
  assert.throws(() => py.runPython("data.append(1)"), { type: "BufferError" });
  view.release();
  view.release();
  assert.equal(py.debug.counts().bufferViews, before);
  py.runPython("data.append(1)");
  assert.throws(() => view.data, /PyBufferView has been released/);
  assert.deepEqual(view.shape, [3]);
});

test("the end of a scope with using releases a view", () => {
  const view = viewOf("bytearray(3)");
  view[Symbol.dispose]();
  assert.throws(() => view.data, /released/);
});

test("a view goes on when the proxy is destroyed", () => {
  const proxy = buffer("bytearray(b'abc')");
  const view = proxy.getBuffer();
  py.runPython("del data");
  proxy.destroy();
  assert.equal(view.data[0], 97);
  view.release();
});

test("a view that nobody holds is released, but not while its array is held", async () => {
  const before = py.debug.counts().bufferViews;
  let { data } = viewOf("bytearray(b'abc')");
  assert.equal(await collectUntil(() => py.debug.counts().bufferViews === before), false);
  assert.equal(data[0], 97);
  data = undefined;
  assert.ok(await collectUntil(() => py.debug.counts().bufferViews === before));
});

test("a view survives the growth of memory; an array read before is then empty", () => {
  const view = viewOf("bytearray(b'held')");
  const old = view.data;
  py.runPython("blocks = [bytearray(64 << 20) for _ in range(3)]");
  assert.equal(new TextDecoder().decode(view.data.slice()), "held");
  const seen = new TextDecoder().decode(Uint8Array.from(old.length > 0 ? old : []));
  assert.ok(seen === "held" || seen === "", seen);
  view.release();
});

test("a view is a PyBufferView, which cannot be constructed", () => {
  const proxy = buffer("bytearray(3)");
  const view = proxy.getBuffer();
  assert.ok(view instanceof py.ffi.PyBufferView);
  assert.ok(proxy instanceof py.ffi.PyBuffer);
  assert.equal(proxy instanceof py.ffi.PyBufferView, false);
  assert.equal({} instanceof py.ffi.PyBufferView, false);
  assert.throws(() => new py.ffi.PyBufferView(), TypeError);
  assert.equal(view.constructor, Object);
  view.release();
  assert.equal(py.runPython("{1}").getBuffer, undefined);
});
