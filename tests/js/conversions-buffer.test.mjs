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
  ["has fields", "type('S', (ctypes.Structure,), {'_fields_': [('a', ctypes.c_int)]})()"],
  ["holds characters", "(ctypes.c_wchar * 2)('a', 'b')"],
  ["holds characters and has no dimensions", "ctypes.c_wchar('a')"],
  ["holds long doubles", "(ctypes.c_longdouble * 2)()"],
  ["holds Python objects", "(ctypes.py_object * 1)(3)"],
]) {
  test(`a buffer that ${kind} is a proxy`, () => {
    assert.ok(py.isPyProxy(py.runPython(`import ctypes\n${code}`)));
  });
}

test("a buffer without dimensions is its only element", () => {
  py.runPython("import ctypes, struct");
  const elements = {
    "ctypes.c_int8(-1)": -1,
    "ctypes.c_uint8(255)": 255,
    "ctypes.c_char(b'\\xff')": 255,
    "ctypes.c_bool(True)": true,
    "ctypes.c_short(-2)": -2,
    "ctypes.c_ushort(65535)": 65535,
    "ctypes.c_int(-5)": -5,
    "ctypes.c_uint(4294967295)": 4294967295,
    "ctypes.c_longlong(-(2 ** 53) + 1)": -Number.MAX_SAFE_INTEGER,
    "ctypes.c_longlong(-(2 ** 63))": -(2n ** 63n),
    "ctypes.c_ulonglong(2 ** 64 - 1)": 2n ** 64n - 1n,
    "ctypes.c_void_p(4096)": 4096,
    "ctypes.c_float(1.5)": 1.5,
    "ctypes.c_double(-0.0)": -0,
    "ctypes.c_int.__ctype_be__(-5)": -5,
    "ctypes.c_double.__ctype_be__(0.1)": 0.1,
    "memoryview(struct.pack('e', 1.5)).cast('e', ())": 1.5,
    "memoryview(bytearray(8)).cast('q', ())": 0,
  };
  for (const [code, value] of Object.entries(elements)) {
    assert.equal(py.runPython(code), value, code);
  }
  const both = "number = ctypes.c_int(7)\n[number, {'again': number}]";
  assert.deepEqual(py.runPython(both), [7, { again: 7 }]);
});

test("half floats are in the engine's own array, or else each in a larger one", () => {
  const Type = globalThis.Float16Array ?? Float32Array;
  const values = [0, -0, 1.5, -2, 65504, 2 ** -24, -(2 ** -14), Infinity, -Infinity, NaN];
  py.runPython("import struct");
  // An int has no negative zero, and -0 would arrive as one.
  const code = "data = struct.pack('10e', 0, -0.0, *list(values)[2:])\nmemoryview(data).cast('e'";
  assert.deepEqual(run(`${code})`, { values }), Type.from(values));
  const rows = run(`${code}, (2, 5))`, { values });
  assert.deepEqual(rows, [Type.from(values.slice(0, 5)), Type.from(values.slice(5))]);
});

for (const [format, value, Type] of [
  ["n", -1, Int32Array],
  ["N", 2 ** 32 - 1, Uint32Array],
  ["P", 4096, Uint32Array],
]) {
  test(`elements of the format ${format} are shown by ${Type.name}`, () => {
    const code = `import struct\nmemoryview(struct.pack('${format}', ${value})).cast('${format}')`;
    assert.deepEqual(py.runPython(code), Type.of(value));
  });
}

test("a buffer whose elements are not side by side is copied", () => {
  const view = py.runPython("data = bytearray(range(6))\nmemoryview(data)[::2]");
  assert.deepEqual(view, Uint8ClampedArray.of(0, 2, 4));
  view[0] = 9;
  assert.equal(py.runPython("data[0]"), 0);
  assert.deepEqual(py.runPython("memoryview(data)[::-1]"), Uint8ClampedArray.of(5, 4, 3, 2, 1, 0));
});

test("a buffer in the other byte order is copied, and its elements turned around", () => {
  const code = "import ctypes\n(ctypes.c_int.__ctype_be__ * 2)(1, -2)";
  assert.deepEqual(py.runPython(code), Int32Array.of(1, -2));
  assert.deepEqual(py.runPython("(ctypes.c_double.__ctype_be__ * 1)(1.5)"), Float64Array.of(1.5));
});

test("a buffer that is not aligned is copied", () => {
  const code = "data = bytearray(9)\ndata[1] = 7\nmemoryview(data)[1:].cast('i')";
  assert.deepEqual(py.runPython(code), Int32Array.of(7, 0));
});

test("a buffer of several dimensions becomes nested Arrays of typed arrays on its memory", () => {
  const code = `
    import array
    data = array.array("d", range(6))
    memoryview(data).cast("B").cast("d", (3, 2))
  `;
  const rows = py.runPython(code);
  assert.deepEqual(
    rows,
    [0, 2, 4].map((i) => Float64Array.of(i, i + 1)),
  );
  rows[1][0] = 20;
  assert.equal(py.runPython("data[2]"), 20);
  py.runPython("data[5] = 50");
  assert.equal(rows[2][1], 50);
});

test("rows lie where they are also in a part or a turned part of the outer dimensions", () => {
  py.runPython("import ctypes\ndata = ((ctypes.c_short * 2) * 2 * 2)()");
  py.runPython("for i in range(8): data[i // 4][i // 2 % 2][i % 2] = i");
  const cube = py.runPython("data");
  assert.deepEqual(
    cube,
    [0, 4].map((i) => [0, 2].map((j) => Int16Array.of(i + j, i + j + 1))),
  );
  cube[1][0][1] = 500;
  assert.equal(py.runPython("data[1][0][1]"), 500);
});

test("dimensions without elements keep their shape", () => {
  const code = (shape) => `import ctypes\n${shape}()`;
  assert.deepEqual(py.runPython(code("((ctypes.c_int * 0) * 2)")), [
    new Int32Array(0),
    new Int32Array(0),
  ]);
  assert.deepEqual(py.runPython(code("((ctypes.c_int * 2) * 0)")), []);
});

test("each row keeps the buffer until it is collected", async () => {
  const before = py.debug.counts().bufferViews;
  let rows = py.runPython("data = bytearray(6)\nmemoryview(data).cast('B', (3, 2))");
  assert.equal(py.debug.counts().bufferViews, before + 3);
  assert.throws(() => py.runPython("data.append(1)"), { type: "BufferError" });
  assert.equal(rows.length, 3);
  rows = undefined;
  assert.ok(await collectUntil(() => py.debug.counts().bufferViews === before));
  py.runPython("data.append(1)");
});

test("an array of several dimensions inside of containers keeps the shape of what is around", () => {
  const code = `
    shared = [1]
    matrix = memoryview(bytes(4)).cast("B", (2, 2))
    [shared, matrix, shared, {"matrix": matrix}]
  `;
  const [first, matrix, last] = py.runPython(code);
  assert.equal(first, last);
  assert.deepEqual(matrix, [new Uint8ClampedArray(2), new Uint8ClampedArray(2)]);
});

test("a released memoryview raises ValueError", () => {
  assert.throws(() => py.runPython("view = memoryview(b'ab')\nview.release()\nview"), {
    type: "ValueError",
  });
  assert.equal(py.runPython("1 + 1"), 2);
});
