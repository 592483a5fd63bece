/** Several runtimes in one process, and what they make of each other's objects. */
import assert from "node:assert/strict";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { py, run, test } from "./support/runtime.mjs";

const others = await Promise.all([loadJaspy(), loadJaspy()]);
const [other] = others;

test("runtimes load at the same time and know nothing of each other", () => {
  py.runPython("name = 'first'");
  for (const [index, each] of others.entries()) {
    assert.equal(each.runPython("'name' in globals()"), false);
    each.runPython(`name = 'other ${index}'`);
  }
  assert.equal(py.runPython("name"), "first");
  assert.equal(others[1].runPython("name"), "other 1");
});

test("a proxy of another runtime is a JavaScript object here", () => {
  const foreign = other.runPython("{1, 2}");
  assert.equal(py.isPyProxy(foreign), false);
  assert.equal(foreign instanceof py.ffi.PyProxy, false);
  assert.equal(
    run("from pyodide.ffi import JsProxy\nisinstance(x, JsProxy)", { x: foreign }),
    true,
  );
  assert.equal(run("x", { x: foreign }), foreign);
});

test("a function of one runtime can be called from another, both ways", () => {
  const double = other.runPython("lambda x: 2 * x");
  assert.equal(run("double(21)", { double }), 42);
  other.globals.call_back = py.runPython("lambda x: x + 1");
  assert.equal(other.runPython("call_back(1)"), 2);
  delete other.globals.call_back;
});

test("an exception of one runtime passes through another as it is", () => {
  const fail = other.runPython(
    "original = LookupError('far away')\ndef fail(): raise original\nfail",
  );
  const check = `
    try:
        pass_on()
    except LookupError as e:
        same = e is original
    same
  `;
  other.globals.pass_on = () => run("fail()", { fail });
  assert.equal(other.runPython(check), true);
  assert.throws(() => run("fail()", { fail }), { type: "LookupError", message: /far away/ });
});

test("an error in one runtime leaves the others alone", () => {
  assert.throws(() => other.runPython("def f(): return f()\nf()"), { type: "RecursionError" });
  assert.throws(() => other.debug.panic("over there"), { type: "PanicException" });
  assert.equal(py.runPython("1 + 1"), 2);
});

test("live counts are each runtime's own", () => {
  const before = py.debug.counts();
  other.globals.held = {};
  const proxy = other.runPython("object()");
  assert.deepEqual(py.debug.counts(), before);
  assert.ok(other.isPyProxy(proxy));
});

test("endless recursion through two runtimes raises RecursionError", () => {
  py.globals.there = () => other.globals.g();
  other.globals.here = () => py.globals.f();
  py.runPython("f = lambda: there()");
  other.runPython("g = lambda: here()");
  assert.throws(() => py.globals.f(), { type: "RecursionError" });
  assert.equal(py.runPython("1 + 1") + other.runPython("1 + 1"), 4);
  // What the other remembers has gone through this one.
  other.runPython(
    "import sys\nfor name in 'exc', 'value', 'type', 'traceback':\n    delattr(sys, f'last_{name}')",
  );
});
