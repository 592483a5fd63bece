/** What an object can do is said by the classes that its proxy is an instance of. */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";

import { run, test } from "./support/runtime.mjs";

const CLASSES = `
from jaspy import ffi
from collections import abc
kinds = {name: kind for name, kind in vars(ffi).items() if name.startswith("Js") and name != "JsException"}
for name in ("Iterable", "Iterator", "Generator", "Sized", "Container", "Callable", "Hashable"):
    kinds[name] = getattr(abc, name)
for name in ("Mapping", "MutableMapping", "Sequence", "MutableSequence"):
    kinds[name] = getattr(abc, name)
`;

function classesOf(value) {
  const code = `${CLASSES}\n[name for name, kind in kinds.items() if isinstance(value, kind)]`;
  return new Set(run(code, { value }));
}

const collection = ["Iterable", "JsIterable", "Sized", "Container"];
const sequence = ["JsArray", "Sequence", "MutableSequence", ...collection];
const mapping = ["JsMap", "Mapping", ...collection];
const mutableMapping = ["JsMutableMap", "MutableMapping", ...mapping];
const iterator = ["Iterable", "JsIterable", "Iterator", "JsIterator"];
const generator = [...iterator, "Generator", "JsGenerator"];

class Klass {
  get() {}
}

// What the classic semantics add to objects without `get`: their properties are items.
const properties = ["Container", "Iterable"];
// A function has items, too, but no entries to go through.
const callable = ["JsCallable", "Callable", "Container"];

const cases = {
  "an Array": [[1], sequence],
  "an empty Array": [[], sequence],
  "an Array of another realm": [runInNewContext("[1]"), sequence],
  "a Proxy of an Array": [new Proxy([1], {}), sequence],
  "an object": [{ a: 1 }, properties],
  "an object of another realm": [runInNewContext("({ a: 1 })"), properties],
  "an object without prototype": [Object.create(null), properties],
  "a Map": [new Map([[1, 2]]), mutableMapping],
  "a Map of another realm": [runInNewContext("new Map()"), mutableMapping],
  "a map that cannot be changed": [new URLSearchParams("a=1"), mutableMapping],
  "a Set": [new Set([1]), collection],
  arguments: [
    (function () {
      // biome-ignore lint/complexity/noArguments: they are what is tested.
      return arguments;
    })(1),
    [...collection],
  ],
  "an iterator": [[1][Symbol.iterator](), [...iterator, "Container"]],
  "an iterator without Symbol.iterator": [
    { next: () => ({ done: true }) },
    [...iterator, "Container"],
  ],
  "a generator": [(function* () {})(), [...generator, "Container"]],
  "an async generator": [
    (async function* () {})(),
    ["JsAsyncIterable", "JsAsyncIterator", "JsAsyncGenerator", ...properties],
  ],
  "a promise": [Promise.resolve(), ["JsPromise", ...properties]],
  "a function": [() => 1, callable],
  "a function of another realm": [runInNewContext("() => 1"), callable],
  "a Proxy of a function": [new Proxy(() => 1, {}), callable],
  "a class": [Klass, callable],
  "an instance with get": [new Klass(), []],
  "a Symbol": [Symbol("mark"), []],
  "a revoked Proxy": [revoked(), []],
};

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

for (const [name, [value, expected]] of Object.entries(cases)) {
  test(`the classes of ${name}`, () => {
    const found = classesOf(value);
    assert.ok(found.delete("JsProxy"), "it is no JsProxy");
    assert.ok(found.delete("Hashable"), "it cannot be hashed");
    assert.deepEqual([...found].sort(), [...new Set(expected)].sort());
  });
}

test("every class has the name by which programs know proxies", () => {
  assert.equal(run("type(value).__name__", { value: [1] }), "JsProxy");
  assert.equal(run("type(value).__module__", { value: new Map() }), "jaspy.ffi");
});

test("proxies of objects that can do the same have one class", () => {
  assert.equal(run("type(a) is type(b)", { a: [1], b: [2] }), true);
  assert.equal(run("type(a) is type(b)", { a: [1], b: new Set() }), false);
});

test("no class of proxies can be instantiated, nor be made to give a proxy", () => {
  const code = `
from jaspy.ffi import JsProxy, JsArray, JsMap
refusals = []
class Mine(JsArray):
    pass
for kind in (JsProxy, JsArray, JsMap, Mine, type(value)):
    try:
        kind()
    except TypeError as error:
        refusals.append(str(error))
refusals`;
  const refusals = run(code, { value: [] });
  assert.equal(refusals.length, 5);
  assert.equal(refusals[0], "JsProxy cannot be instantiated");
});

test("an object keeps the classes that it had when it came first", () => {
  const value = {};
  const code = "class_before = type(value)\nbecome(value)\ntype(value) is class_before";
  const become = (object) => Object.assign(object, { get: () => 1 });
  assert.equal(run(code, { value, become }), true);
});

test("a method keeps what its function can do", () => {
  class Colour {}
  Colour[Symbol.iterator] = () => ["red"].values();
  assert.deepEqual(run("list(value.Colour)", { value: { Colour } }), ["red"]);
});
