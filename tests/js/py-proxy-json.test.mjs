/** Mappings and sequences seen as JSON-like data: `asJsJson()`. */
import assert from "node:assert/strict";
import { inspect } from "node:util";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/pep818.mjs";

const view = (code) => py.runPython(`data = ${code}\ndata`).asJsJson();

test("a mapping behaves as a plain Object", () => {
  const data = view("{'a': 1, 'b': None, 'get': 'item', 'toString': 5}");
  assert.deepEqual(
    [data.a, data.b, data.get, data.toString, data.nope],
    [1, null, "item", 5, undefined],
  );
  assert.deepEqual(Object.keys(data), ["a", "b", "get", "toString"]);
  assert.deepEqual(Object.entries(data)[0], ["a", 1]);
  assert.deepEqual({ ...data }, { a: 1, b: null, get: "item", toString: 5 });
  assert.deepEqual(["a" in data, "b" in data, "nope" in data], [true, true, false]);
  assert.deepEqual([Object.hasOwn(data, "b"), Object.hasOwn(data, "valueOf")], [true, false]);
  assert.equal(Object.getPrototypeOf(data), Object.prototype);
  assert.equal(typeof data.valueOf, "function");
  assert.equal(Object.prototype.toString.call(data), "[object Object]");
  const names = [];
  for (const name in data) names.push(name);
  assert.deepEqual(names, ["a", "b", "get", "toString"]);
  assert.deepEqual(data, { a: 1, b: null, get: "item", toString: 5 });
});

test("a sequence behaves as a plain Array", () => {
  const data = view("[1, None, 'a']");
  assert.ok(Array.isArray(data));
  assert.equal(data.length, 3);
  assert.deepEqual([data[0], data[1], data[3]], [1, null, undefined]);
  assert.deepEqual([...data], [1, null, "a"]);
  assert.deepEqual(Object.keys(data), ["0", "1", "2"]);
  assert.deepEqual(data.map(String), ["1", "null", "a"]);
  assert.deepEqual(data.concat([4]), [1, null, "a", 4]);
  assert.equal(Object.getPrototypeOf(data), Array.prototype);
  assert.equal(Object.getPrototypeOf(data.map((x) => x)), Array.prototype);
  assert.deepEqual(data, [1, null, "a"]);
});

test("JSON.stringify writes nested data of every kind", () => {
  const data = view(`{
    "numbers": [1, 2.5, 2**53 - 1], "text": "\\u20ac", "nothing": None, "truth": [True, False],
    "tuple": (1, (2,)), "range": range(3), "empty": [{}, [], ()], "deep": {"er": {"est": [{"x": 1}]}},
    1: "int", 1.5: "float", True is False: "bool",
  }`);
  const text = run("import json\njson.dumps(data, default=list)");
  const expected = JSON.parse(text);
  assert.deepEqual(JSON.parse(JSON.stringify(data)), expected);
  assert.equal(JSON.stringify(view("[]")), "[]");
  assert.equal(JSON.stringify(view("{}"), undefined, 2), "{}");
  assert.equal(JSON.stringify({ mine: view("[{'a': [1]}]") }), '{"mine":[{"a":[1]}]}');
});

test("a view shows what happens to the object, and changes it", () => {
  const data = view("{'list': [1], 'dict': {}}");
  py.runPython("data['list'].append(2)\ndata['dict']['new'] = 'x'");
  assert.deepEqual(data, { list: [1, 2], dict: { new: "x" } });
  data.list.push(3, 4);
  data.list[0] = 9;
  data.list[data.list.length] = 5;
  data.dict.other = null;
  delete data.dict.new;
  data.fresh = true;
  assert.equal(
    py.runPython("data == {'list': [9, 2, 3, 4, 5], 'dict': {'other': None}, 'fresh': True}"),
    true,
  );
  data.list.length = 1;
  assert.deepEqual([data.list.pop(), data.list.pop(), data.list.length], [9, undefined, 0]);
});

test("Array's methods that change move the nested objects themselves", () => {
  const data = view("[{'n': 2}, {'n': 1}, [3]]");
  py.runPython("first = data[0]");
  const [first] = data;
  data.reverse();
  assert.equal(data[2], first);
  assert.equal(py.runPython("data[2] is first"), true);
  data.splice(0, 1);
  data.sort((a, b) => b.n - a.n);
  assert.deepEqual(data, [{ n: 2 }, { n: 1 }]);
  assert.equal(data.shift(), first);
  assert.deepEqual(data.splice(0, 1, { n: 5 }), [{ n: 1 }]);
  assert.equal(data[0].n, 5);
});

test("a nested view is the same view while it lives, and stands for its object in Python", () => {
  const data = view("{'a': {'b': [1]}}");
  assert.equal(data.a.b, data.a.b);
  assert.equal(run("inner is data['a']", { inner: data.a }), true);
  data.c = data.a;
  assert.equal(py.runPython("data['c'] is data['a']"), true);
});

test("a structure that contains itself is a view that contains itself", () => {
  py.runPython("loop = []\nloop.append(loop)");
  const data = py.globals.loop.asJsJson();
  assert.equal(data[0], data);
  assert.throws(() => JSON.stringify(data), TypeError);
});

test("keys that are numbers or bool are names, others are refused", () => {
  const data = view("{1: 'int', 2.5: 'float', False: 'bool', -3: 'minus'}");
  assert.deepEqual(Object.keys(data).sort(), ["-3", "1", "2.5", "false"]);
  assert.deepEqual(
    [data[1], data["2.5"], data.false, data["-3"], data["01"], data.true],
    ["int", "float", "bool", "minus", undefined, undefined],
  );
  data[1] = "changed";
  assert.equal(py.runPython("data[1]"), "changed");
  assert.throws(() => Object.keys(view("{(1, 2): 3}")), {
    type: "ConversionError",
    message: /\(1, 2\)/,
  });
});

test("any mapping and sequence has a view, and what refuses changes throws", () => {
  const fixed = py.runPython("__import__('types').MappingProxyType({'a': (1, 2)})").asJsJson();
  assert.deepEqual(fixed, { a: [1, 2] });
  assert.throws(() => (fixed.a = 1), { type: "TypeError" });
  assert.throws(() => (fixed.a[0] = 1), { type: "TypeError" });
  assert.deepEqual(py.runPython("__import__('collections').deque([1])").asJsJson(), [1]);
  assert.equal(py.runPython("{1}").asJsJson, undefined);
});

test("an array view has no holes, and neither kind can be frozen", () => {
  const data = view("[1, 2]");
  assert.throws(() => (data[5] = 1), TypeError);
  assert.throws(() => (data.length = 5), TypeError);
  assert.throws(() => delete data[0], TypeError);
  assert.throws(() => (data.foo = 1), TypeError);
  assert.throws(() => Object.freeze(data), TypeError);
  assert.throws(() => Object.freeze(view("{}")), TypeError);
  assert.throws(() => Object.defineProperty(view("{}"), "a", { get: () => 1 }), TypeError);
});

test("what inherits from a view does not write to Python", () => {
  const heir = Object.create(view("{'a': 1}"));
  heir.a = 2;
  heir.b = 3;
  assert.deepEqual([heir.a, py.runPython("data == {'a': 1}")], [2, true]);
});

test("names of Object.prototype are items like any other", () => {
  const data = view("{'__proto__': 1, 'constructor': 2, 'hasOwnProperty': 3}");
  const read = (name) => data[name];
  assert.deepEqual(["__proto__", "constructor", "hasOwnProperty"].map(read), [1, 2, 3]);
  assert.deepEqual(Object.keys(data), ["__proto__", "constructor", "hasOwnProperty"]);
});

test("other objects are proxies, and JavaScript's are themselves", () => {
  const object = { mine: true };
  py.globals.object_ = object;
  const data = view("[object_, {1}, print]");
  assert.equal(data[0], object);
  assert.ok(data[1] instanceof py.ffi.PyProxy);
  assert.equal(typeof data[2], "function");
});

test("a view is no PyProxy", () => {
  const data = view("{'destroy': 1, 'type': 2}");
  assert.deepEqual(
    [data.destroy, data.type, py.isPyProxy(data), data instanceof py.ffi.PyProxy],
    [1, 2, false, false],
  );
});

test("a view lives on without its proxy, until it is collected", async () => {
  const before = py.debug.counts().pyObjects;
  const proxy = py.runPython("{'a': [1]}");
  let data = proxy.asJsJson();
  proxy.destroy();
  assert.throws(() => proxy.asJsJson(), /destroyed/);
  assert.deepEqual(data, { a: [1] });
  data = undefined;
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before));
});

test("a view that JavaScript gives to Python as a result goes on", () => {
  const data = view("{'a': 1}");
  py.globals.give = () => data;
  assert.equal(py.runPython("give() is data"), true);
  assert.equal(data.a, 1);
});

test("a console shows what is in a view", () => {
  assert.equal(inspect(view("{'a': [1, {'b': None}]}"), { depth: 5 }), "{ a: [ 1, { b: null } ] }");
});

test("exceptions come through, and items may run JavaScript that uses the view", () => {
  const data = py
    .runPython(`
    from collections.abc import Mapping
    class Lazy(Mapping):
        def __len__(self): return 1
        def __iter__(self): return iter(["a", "b"])
        def __getitem__(self, key):
            if key == "b": return ask()
            return 1 / 0 if key == "broken" else key
        def __contains__(self, key): return True
    Lazy()
  `)
    .asJsJson();
  py.globals.ask = () => data.a;
  assert.equal(data.b, "a");
  assert.throws(() => data.broken, { type: "ZeroDivisionError" });
});
