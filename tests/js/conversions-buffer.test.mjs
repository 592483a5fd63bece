import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/runtime.mjs";

test("a typed array of a bytearray shares its memory", () => {
  const view = py.runPython("data = bytearray([1, 2, 3])\ndata");
  view[0] = 200;
  assert.deepEqual(py.runPython("list(data)"), [200, 2, 3]);
  py.runPython("data[1] = 100");
  assert.equal(view[1], 100);
});

test("a typed array of an array.array shares its memory", () => {
  const view = py.runPython("import array\nnumbers = array.array('d', [0.5, 1.5])\nnumbers");
  view[0] = 7.25;
  assert.equal(py.runPython("numbers[0]"), 7.25);
});

test("a typed array of a part of a memoryview shares just that part", () => {
  const view = py.runPython("data = bytearray(range(10))\nmemoryview(data)[3:6]");
  assert.deepEqual([...view], [3, 4, 5]);
  view.fill(0);
  assert.deepEqual(py.runPython("list(data)"), [0, 1, 2, 0, 0, 0, 6, 7, 8, 9]);
});

test("converting the same bytes twice gives the same memory", () => {
  py.runPython("data = b'abc'");
  const [first, second] = [py.globals.data, py.globals.data];
  assert.equal(first.buffer, second.buffer);
  assert.equal(first.byteOffset, second.byteOffset);
});

test("a view counts as one until it is collected", async () => {
  const before = py.debug.counts().bufferViews;
  let view = py.runPython("bytearray(3)");
  assert.equal(py.debug.counts().bufferViews, before + 1);
  assert.equal(view.length, 3);
  view = undefined;
  assert.ok(await collectUntil(() => py.debug.counts().bufferViews === before));
});

test("a bytearray cannot be resized while a view of it lives, and can afterwards", async () => {
  let view = py.runPython("data = bytearray(b'abc')\ndata");
  assert.throws(() => py.runPython("data.append(1)"), { type: "BufferError" });
  assert.equal(view.length, 3);
  view = undefined;
  const canAppend = () => {
    try {
      py.runPython("data.append(1)");
      return true;
    } catch {
      return false;
    }
  };
  assert.ok(await collectUntil(canAppend));
});

test("a view keeps the memory of a Python buffer that has no other owner", () => {
  const view = py.runPython("bytearray(b'keep me' * 1000)");
  py.runPython("import gc\ngc.collect()\nothers = [bytearray(b'x' * 7000) for _ in range(200)]");
  assert.equal(new TextDecoder().decode(view.slice(-7)), "keep me");
});

test("a view that is held across a growth of memory never shows other data", () => {
  const view = py.runPython("data = bytearray(b'held')\ndata");
  const memory = view.buffer;
  py.runPython("block = bytearray(96 << 20)");
  const now = py.globals.data;
  assert.notEqual(now.buffer.byteLength, 0);
  assert.ok(now.buffer === memory || now.buffer.byteLength > memory.byteLength, "memory has grown");
  assert.equal(new TextDecoder().decode(now.slice()), "held");
  // A view is either still right or visibly empty, never over memory that is another's.
  const seen = new TextDecoder().decode(Uint8Array.from(view.length > 0 ? view : []));
  assert.ok(seen === "held" || seen === "", seen);
});

test("a JavaScript function gets a live view as an argument", () => {
  run("data = bytearray(3)\nfill(data)", { fill: (view) => void view.fill(7) });
  assert.deepEqual(py.runPython("list(data)"), [7, 7, 7]);
});

test("views inside of containers share memory too", () => {
  const object = py.runPython("data = bytearray(2)\n{'views': [data, memoryview(data)]}");
  object.views[0][0] = 5;
  assert.equal(object.views[1][0], 5);
  assert.equal(py.runPython("data[0]"), 5);
});

test("a view that goes back to Python is a copy", () => {
  const view = py.runPython("data = bytearray(b'ab')\ndata");
  assert.equal(run("view[0] = 0\ndata.decode()", { view }), "ab");
});

test("an array of ctypes shares its memory", () => {
  const view = py.runPython("import ctypes\ndata = (ctypes.c_int * 3)(1, 2, 3)\ndata");
  assert.ok(view instanceof Int32Array);
  view[0] = 7;
  assert.deepEqual(py.runPython("list(data)"), [7, 2, 3]);
});

for (const [kind, code] of [
  ["is not contiguous", "memoryview(bytearray(6))[::2]"],
  ["has no dimensions", "memoryview(bytearray(8)).cast('q', ())"],
  [
    "has fields",
    "import ctypes\ntype('S', (ctypes.Structure,), {'_fields_': [('a', ctypes.c_int)]})()",
  ],
  ["has the other byte order", "import ctypes\n(ctypes.c_int.__ctype_be__ * 2)(1, 2)"],
]) {
  test(`a buffer that ${kind} is a proxy`, () => {
    assert.ok(py.isPyProxy(py.runPython(code)));
  });
}

test("a released memoryview raises ValueError", () => {
  assert.throws(() => py.runPython("view = memoryview(b'ab')\nview.release()\nview"), {
    type: "ValueError",
  });
  assert.equal(py.runPython("1 + 1"), 2);
});
