/** Which classes the proxy of an object is an instance of: what the object's type can do. */
import assert from "node:assert/strict";

import { py, run, runtime, test } from "./support/runtime.mjs";

/** The names of the classes of a proxy, without the one that all have. */
const classes = (proxy, { ffi } = py) =>
  Object.keys(ffi)
    .filter((name) => name !== "PyProxy" && proxy instanceof ffi[name])
    .sort();

const ITEMS = ["PyProxyWithGet", "PyProxyWithHas", "PyProxyWithLength"];
const MUTABLE_ITEMS = [...ITEMS, "PyProxyWithSet"];

for (const [code, expected] of [
  ["object()", []],
  ["lambda: 1", ["PyCallable"]],
  ["int", ["PyCallable"]],
  ["{1}", ["PyIterable", "PyProxyWithHas", "PyProxyWithLength"]],
  ["iter([])", ["PyIterable", "PyIterator"]],
  ["(x for x in [])", ["PyGenerator", "PyIterable", "PyIterator"]],
  ["type('A', (), {'__aiter__': print})()", ["PyAsyncIterable"]],
  [
    "type('A', (), {'__aiter__': print, '__anext__': print})()",
    ["PyAsyncIterable", "PyAsyncIterator"],
  ],
  ["type('A', (), {'__await__': print})()", ["PyAwaitable"]],
  ["type('A', (), {'__len__': print})()", ["PyProxyWithLength"]],
  ["type('A', (), {'__setitem__': print})()", ["PyProxyWithSet"]],
  ["type('A', (), {'__delitem__': print})()", ["PyProxyWithSet"]],
  ["type('A', (), {'__contains__': print})()", ["PyProxyWithHas"]],
  ["type('A', (), {'__getitem__': print})()", ["PyIterable", "PyProxyWithGet"]],
  ["type('A', (), {'__getitem__': print, '__iter__': None})()", ["PyProxyWithGet"]],
  ["__import__('enum').Enum('Color', 'RED')", ["PyCallable", "PyIterable", ...ITEMS]],
]) {
  test(`the classes of ${code}`, () => {
    assert.deepEqual(classes(py.runPython(code)), [...expected].sort());
  });
}

test("the classes of a coroutine and of an asynchronous generator", () => {
  const coroutine = py.runPython("async def f(): pass\nc = f()\nc");
  assert.deepEqual(classes(coroutine), ["PyAwaitable"]);
  coroutine.close();
  const generator = py.runPython("async def g(): yield\ng()");
  assert.deepEqual(classes(generator), ["PyAsyncGenerator", "PyAsyncIterable", "PyAsyncIterator"]);
});

test("the globals are a dict", () => {
  assert.deepEqual(classes(py.globals), ["PyDict", "PyIterable", ...MUTABLE_ITEMS].sort());
});

test("a method that a class sets to None is no feature", () => {
  const proxy = py.runPython(`
    class Base:
        __len__ = __getitem__ = __setitem__ = __contains__ = __iter__ = __next__ = lambda *_: 0
    class Without(Base):
        __len__ = __getitem__ = __setitem__ = __contains__ = __iter__ = __next__ = None
    Without()
  `);
  assert.deepEqual(classes(proxy), []);
});

test("an attribute of the instance is no feature", () => {
  const proxy = py.runPython(
    "class Thing: pass\nthing = Thing()\nthing.__len__ = lambda: 1\nthing",
  );
  assert.deepEqual(classes(proxy), []);
});

test("finding the features runs none of the object's code", () => {
  const proxy = run(`
    ran = []
    class Watched:
        def __getattribute__(self, name): ran.append(name)
        __class__ = property(lambda self: ran.append("class"))
        __len__ = __iter__ = __next__ = __getitem__ = __contains__ = __call__ = __bool__ = (
            lambda self, *_: ran.append("method")
        )
    Watched()
  `);
  assert.ok(proxy instanceof py.ffi.PyIterator);
  assert.deepEqual(py.globals.ran, []);
});

test("what is no proxy is no instance of any class", () => {
  for (const other of [{}, [], () => 1, null, undefined, 1, "a", Symbol("s"), new Proxy({}, {})]) {
    assert.deepEqual(classes(other), []);
    assert.equal(other instanceof py.ffi.PyProxy, false);
  }
});

test("a destroyed proxy is still an instance", () => {
  const proxy = py.runPython("{1}");
  proxy.destroy();
  assert.ok(proxy instanceof py.ffi.PyProxyWithLength);
});

test("proxies of another runtime are not taken for ours", async () => {
  const other = await runtime();
  const theirs = other.py.runPython("len");
  assert.ok(theirs instanceof other.py.ffi.PyCallable);
  assert.deepEqual(classes(theirs), []);
  assert.equal(theirs instanceof py.ffi.PyProxy, false);
  assert.equal(py.isPyProxy(theirs), false);
});

test("no class can be constructed or called", () => {
  for (const [name, made] of Object.entries(py.ffi)) {
    assert.throws(() => new made(), TypeError, name);
    assert.throws(() => made(), TypeError, name);
    assert.equal(made.name, name);
  }
});
