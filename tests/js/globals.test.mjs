import assert from "node:assert/strict";

import { py, run, runtime, test } from "./support/runtime.mjs";

const pep818 = await runtime({ semantics: "pep818" });

test("a global of Python is a property", () => {
  py.runPython("x = 1\nitems = [1, 2]");
  assert.equal(py.globals.x, 1);
  assert.deepEqual(py.globals.items, [1, 2]);
  assert.equal(py.globals.get("x"), 1);
});

test("assigning a property assigns the global", () => {
  py.globals.x = "text";
  assert.equal(py.runPython("x"), "text");
  py.globals.set("x", 2);
  assert.equal(py.runPython("x"), 2);
});

test("deleting a property deletes the global", () => {
  py.runPython("x = 1");
  assert.equal(delete py.globals.x, true);
  assert.equal(py.runPython("'x' in globals()"), false);
});

test("in and has tell whether there is such a global", () => {
  py.runPython("x = None");
  assert.deepEqual(["x" in py.globals, "nope" in py.globals], [true, false]);
  assert.deepEqual([py.globals.has("x"), py.globals.has("nope")], [true, false]);
});

test("a missing name reads as undefined", () => {
  assert.equal(py.globals.nope, undefined);
  assert.equal(py.globals.get("nope"), undefined);
});

test("builtins are found by reading", () => {
  assert.equal(py.globals.len("four"), 4);
  assert.equal(py.globals.get("abs")(-1), 1);
  py.runPython("len = lambda x: 'mine'");
  assert.equal(py.globals.len("four"), "mine");
});

test("a JavaScript function assigned there can be called from Python", () => {
  py.globals.square = (x) => x * x;
  assert.equal(py.runPython("square(7)"), 49);
});

test("the names are listed", () => {
  py.runPython("listed = 1");
  assert.ok(Object.keys(py.globals).includes("listed"));
  assert.equal(Object.keys(py.globals).includes("len"), false);
});

test("a dict's own attributes are not globals", () => {
  assert.equal(py.globals.items, undefined);
  assert.equal(py.globals.update, undefined);
  assert.equal("popitem" in py.globals, false);
});

test("a name that the proxy has as a method is reached by get and set", () => {
  py.runPython("destroy = 'a global'");
  assert.equal(py.globals.get("destroy"), "a global");
  py.globals.set("destroy", "changed");
  assert.equal(py.runPython("destroy"), "changed");
});

test("names of JavaScript's Object are ordinary names", () => {
  assert.equal(py.globals.hasOwnProperty, undefined);
  py.globals.constructor = 1;
  assert.equal(py.runPython("constructor"), 1);
});

test("a value that cannot be converted throws when it is read and leaves the rest", () => {
  py.runPython("bad = {(): 1}\ngood = 1");
  assert.throws(() => py.globals.bad, { type: "ConversionError" });
  assert.equal(py.globals.good, 1);
});

test("a name that cannot be a key of a dict throws TypeError", () => {
  const unhashable = new Proxy({}, {});
  py.runPython("class Unhashable: __hash__ = None\nkey = Unhashable()");
  const { key } = py.globals;
  for (const use of [
    () => py.globals.get(key),
    () => py.globals.set(key, 1),
    () => py.globals.has(key),
  ]) {
    assert.throws(use, { type: "TypeError", message: /unhashable/ });
  }
  assert.equal(py.globals.get(unhashable), undefined);
});

test("functions of Python called from there may use and change the globals", () => {
  py.runPython("def bump():\n    global count\n    count = change(count)");
  py.globals.count = 1;
  py.globals.change = (n) => {
    py.globals.other = n;
    return n + 1;
  };
  py.globals.bump();
  assert.deepEqual([py.globals.count, py.globals.other], [2, 1]);
});

test("the globals are the very dict of __main__", () => {
  assert.equal(run("import __main__\nvars(__main__)['x']", { x: 5 }), 5);
  assert.equal(run("vars_ is vars(__import__('__main__'))", { vars_: py.globals }), true);
});

pep818.test("with PEP 818, too, the globals list their names", () => {
  pep818.py.runPython("listed = 1");
  assert.ok(Object.keys(pep818.py.globals).includes("listed"));
});
