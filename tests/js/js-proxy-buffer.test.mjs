/** Buffers in Python, as PEP 818 has them: shared objects with methods that copy. */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";

import { run, test } from "./support/pep818.mjs";

test("to_bytes copies the bytes that a buffer shows", () => {
  const bytes = new Uint8Array([0, 1, 2, 3, 4, 255]);
  assert.equal(run("value.to_bytes() == bytes([1, 2, 3])", { value: bytes.subarray(1, 4) }), true);
  assert.equal(run("value.to_bytes()[-1]", { value: bytes.buffer }), 255);
  assert.equal(run("len(value.to_bytes())", { value: new DataView(bytes.buffer, 2, 3) }), 3);
  assert.equal(run("value.to_bytes() == b''", { value: new Float64Array(0) }), true);
  const foreign = runInNewContext("new Uint16Array([513])");
  assert.equal(run("value.to_bytes() == bytes([1, 2])", { value: foreign }), true);
});

test("to_memoryview keeps the elements' type", () => {
  const source = "m = value.to_memoryview()\nstr([m.format, m.tolist(), m.readonly])";
  assert.equal(run(source, { value: new Float32Array([1.5, 2]) }), "['f', [1.5, 2.0], False]");
  assert.equal(run(source, { value: new BigInt64Array([-1n]) }), "['q', [-1], False]");
  assert.equal(run(source, { value: new ArrayBuffer(2) }), "['B', [0, 0], False]");
});

test("to_string decodes, by default UTF-8", () => {
  const value = new TextEncoder().encode("\u00e4\u4e2d");
  assert.equal(run("value.to_string()", { value }), "\u00e4\u4e2d");
  assert.equal(run("value.to_string('latin-1')", { value: new Uint8Array([228]) }), "\u00e4");
  assert.throws(() => run("value.to_string()", { value: new Uint8Array([255]) }), {
    type: "UnicodeDecodeError",
  });
  assert.throws(() => run("value.to_string('nope')", { value }), { type: "LookupError" });
});

test("assign copies from Python, assign_to copies to Python", () => {
  const value = new Int16Array(3);
  run("from array import array\nvalue.assign(array('h', [1, -2, 3]))", { value });
  assert.deepEqual([...value], [1, -2, 3]);
  assert.equal(
    run("target = array('h', [0, 0, 0])\nvalue.assign_to(target)\nstr(target.tolist())", { value }),
    "[1, -2, 3]",
  );
  run("value.assign(b'abc')", { value: new Uint8Array(value.buffer, 1, 3) });
  assert.equal(new Uint8Array(value.buffer)[1], 97);
});

test("a size that does not fit is refused before anything is written", () => {
  const value = new Float32Array([1, 2]);
  for (const [code, message] of [
    ["value.assign(b'1234567')", /8 bytes in JavaScript and 7 in Python/],
    ["value.assign(b'12345678')", /elements of 4 bytes in JavaScript and 1 in Python/],
    ["value.assign_to(bytearray(9))", /8 bytes in JavaScript and 9 in Python/],
    ["value.assign_to(bytearray(8))", /elements of 4 bytes/],
  ]) {
    assert.throws(() => run(code, { value }), { type: "ValueError", message });
  }
  assert.deepEqual([...value], [1, 2]);
  for (const code of ["value.assign(5)", "value.assign('text')", "value.assign_to(b'12345678')"]) {
    assert.throws(() => run(code, { value }), { type: "TypeError", message: /contiguous buffer/ });
  }
});

test("a buffer that is not contiguous is refused", () => {
  const value = new Uint8Array(2);
  assert.throws(() => run("value.assign(memoryview(b'abcd')[::2])", { value }), {
    type: "TypeError",
    message: /contiguous/,
  });
});

test("files take a buffer's bytes and give them", () => {
  const value = new Uint8Array([1, 2, 3]);
  const source = `
import io
file = io.BytesIO()
value.to_file(file)
file.seek(0)
other.from_file(file)
file.getvalue() == bytes([1, 2, 3])`;
  const other = new Uint8Array(3);
  assert.equal(run(source, { value, other }), true);
  assert.deepEqual([...other], [1, 2, 3]);
});

test("a file that is too short leaves the buffer as it is", () => {
  const value = new Uint8Array([1, 2, 3]);
  assert.throws(() => run("import io\nvalue.from_file(io.BytesIO(b'ab'))", { value }), {
    type: "ValueError",
    message: /ends after 2 bytes; the buffer has 3/,
  });
  assert.throws(() => run("import io\nvalue.from_file(io.StringIO('abc'))", { value }), {
    type: "TypeError",
    message: /binary mode/,
  });
  assert.deepEqual([...value], [1, 2, 3]);
});

test("a real file, too", () => {
  const value = new Uint16Array([1, 2]);
  const source = `
with open("numbers", "wb", buffering=0) as file: value.to_file(file)
with open("numbers", "rb") as file: other.from_file(file)
import os
os.remove("numbers")`;
  const other = new Uint16Array(2);
  run(source, { value, other });
  assert.deepEqual([...other], [1, 2]);
});

test("a large buffer goes to a file in parts, and comes from one in the parts that it gives", () => {
  const value = Uint8Array.from({ length: 3_000_001 }, (_, i) => i % 251);
  const source = `
parts = []
class Hesitant:
    def write(self, data):
        part = bytes(data)[:700_000]
        parts.append(part)
        return len(part)
    def read(self, size):
        return parts.pop(0)[:size]
value.to_file(Hesitant())
written = [len(part) for part in parts]
other.from_file(Hesitant())
str([max(written), sum(written), len(parts)])`;
  const other = new Uint8Array(value.length);
  assert.equal(run(source, { value, other }), "[700000, 3000001, 0]");
  assert.ok(Buffer.from(other).equals(value));
  const most = `
class Eager:
    most = 0
    def write(self, data):
        self.most = max(self.most, len(data))
        return len(data)
file = Eager()
value.to_file(file)
file.most`;
  assert.ok(run(most, { value }) < value.length / 2);
});

test("a file that gives what was not asked for leaves the buffer as it is", () => {
  const value = new Uint8Array([1, 2, 3]);
  for (const [read, type, message] of [
    ["bytes(size + 1)", "ValueError", /gave 4 bytes where 3 were asked for/],
    ["bytearray(size)", "TypeError", /gives no bytes/],
    ["None", "TypeError", /gives no bytes/],
    ["1 / 0", "ZeroDivisionError", /division by zero/],
  ]) {
    const source = `class File:\n  def read(self, size): return ${read}\nvalue.from_file(File())`;
    assert.throws(() => run(source, { value }), { type, message });
  }
  assert.deepEqual([...value], [1, 2, 3]);
});

test("a file may use the buffer, but a buffer whose size it changes is refused", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const resize = (size) => buffer.resize(size);
  const source = `
class File:
    def write(self, data):
        resize(4)
        return 1
    def read(self, size):
        resize(4)
        return bytes(size)
`;
  for (const use of ["to_file", "from_file"]) {
    buffer.resize(8);
    assert.throws(() => run(`${source}\nbuffer.${use}(File())`, { buffer, resize }), {
      type: "ValueError",
      message: /the buffer's size has changed/,
    });
  }
});

test("more bytes than Python can hold are MemoryError, and the runtime goes on", () => {
  const value = new ArrayBuffer(2 ** 31);
  for (const code of ["value.to_bytes()", "value.to_string()", "value.to_memoryview()"]) {
    assert.throws(() => run(code, { value }), { type: "MemoryError" });
  }
  assert.equal(run("1 + 1"), 2);
});

test("a detached buffer is refused, and the runtime goes on", () => {
  const value = new Uint8Array(4);
  structuredClone(value.buffer, { transfer: [value.buffer] });
  for (const code of ["value.to_bytes()", "value.to_memoryview()", "value.assign(b'1234')"]) {
    assert.throws(() => run(code, { value }), /TypeError/);
  }
  assert.equal(run("1 + 1"), 2);
});

test("typed arrays are read and written by index, and sliced", () => {
  const value = new Uint8Array([10, 20, 30]);
  assert.equal(
    run("str([value[0], value[-1], list(value[1:]), len(value), 20 in value])", { value }),
    "[10, 30, [20, 30], 3, True]",
  );
  run("value[1] = 99", { value });
  assert.equal(value[1], 99);
  assert.throws(() => run("value[3]", { value }), { type: "IndexError" });
  assert.throws(() => run("value[3] = 1", { value }), { type: "IndexError" });
  assert.ok(run("value[::2]", { value }) instanceof Uint8Array);
});
