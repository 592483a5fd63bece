/** Items of Python dicts as properties of their proxies. */
import assert from "node:assert/strict";

import { py, run, test } from "./support/pep818.mjs";

const dict = (code) => py.runPython(`d = ${code}\nd`);
const holds = (code) => py.runPython(`d == ${code}`);

test("items are properties where no method has the name", () => {
  const d = dict("{'a': 1, 'update': 2, 'get': 3, 'length': 4}");
  assert.equal(d.a, 1);
  assert.equal(typeof d.update, "function");
  assert.equal(typeof d.get, "function");
  assert.equal(d.length, 4);
  assert.deepEqual([d.get("update"), d.get("get"), d.get("length")], [2, 3, 4]);
  assert.equal(d.nope, undefined);
  d.update(py.runPython("{'b': 5}"));
  assert.equal(d.b, 5);
});

test("in tells of items and attributes", () => {
  const d = dict("{'a': None}");
  assert.deepEqual(
    ["a" in d, "update" in d, "destroy" in d, "nope" in d],
    [true, true, true, false],
  );
});

test("assigning and deleting a property assigns and deletes the item", () => {
  const d = dict("{'a': 1}");
  d.a = 2;
  d.b = [1];
  assert.equal(py.runPython("d['a'] == 2 and list(d['b']) == [1]"), true);
  assert.equal(delete d.b, true);
  assert.equal(delete d.nope, true);
  assert.equal(holds("{'a': 2}"), true);
});

test("a numeric name tries the str key, then the int key", () => {
  const d = dict("{1: 'int', '2': 'str', 2: 'hidden', -3: 'minus', 2**40: 'large'}");
  assert.deepEqual(
    [d[1], d[2], d["-3"], d[2 ** 40], d["01"], d["+1"]],
    ["int", "str", "minus", "large", undefined, undefined],
  );
  assert.deepEqual([1 in d, "01" in d], [true, false]);
  d[1] = "changed";
  d[5] = "new";
  delete d[2];
  assert.equal(holds("{1: 'changed', 2: 'hidden', -3: 'minus', 2**40: 'large', '5': 'new'}"), true);
});

test("reading an item that is missing asks no __missing__", () => {
  const d = dict("__import__('collections').defaultdict(list)");
  assert.equal(d.nope, undefined);
  assert.equal(d.get("made").length, 0);
  assert.equal(py.runPython("list(d) == ['made']"), true);
});

test("an attribute that an instance of a derived class has is no item", () => {
  const d = py.runPython(`
    class Config(dict):
        @property
        def path(self): return "attribute"
    d = Config(path="item", other="item", name="item")
    d.name = "own"
    d
  `);
  assert.deepEqual([d.path, d.other, d.name], ["attribute", "item", "own"]);
  d.name = "changed";
  assert.equal(py.runPython("d.name == 'changed' and d['name'] == 'item'"), true);
});

test("a derived class may override how items are reached", () => {
  const d = py.runPython(`
    class Upper(dict):
        def __getitem__(self, key): return super().__getitem__(key).upper()
        def __setitem__(self, key, value): super().__setitem__(key, value + "!")
    d = Upper(a="x")
    d
  `);
  d.b = "y";
  assert.deepEqual([d.a, d.b], ["X", "Y!"]);
});

test("a dict is an instance of its classes and iterates over its keys", () => {
  const d = dict("{'a': 1, 2: 'b'}");
  const { PyDict, PyIterable, PyProxyWithGet, PyProxyWithHas, PyProxyWithLength, PyProxyWithSet } =
    py.ffi;
  for (const kind of [
    PyDict,
    PyIterable,
    PyProxyWithGet,
    PyProxyWithHas,
    PyProxyWithLength,
    PyProxyWithSet,
  ])
    assert.ok(d instanceof kind);
  assert.equal(d instanceof py.ffi.PySequence, false);
  assert.deepEqual([...d], ["a", 2]);
  assert.deepEqual(
    [...d.items()].map((pair) => [...pair]),
    [
      ["a", 1],
      [2, "b"],
    ],
  );
});

test("toString is str", () => {
  assert.equal(String(dict("{'a': 1}")), "{'a': 1}");
  assert.equal(
    String(
      py.runPython("type('A', (), {'__str__': lambda s: 'str', '__repr__': lambda s: 'repr'})()"),
    ),
    "str",
  );
});

test("what hashing a key raises comes through, and so does what items raise", () => {
  const d = dict("{}");
  assert.throws(() => d.get(py.runPython("[]")), { type: "TypeError", message: /unhashable/ });
  const broken = run(
    "class Broken(dict):\n    def __contains__(self, key): raise LookupError(key)\nBroken()",
  );
  assert.throws(() => broken.a, { type: "LookupError" });
  assert.throws(() => "a" in broken, { type: "LookupError" });
});

test("the globals list their names", () => {
  py.runPython("listed = 1");
  assert.ok(Object.keys(py.globals).includes("listed"));
});

test("a name that dir gives twice is one own key", () => {
  const names = Reflect.ownKeys(
    py.runPython("class Odd:\n    __dir__ = lambda self: ['b', 'a', 'b']\nOdd()"),
  );
  assert.deepEqual(names, ["a", "b"]);
});
