/** What every PyProxy is to JavaScript: its class, text, type and the invariants of Proxy. */
import assert from "node:assert/strict";
import { inspect } from "node:util";

import { py, run, test } from "./support/runtime.mjs";

test("a proxy is recognised", () => {
  const proxy = py.runPython("object()");
  assert.ok(proxy instanceof py.ffi.PyProxy);
  assert.equal(py.isPyProxy(proxy), true);
  for (const other of [{}, null, undefined, 1, "a", () => 1])
    assert.equal(py.isPyProxy(other), false);
});

test("the class of a proxy says what its object can do", () => {
  const { PyProxy, PyCallable, PyDict } = py.ffi;
  const kinds = (proxy) => [PyProxy, PyCallable, PyDict].map((kind) => proxy instanceof kind);
  assert.deepEqual(kinds(py.runPython("object()")), [true, false, false]);
  assert.deepEqual(kinds(py.runPython("len")), [true, true, false]);
  assert.deepEqual(kinds(py.globals), [true, false, true]);
  assert.deepEqual(kinds({}), [false, false, false]);
});

test("a proxy cannot be constructed", () => {
  for (const kind of Object.values(py.ffi)) assert.throws(() => new kind(), TypeError);
});

test("callables are functions, other objects are not", () => {
  assert.equal(typeof py.runPython("len"), "function");
  assert.equal(typeof py.runPython("int"), "function");
  assert.equal(typeof py.runPython("object()"), "object");
});

test("type is the name of the class", () => {
  assert.equal(py.runPython("{1}").type, "set");
  assert.equal(py.runPython("len").type, "builtin_function_or_method");
});

test("toString is repr", () => {
  const proxy = py.runPython("class Thing:\n    __repr__ = lambda self: 'a thing'\nThing()");
  assert.equal(proxy.toString(), "a thing");
  assert.equal(String(proxy), "a thing");
  assert.equal(`${proxy}`, "a thing");
});

test("toString throws what repr raises, and repr may call JavaScript", () => {
  const broken = py.runPython("class Broken:\n    __repr__ = lambda self: 1 / 0\nBroken()");
  assert.throws(() => broken.toString(), { type: "ZeroDivisionError" });
  const asking = py.runPython("class Asking:\n    __repr__ = lambda self: ask()\nAsking()");
  py.globals.ask = () => py.runPython("repr({1})");
  assert.equal(asking.toString(), "{1}");
});

test("its tag is PyProxy", () => {
  assert.equal(Object.prototype.toString.call(py.runPython("object()")), "[object PyProxy]");
});

test("inspection gives something readable and never throws", () => {
  const broken = py.runPython("class Broken:\n    __repr__ = lambda self: 1 / 0\nBroken()");
  assert.match(inspect(broken), /Broken|PyProxy/);
  const destroyed = py.runPython("{1}");
  destroyed.destroy();
  assert.match(inspect(destroyed), /destroyed|PyProxy/);
});

test("a proxy cannot be frozen, sealed or kept from growing", () => {
  const proxy = py.runPython("class Thing: pass\nThing()");
  assert.equal(Object.isExtensible(proxy), true);
  assert.throws(() => Object.freeze(proxy), TypeError);
  assert.throws(() => Object.preventExtensions(proxy), TypeError);
  assert.equal(Object.isFrozen(proxy), false);
});

test("properties cannot be defined past Python", () => {
  const proxy = py.runPython("class Thing: pass\nthing = Thing()\nthing");
  assert.throws(() => Object.defineProperty(proxy, "x", { get: () => 1 }), TypeError);
  assert.equal(py.runPython("hasattr(thing, 'x')"), false);
});

test("the prototype cannot be replaced", () => {
  assert.throws(() => Object.setPrototypeOf(py.runPython("object()"), Array.prototype), TypeError);
});

test("the traps of a function's proxy keep the invariants", () => {
  const f = py.runPython("def f(): pass\nf");
  for (const name of ["prototype", "length", "name", "arguments", "caller"]) {
    assert.equal(typeof (name in f), "boolean", name);
    assert.doesNotThrow(() => Object.getOwnPropertyDescriptor(f, name), name);
    assert.doesNotThrow(() => Reflect.get(f, name), name);
  }
  assert.ok(Array.isArray(Reflect.ownKeys(f)));
});

test("an object whose proxy has its own keys can be copied by spreading", () => {
  const proxy = py.runPython("class Point:\n    __dir__ = lambda self: ['x']\n    x = 1\nPoint()");
  assert.deepEqual({ ...proxy }, { x: 1 });
});

test("repr of the runtime takes values of both languages", () => {
  assert.equal(py.repr(py.runPython("{1}")), "{1}");
  assert.equal(py.repr("a"), "'a'");
  assert.equal(py.repr(undefined), "None");
  assert.equal(py.repr(2n ** 70n), String(2n ** 70n));
});

test("the features of an object that lies about its class are its own", () => {
  const proxy = run(
    "class Liar:\n    __class__ = property(lambda self: 1 / 0)\nliar = Liar()\nliar",
  );
  assert.equal(py.isPyProxy(proxy), true);
  assert.equal(run("value is liar", { value: proxy }), true);
});
