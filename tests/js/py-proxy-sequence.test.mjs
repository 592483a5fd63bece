/** Python sequences in JavaScript: elements by index, and Array's methods that read. */
import assert from "node:assert/strict";

import { py, run, test } from "./support/pep818.mjs";

const list = (code) => py.runPython(`items = ${code}\nitems`);

test("indices are elements and length is their number", () => {
  const items = list("['a', 'b', None]");
  assert.deepEqual([items[0], items[1], items[2], items.length], ["a", "b", undefined, 3]);
  assert.deepEqual(
    [items[3], items[-1], items["01"], items[2 ** 40], items[0.5]],
    Array(5).fill(undefined),
  );
  assert.deepEqual([0 in items, 2 in items, 3 in items, (-1) in items], [true, true, false, false]);
});

for (const [code, expected] of [
  ["(1, 2)", [1, 2]],
  ["range(2, 5)", [2, 3, 4]],
  ["b'ab'", [97, 98]],
  ["bytearray(b'ab')", [97, 98]],
  ["memoryview(b'ab')", [97, 98]],
  ["__import__('array').array('d', [0.5])", [0.5]],
  ["__import__('collections').deque('ab')", ["a", "b"]],
  ["__import__('collections').UserList('ab')", ["a", "b"]],
]) {
  test(`${code} is a sequence`, () => {
    const items = list(code);
    assert.ok(items instanceof py.ffi.PySequence);
    assert.deepEqual([...items], expected);
    assert.deepEqual(items.slice(), expected);
    assert.equal(items[0], expected[0]);
    assert.equal(items.at(-1), expected.at(-1));
    assert.equal(items.length, expected.length);
    assert.equal(items.indexOf(expected.at(-1)), expected.length - 1);
    assert.deepEqual(
      items.map((x) => x),
      expected,
    );
  });
}

test("which classes are sequences, and which can be changed", () => {
  const kinds = (code) => {
    const proxy = py.runPython(code);
    return [proxy instanceof py.ffi.PySequence, proxy instanceof py.ffi.PyMutableSequence];
  };
  for (const code of [
    "[]",
    "bytearray()",
    "__import__('collections').deque()",
    "__import__('array').array('b')",
  ])
    assert.deepEqual(kinds(code), [true, true], code);
  for (const code of ["()", "range(1)", "b''", "memoryview(b'')"])
    assert.deepEqual(kinds(code), [true, false], code);
  for (const code of ["{}", "{1}", "iter([])", "object()", "list"])
    assert.deepEqual(kinds(code), [false, false], code);
  const abc = "from collections.abc import Sequence, MutableSequence\n";
  const body = "__getitem__ = __len__ = __setitem__ = __delitem__ = lambda *_: 0\n";
  assert.deepEqual(
    kinds(`${abc}class Mine(MutableSequence):\n    ${body}    insert = print\nMine()`),
    [true, true],
  );
  assert.deepEqual(kinds(`${abc}class Mine(Sequence):\n    ${body}Mine()`), [true, false]);
  assert.deepEqual(kinds(`${abc}class Mine:\n    ${body}Sequence.register(Mine)\nMine()`), [
    true,
    false,
  ]);
});

test("methods that call back see the element, its index and the sequence", () => {
  const items = list("[1, 2, 3]");
  items.forEach((value, index, sequence) => {
    assert.equal(value, index + 1);
    assert.equal(sequence, items);
  });
  assert.deepEqual(
    items.map((value) => 2 * value),
    [2, 4, 6],
  );
  assert.deepEqual(
    items.filter((value) => value !== 2),
    [1, 3],
  );
  assert.equal(
    items.find((value) => value > 1),
    2,
  );
  assert.equal(
    items.findIndex((value) => value > 1),
    1,
  );
  assert.equal(
    items.findIndex((value) => value > 5),
    -1,
  );
  assert.equal(
    items.every((value) => value > 0),
    true,
  );
  assert.equal(
    items.some((value) => value > 5),
    false,
  );
  assert.equal(
    items.reduce((sum, value) => sum + value),
    6,
  );
  assert.equal(
    items.reduce((sum, value) => sum + value, 10),
    16,
  );
  assert.equal(
    items.reduceRight((text, value) => text + value, ""),
    "321",
  );
  assert.throws(() => list("[]").reduce(() => 1), TypeError);
  assert.throws(() => items.map(5), TypeError);
});

test("entries, keys and values are iterators", () => {
  const items = list("['a', 'b']");
  assert.deepEqual(
    [...items.entries()],
    [
      [0, "a"],
      [1, "b"],
    ],
  );
  assert.deepEqual([...items.keys()], [0, 1]);
  assert.deepEqual([...items.values()], ["a", "b"]);
});

test("slice counts as Array's does", () => {
  const items = list("list(range(5))");
  const array = [0, 1, 2, 3, 4];
  for (const args of [
    [],
    [2],
    [1, 3],
    [-2],
    [-4, -1],
    [3, 1],
    [9],
    [0, 99],
    [-99],
    [NaN, 2],
    ["1", "3"],
    [1.9, 3.9],
    [undefined, 2],
    [1, undefined],
    [-Infinity, Infinity],
  ]) {
    assert.deepEqual(items.slice(...args), array.slice(...args), String(args));
  }
});

test("at counts from the end where negative", () => {
  const items = list("[0, 1, 2]");
  for (const index of [0, 2, 3, -1, -3, -4, 1.7, -0.5, NaN, "1", 2 ** 32, -(2 ** 32), Infinity])
    assert.equal(items.at(index), [0, 1, 2].at(index), String(index));
});

test("what is copied is found by value, as in an Array", () => {
  const array = [1, 1.5, "a", true, undefined, Number.NaN, 2n ** 70n, "a", "\ud800", 0];
  const items = list(
    "[1, 1.5, 'a', True, None, float('nan'), 2 ** 70, 'a', '\\ud800', False and 0 or 0]",
  );
  const wanted = [...array, 1n, "1", "b", false, null, -0, 2n ** 70n + 1n, 7, "\ud801"];
  for (const value of wanted) {
    assert.equal(items.indexOf(value), array.indexOf(value), String(value));
    assert.equal(items.lastIndexOf(value), array.lastIndexOf(value), String(value));
    assert.equal(items.includes(value), array.includes(value), String(value));
    for (const start of [0, 3, -2, -20, 20, Infinity]) {
      assert.equal(items.indexOf(value, start), array.indexOf(value, start));
      assert.equal(items.lastIndexOf(value, start), array.lastIndexOf(value, start));
      assert.equal(items.includes(value, start), array.includes(value, start));
    }
  }
});

test("objects are found by identity, without running their code or making proxies", () => {
  const items = py.runPython(`
    class Equal:
        def __eq__(self, other): raise ZeroDivisionError
    first, second = Equal(), Equal()
    items = [object() for _ in range(10_000)] + [first, second]
    items
  `);
  const { second } = py.globals;
  const object = {};
  run("items.append(shared)", { shared: object });
  const before = py.debug.counts().pyObjects;
  assert.equal(items.indexOf(second), 10_001);
  assert.equal(items.includes(second), true);
  assert.equal(items.lastIndexOf(object), 10_002);
  assert.equal(items.includes({}), false);
  assert.equal(py.debug.counts().pyObjects, before);
});

test("join and concat give text and an Array", () => {
  const items = list("[1, None, 'a']");
  assert.equal(items.join(), "1,,a");
  assert.equal(items.join("-"), "1--a");
  assert.deepEqual(items.concat([2], 3, list("(4, 5)")), [1, undefined, "a", 2, 3, 4, 5]);
  assert.deepEqual([0].concat(list("[1, 2]")), [0, 1, 2]);
});

test("JSON.stringify writes a sequence as an array, nested ones too", () => {
  assert.equal(
    JSON.stringify(list("[1, 'a', None, True, [2, (3, 4)], {'k': [5], 6: 7}]")),
    '[1,"a",null,true,[2,[3,4]],{"k":[5],"6":7}]',
  );
});

test("the own keys are the indices and what dir gives", () => {
  const keys = Reflect.ownKeys(list("['a', 'b']"));
  assert.deepEqual(keys.slice(0, 2), ["0", "1"]);
  assert.ok(keys.includes("append") && keys.includes("__len__"));
  const property = Object.getOwnPropertyDescriptor(list("['a']"), "0");
  assert.equal(property.get(), "a");
  assert.equal(Object.getOwnPropertyDescriptor(list("[]"), "0"), undefined);
});

test("names that are no methods of Array are Python's", () => {
  const items = list("[3, 3]");
  assert.equal(items.count(3), 2);
  assert.equal(items.$index(3), 0);
  assert.deepEqual([...items.$copy()], [3, 3]);
});

test("what reading an element raises is thrown, unless it is IndexError", () => {
  const items = py.runPython(`
    from collections.abc import Sequence
    class Broken(Sequence):
        def __len__(self): return 2
        def __getitem__(self, index): return 1 / 0
    Broken()
  `);
  for (const use of [
    () => items[0],
    () => items.at(0),
    () => items.slice(),
    () => items.indexOf(1),
    () => items.map(String),
  ])
    assert.throws(use, { type: "ZeroDivisionError" });
});

test("a callback may change the sequence", () => {
  const items = list("[1, 2, 3, 4]");
  const seen = [];
  items.forEach((value) => {
    seen.push(value);
    if (value === 1) items.pop();
  });
  assert.deepEqual(seen, [1, 2, 3]);
});

test("reading elements may call JavaScript, which reads elements", () => {
  const items = py.runPython(`
    from collections.abc import Sequence
    class Asking(Sequence):
        def __len__(self): return 6
        def __getitem__(self, index): return ask(index)
    asking = Asking()
    asking
  `);
  py.globals.ask = (index) => (index > 0 ? py.globals.asking[index - 1] + 1 : 0);
  assert.equal(items[5], 5);
  assert.deepEqual(items.slice(), [0, 1, 2, 3, 4, 5]);
});

test("an immutable sequence refuses assignment and has no methods that change", () => {
  const items = list("(1, 2)");
  assert.throws(() => (items[0] = 5), TypeError);
  assert.throws(() => delete items[0], TypeError);
  assert.equal(items.push, undefined);
  assert.throws(() => (items.length = 0), TypeError);
  assert.deepEqual([...items], [1, 2]);
});
