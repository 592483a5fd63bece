/** bool, len, repr, dir, typeof and the class of a JsProxy. */
import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

test("repr and str are the object's toString", () => {
  assert.equal(run("repr(x)", { x: { toString: () => "I am x" } }), "I am x");
  assert.equal(run("str(x)", { x: [1, [2, 3]] }), "1,2,3");
  assert.equal(run("f'{x}'", { x: {} }), "[object Object]");
  assert.equal(run("repr(x)", { x: Symbol("s") }), "Symbol(s)");
});

test("repr of an object without toString is its tag", () => {
  assert.equal(run("repr(x)", { x: Object.create(null) }), "[object Object]");
  const tagged = Object.assign(Object.create(null), { [Symbol.toStringTag]: "Bare" });
  assert.equal(run("repr(x)", { x: tagged }), "[object Bare]");
});

test("what toString throws comes through, and it may run Python", () => {
  const broken = {
    toString() {
      throw new RangeError("no words");
    },
  };
  assert.throws(() => run("repr(x)", { x: broken }), /RangeError: no words/);
  assert.equal(run("repr(x)", { x: { toString: () => py.runPython("repr([1])") } }), "[1]");
});

test("repr of an object whose toString gives no text is its tag", () => {
  assert.equal(run("repr(x)", { x: { toString: () => ({}) } }), "[object Object]");
});

test("only empty and falsy things are false", () => {
  const falsy = [[], new Map(), new Set(), { length: 0, [Symbol.iterator]() {} }, { size: 0 }];
  for (const x of falsy) assert.equal(run("bool(x)", { x }), false);
  const truthy = [
    {},
    [0],
    new Map([[1, 1]]),
    () => 1,
    Symbol(""),
    new Date(0),
    Object(0),
    Object(false),
  ];
  for (const x of truthy) assert.equal(run("bool(x)", { x }), true, String(x));
});

test("bool reports what a getter throws, and a getter may run Python", () => {
  const throwing = {
    get size() {
      throw new RangeError("no size");
    },
  };
  assert.throws(() => run("bool(x)", { x: throwing }), /RangeError: no size/);
  const x = {
    get size() {
      return py.runPython("0");
    },
  };
  assert.equal(run("bool(x)", { x }), false);
});

test("len is the length, else the size", () => {
  assert.equal(run("len(x)", { x: [1, 2] }), 2);
  assert.equal(run("len(x)", { x: { length: 5 } }), 5);
  assert.equal(run("len(x)", { x: new Set([1]) }), 1);
  assert.equal(run("len(x)", { x: new Map() }), 0);
});

test("len of what has none raises TypeError", () => {
  for (const x of [{}, (a, b) => a + b, Symbol("s"), { length: "many" }]) {
    assert.throws(() => run("len(x)", { x }), { type: "TypeError" }, String(x));
  }
});

test("len of an impossible length raises", () => {
  assert.throws(() => run("len(x)", { x: { length: -1 } }), { type: "ValueError" });
  assert.throws(() => run("len(x)", { x: { length: 2 ** 40 } }), { type: "OverflowError" });
});

test("len reports what a getter throws, and a getter may run Python", () => {
  const throwing = {
    get length() {
      throw new RangeError("no length");
    },
  };
  assert.throws(() => run("len(x)", { x: throwing }), /RangeError: no length/);
  const x = {
    get length() {
      return py.runPython("6 * 7");
    },
  };
  assert.equal(run("len(x)", { x }), 42);
});

test("dir has object's names and the properties along the prototype chain, sorted", () => {
  class Base {
    inherited() {}
  }
  class Derived extends Base {
    own = 1;
  }
  const names = run("names = dir(x)\nnames", { x: Object.assign(new Derived(), { 7: "index" }) });
  for (const name of ["own", "inherited", "hasOwnProperty", "__class__", "__repr__"]) {
    assert.ok(names.includes(name), name);
  }
  assert.equal(names.includes("7"), false);
  assert.deepEqual(names, py.runPython("sorted(names)"));
  assert.equal(new Set(names).size, names.length);
});

test("dir reports what an ownKeys trap throws, and the trap may run Python", () => {
  const withTrap = (ownKeys) => new Proxy({}, { ownKeys });
  const throwing = withTrap(() => {
    throw new RangeError("no names");
  });
  assert.throws(() => run("dir(x)", { x: throwing }), /RangeError: no names/);
  const x = withTrap(() => py.runPython("['from_python']"));
  assert.equal(run("'from_python' in dir(x)", { x }), true);
});

test("typeof tells the JavaScript type", () => {
  assert.equal(run("x.typeof", { x: {} }), "object");
  assert.equal(run("x.typeof", { x: () => 1 }), "function");
  assert.equal(run("x.typeof", { x: Symbol("s") }), "symbol");
});

test("a JsProxy cannot be made in Python", () => {
  const code = "from pyodide.ffi import JsProxy\nJsProxy()";
  assert.throws(() => py.runPython(code), {
    type: "TypeError",
    message: /JsProxy cannot be instantiated/,
  });
});
