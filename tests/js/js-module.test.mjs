import assert from "node:assert/strict";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { py, run, test } from "./support/runtime.mjs";

/** Runs the body while these are global in JavaScript. */
function withGlobals(values, body) {
  Object.assign(globalThis, values);
  try {
    return body();
  } finally {
    for (const name of Object.keys(values)) delete globalThis[name];
  }
}

test("js is the global object", () => {
  withGlobals({ answer: 42, thing: {} }, () => {
    assert.equal(py.runPython("import js\njs.answer"), 42);
    assert.equal(py.runPython("js.thing"), globalThis.thing);
    assert.equal(py.runPython("js.parseInt('12px')"), 12);
  });
});

test("a name of js is read anew each time", () => {
  withGlobals({ answer: 1 }, () => {
    const read = py.runPython("import js\nlambda: js.answer");
    assert.equal(read(), 1);
    globalThis.answer = 2;
    assert.equal(read(), 2);
  });
});

test("assigning and deleting a name of js assigns and deletes the global", () => {
  py.runPython("import js\njs.fromPython = [1]");
  assert.deepEqual(globalThis.fromPython, [1]);
  py.runPython("del js.fromPython");
  assert.equal("fromPython" in globalThis, false);
});

test("from js import gives the value", () => {
  withGlobals({ A_rank: [0.8, 0.4], half: 0.5 }, () => {
    assert.equal(
      py.runPython("from js import A_rank, half as h\nsum(A_rank) + h"),
      1.7000000000000002,
    );
  });
});

test("missing names raise with their name", () => {
  assert.throws(() => py.runPython("from js import nope"), {
    type: "ImportError",
    message: /^ImportError: cannot import name 'nope' from 'js'/m,
  });
  assert.throws(() => py.runPython("import js\njs.nope"), {
    type: "AttributeError",
    message: /^AttributeError: nope$/m,
  });
  assert.throws(() => py.runPython("import js.nope"), {
    type: "ModuleNotFoundError",
    message: /^ModuleNotFoundError: No module named 'js\.nope'$/m,
  });
  assert.throws(() => py.runPython("import js.NaN"), { type: "ModuleNotFoundError" });
});

test("an object in js is a module as well", () => {
  const before = globalThis.Math;
  assert.equal(py.runPython("import js.Math\njs.Math.max(1, 2)"), 2);
  assert.equal(py.runPython("from js.Math import PI, floor\nfloor(PI)"), 3);
  assert.equal(globalThis.Math, before);
});

test("what a global's getter throws comes through, and it may run Python", () => {
  Object.defineProperty(globalThis, "moody", {
    configurable: true,
    get: () => {
      if (py.runPython("calm")) return "fine";
      throw new RangeError("not now");
    },
  });
  try {
    assert.equal(run("import js\njs.moody", { calm: true }), "fine");
    assert.throws(() => run("import js\njs.moody", { calm: false }), /RangeError: not now/);
  } finally {
    delete globalThis.moody;
  }
});

test("dir(js) lists the global names", () => {
  withGlobals({ a_global_name: 1 }, () => {
    const names = py.runPython("import js\ndir(js)");
    assert.ok(names.includes("a_global_name") && names.includes("Math"));
  });
});

test("jsglobals takes the place of the global object", async () => {
  const jsglobals = { answer: 5 };
  const other = await loadJaspy({ jsglobals });
  assert.equal(other.runPython("import js\njs.answer"), 5);
  assert.throws(() => other.runPython("js.Math"), { type: "AttributeError" });
  other.runPython("js.made = 1");
  assert.equal(jsglobals.made, 1);
  assert.equal("made" in globalThis, false);
});

test("global_this has the PEP's name for the same object", () => {
  assert.equal(py.runPython("from jstypes import global_this\nglobal_this"), globalThis);
});

test("a registered object can be imported until it is unregistered", () => {
  const tools = { double: (x) => 2 * x, inner: { name: "inner" } };
  py.registerJsModule("tools", tools);
  assert.equal(py.runPython("import tools\ntools.double(4)"), 8);
  assert.equal(py.runPython("from tools.inner import name\nname"), "inner");
  py.unregisterJsModule("tools");
  assert.throws(() => py.runPython("import tools"), { type: "ModuleNotFoundError" });
});

test("from a module import * takes the own names, or those of __all__", () => {
  py.registerJsModule("stars", Object.freeze({ one: 1, two: 2 }));
  assert.equal(py.runPython("from stars import *\none + two"), 3);
  py.registerJsModule("stars", { three: 3, hidden: 4, __all__: ["three"] });
  assert.deepEqual(py.runPython("from stars import *\n[three, 'hidden' in globals()]"), [3, false]);
  py.unregisterJsModule("stars");
});

test("names and objects of a wrong type are refused by name", () => {
  assert.throws(() => py.registerJsModule(5, {}), { name: "TypeError", message: /name.*string/s });
  assert.throws(() => py.registerJsModule("five", 5), { name: "TypeError", message: /object/ });
  assert.throws(() => py.unregisterJsModule("never"), /never/);
});
