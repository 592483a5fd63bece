import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

test("an item of a plain object is its property", () => {
  assert.equal(run("target['a b']", { target: { "a b": 1 } }), 1);
  assert.equal(run("target[1]", { target: { 1: "one" } }), "one");
});

test("a missing item of a plain object raises KeyError with its key", () => {
  assert.throws(() => run("target['nope']", { target: {} }), {
    type: "KeyError",
    message: /'nope'/,
  });
});

test("setting and deleting an item sets and deletes the property", () => {
  const target = { old: 1 };
  run("target['from'] = [1]\ntarget[7] = 'seven'\ndel target['old']", { target });
  assert.deepEqual(target, { 7: "seven", from: [1] });
});

test("what JavaScript refuses raises", () => {
  const target = Object.freeze({ a: 1 });
  assert.throws(() => run("target['a'] = 2", { target }), { type: /TypeError|KeyError/ });
  assert.throws(() => run("del target['a']", { target }), { type: /TypeError|KeyError/ });
  assert.equal(target.a, 1);
});

test("a key that is no property name raises", () => {
  assert.throws(() => run("target[1, 2]", { target: {} }), { message: /\(1, 2\)/ });
  assert.throws(() => run("target[()] = 1", { target: {} }), { message: /\(\)/ });
});

test("the items of a function are its properties, and it is nothing to go through", () => {
  const functions = [() => 1, new Proxy(() => 1, {}), class {}];
  for (const target of functions) {
    Object.assign(target, { a: 1, get: 2 });
    run("target['b'] = target['a'] + target['get']\ndel target['a']", { target });
    assert.deepEqual([target.a, target.b], [undefined, 3]);
    assert.deepEqual(run("['b' in target, 'a' in target]", { target }), [true, false]);
    assert.throws(() => run("target['a']", { target }), { type: "KeyError", message: /'a'/ });
    for (const code of ["iter(target)", "[*target]", "dict(target)", "len(target)"]) {
      assert.throws(() => run(code, { target }), { type: "TypeError" }, code);
    }
  }
});

test("an object with get and nothing to iterate over is not gone through by counting", () => {
  const target = { get: (key) => key };
  for (const code of ["iter(target)", "[*target]", "5 in target", "reversed(target)"]) {
    assert.throws(() => run(code, { target }), { type: "TypeError" }, code);
  }
  assert.equal(run("target[5]", { target }), 5);
});

test("an item's getter and setter may throw and may run Python", () => {
  const target = {
    get bad() {
      throw new RangeError("no reading");
    },
    set bad(value) {
      throw new RangeError(`no ${value}`);
    },
    get good() {
      return py.runPython("40 + 2");
    },
  };
  assert.throws(() => run("target['bad']", { target }), /RangeError: no reading/);
  assert.throws(() => run("target['bad'] = 5", { target }), /RangeError: no 5/);
  assert.equal(run("target['good']", { target }), 42);
});

test("in tells whether a plain object has a property", () => {
  const target = { a: undefined };
  assert.deepEqual(run("['a' in target, 'b' in target]", { target }), [true, false]);
});

test("in reports what a has trap throws, and the trap may run Python", () => {
  const has = (_, name) => {
    if (name === "bad") throw new RangeError("do not ask");
    return py.runPython("40 + 2") === 42;
  };
  const target = new Proxy({}, { has });
  assert.equal(run("'good' in target", { target }), true);
  assert.throws(() => run("'bad' in target", { target }), /RangeError: do not ask/);
});

test("an item of an Array is its element", () => {
  const target = ["a", "b", "c"];
  assert.deepEqual(run("[target[0], target[2], target[-1]]", { target }), ["a", "c", "c"]);
});

test("an index outside of an Array raises IndexError", () => {
  for (const index of [3, -4]) {
    assert.throws(() => run(`target[${index}]`, { target: [1, 2, 3] }), { type: "IndexError" });
    assert.throws(() => run(`target[${index}] = 1`, { target: [1, 2, 3] }), { type: "IndexError" });
    assert.throws(() => run(`del target[${index}]`, { target: [1, 2, 3] }), { type: "IndexError" });
  }
});

test("setting an item of an Array sets the element", () => {
  const target = [1, 2, 3];
  run("target[0] = 'x'\ntarget[-1] = None", { target });
  assert.deepEqual(target, ["x", 2, undefined]);
});

test("deleting an item of an Array takes the element out", () => {
  const target = [1, 2, 3];
  run("del target[1]", { target });
  assert.deepEqual(target, [1, 3]);
});

test("an item of a Map is what it holds for the key", () => {
  const key = {};
  const target = new Map([
    ["a", 1],
    [key, "object"],
    [5, undefined],
  ]);
  assert.deepEqual(run("[target['a'], target[key], target[5]]", { target, key }), [
    1,
    "object",
    undefined,
  ]);
  assert.throws(() => run("target['nope']", { target }), { type: "KeyError", message: /nope/ });
  run("target['b'] = 2\ndel target['a']", { target });
  assert.deepEqual([...target.keys()], [key, 5, "b"]);
  assert.throws(() => run("del target['a']", { target }), { type: "KeyError" });
});

test("in asks a Set and a Map whether they have the value", () => {
  assert.deepEqual(run("[1 in s, 2 in s]", { s: new Set([1]) }), [true, false]);
  assert.deepEqual(run("['a' in m, 'b' in m]", { m: new Map([["a", 1]]) }), [true, false]);
});

test("in asks an Array whether it includes the value", () => {
  const thing = {};
  assert.deepEqual(run("[thing in a, 2 in a, 3 in a]", { thing, a: [thing, 2] }), [
    true,
    true,
    false,
  ]);
});

test("deleting an item of URLSearchParams takes it out, and a missing one raises KeyError", () => {
  const target = new URLSearchParams("a=1&b=2");
  run("del target['a']", { target });
  assert.equal(target.toString(), "b=2");
  assert.throws(() => run("del target['a']", { target }), { type: "KeyError" });
});

test("an Array is not repeated beyond what memory has room for", () => {
  const target = [1, 2];
  for (const code of ["target * 10 ** 9", "target *= 10 ** 9"]) {
    assert.throws(() => run(code, { target }), { type: "OverflowError" });
  }
  assert.deepEqual(target, [1, 2]);
});
