/** What every JsProxy can do, in both semantics. */
import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";

import { inBothSemantics } from "./support/both-semantics.mjs";

/** A function that can stand on the right of `instanceof`, where it is asked. */
const testing = (test) => Object.defineProperty(() => {}, Symbol.hasInstance, { value: test });
const throwing = (value) => () => {
  throw value;
};

await inBothSemantics(({ py, run, test }) => {
  test("object_keys, object_values and object_entries are JavaScript's", () => {
    const x = Object.create({ inherited: 0 }, { hidden: { value: 1 } });
    Object.assign(x, { a: 1, b: "two", [Symbol("s")]: 3 });
    assert.deepEqual(run("x.object_keys()", { x }), ["a", "b"]);
    assert.deepEqual(run("x.object_values()", { x }), [1, "two"]);
    assert.deepEqual(run("x.object_entries()", { x }), [
      ["a", 1],
      ["b", "two"],
    ]);
    assert.equal(run("', '.join(x.object_keys())", { x }), "a, b");
    assert.deepEqual(run("x.object_keys()", { x: ["a", "b"] }), ["0", "1"]);
    assert.deepEqual(run("x.object_keys()", { x: () => 1 }), []);
  });

  test("what a getter or trap throws comes through them, and both may run Python", () => {
    const broken = {
      get a() {
        throw new RangeError("no value");
      },
    };
    assert.deepEqual(run("x.object_keys()", { x: broken }), ["a"]);
    assert.throws(() => run("x.object_values()", { x: broken }), /RangeError: no value/);
    assert.throws(() => run("x.object_entries()", { x: broken }), /RangeError: no value/);
    const trap = (ownKeys) => new Proxy({}, { ownKeys });
    const failing = trap(throwing(new RangeError("no names")));
    assert.throws(() => run("x.object_keys()", { x: failing }), /RangeError: no names/);
    const asking = trap(() => [py.runPython("str(6 * 7)")]);
    assert.deepEqual(run("x.object_keys()", { x: asking }), []);
    const x = {
      get a() {
        return py.runPython("6 * 7");
      },
    };
    assert.deepEqual(run("x.object_values()", { x }), [42]);
  });

  test("arguments that these methods do not take are refused", () => {
    for (const call of [
      "object_keys(1)",
      "object_values(1)",
      "object_entries(1)",
      "to_weakref(1)",
    ]) {
      assert.throws(() => run(`x.${call}`, { x: {} }), { type: "TypeError" }, call);
    }
  });

  test("typeof is what JavaScript says", () => {
    for (const x of [{}, [], new Map(), () => 1, class {}, Symbol("s")]) {
      assert.equal(run("x.typeof", { x }), typeof x);
    }
    assert.equal(run("x.f.typeof", { x: { f() {} } }), "function");
  });

  test("js_id and hash are equal exactly when the objects are", () => {
    const a = {};
    const f = () => 1;
    const code = "[a.js_id == b.js_id, hash(a) == hash(b), a == b]";
    const same = (x, y) => run(`${code} == [True] * 3`, { a: x, b: y });
    const different = (x, y) => run(`${code} == [False] * 3`, { a: x, b: y });
    for (const x of [a, f, Symbol.for("shared"), [1]]) assert.ok(same(x, x));
    assert.ok(different({}, {}) && different(a, f) && different(Symbol("s"), Symbol("s")));
    assert.equal(
      run("isinstance(a.js_id, int) and a.f == a.f and a.f.js_id == a.f.js_id", { a: { f } }),
      true,
    );
  });

  test("repr and str are toString, or the tag where there is none", () => {
    assert.equal(run("repr(x)", { x: { toString: () => "I am x" } }), "I am x");
    assert.equal(run("f'{x} {x!r}'", { x: [1, [2]] }), "1,2 1,2");
    assert.equal(run("str(x)", { x: Object.create(null) }), "[object Object]");
    const broken = { toString: throwing(new RangeError("no text")) };
    assert.throws(() => run("str(x)", { x: broken }), /RangeError: no text/);
  });

  test("only falsy and empty things are false", () => {
    const falsy = [[], new Map(), new Set(), new Proxy([], {})];
    for (const x of falsy) assert.equal(run("bool(x)", { x }), false);
    const truthy = [{}, [0], () => 1, Symbol(""), Object(0), new Date(0), { length: 0 }];
    for (const x of truthy) assert.equal(run("bool(x)", { x }), true, String(x));
    const broken = Object.defineProperty({}, "size", { get: throwing(new RangeError("no size")) });
    assert.throws(() => run("bool(x)", { x: broken }), /RangeError: no size/);
  });

  test("dir leaves out names that are indices", () => {
    const code =
      "names = dir(x)\n[n for n in names if n.isdigit()] == [] and names == sorted(names) and 'own' in names and 'map' in names";
    assert.equal(run(code, { x: Object.assign([1, 2, 3], { own: 1 }) }), true);
  });

  test("a keyword is read with one trailing underscore, or by getattr", () => {
    const x = { from: 1, async_: 2, class: 3, none_: 4 };
    assert.equal(run("x.from_ + x.async__ + getattr(x, 'from') + getattr(x, 'class')", { x }), 7);
    assert.equal(run("x.none_", { x }), 4);
    run("x.from_ = 5\ndel x.class_", { x });
    assert.deepEqual(x, { from: 5, async_: 2, none_: 4 });
  });

  test("AttributeError only where there is no property", () => {
    const x = { there: undefined };
    assert.equal(run("x.there is None and not hasattr(x, 'nope')", { x }), true);
    assert.throws(() => run("x.nope", { x }), { type: "AttributeError", message: /Error: nope$/m });
    const has = new Proxy({}, { has: (_, key) => key === "claimed" });
    assert.equal(run("x.claimed is None", { x: has }), true);
  });

  test("what JavaScript refuses to set or delete raises", () => {
    const frozen = Object.freeze({ a: 1 });
    assert.throws(() => run("x.a = 2", { x: frozen }), { type: "TypeError", message: /'a'/ });
    assert.throws(() => run("x.b = 2", { x: frozen }), { type: "TypeError", message: /'b'/ });
    assert.throws(() => run("del x.a", { x: frozen }), { type: "TypeError", message: /'a'/ });
    assert.throws(() => run("del x.b", { x: frozen }), { type: "AttributeError", message: /b$/m });
    const silent = new Proxy({}, { set: () => false });
    assert.throws(() => run("x.a = 2", { x: silent }), { type: "TypeError" });
  });

  test("to_weakref gives a WeakRef of the object", () => {
    const x = {};
    const reference = run("x.to_weakref()", { x });
    assert.ok(reference instanceof WeakRef);
    assert.equal(reference.deref(), x);
    assert.equal(run("x.to_weakref().deref() is x", { x }), true);
    assert.throws(() => run("x.to_weakref()", { x: Symbol.for("kept") }), /TypeError/);
  });

  test("with calls Symbol.dispose at the end, if there is one", () => {
    const seen = [];
    const x = {
      use: () => seen.push("used"),
      [Symbol.dispose]() {
        seen.push(this === x);
      },
    };
    run("with x as same:\n    x.use()\nassert same is x", { x });
    assert.deepEqual(seen, ["used", true]);
    assert.throws(() => run("with x:\n    1 / 0", { x }), { type: "ZeroDivisionError" });
    assert.deepEqual(seen, ["used", true, true]);
    assert.equal(run("with y:\n    value = 5\nvalue", { y: {} }), 5);
  });

  test("what Symbol.dispose throws comes through, and it may run Python", () => {
    const broken = { [Symbol.dispose]: throwing(new RangeError("no end")) };
    assert.throws(() => run("with x: pass", { x: broken }), /RangeError: no end/);
    const x = { [Symbol.dispose]: () => py.runPython("ended = True") };
    assert.equal(run("with x: pass\nended", { x }), true);
  });

  test("weak references work", () => {
    const code = `
      import weakref
      x = make()
      kept = weakref.ref(x)
      names = weakref.WeakKeyDictionary({x: 1})
      before = kept() is x and len(names) == 1
      del x
      before and kept() is None and len(names) == 0
    `;
    assert.equal(run(code, { make: () => ({}) }), true);
  });

  test("pickling and copying are refused with what to do", () => {
    const message = /cannot pickle or copy the JavaScript object \[object Object\]: .*to_py\(\)/;
    const refused = { type: "TypeError", message };
    for (const call of [
      "pickle.dumps(x)",
      "copy.copy(x)",
      "copy.deepcopy(x)",
      "copy.deepcopy([x])",
    ]) {
      assert.throws(() => run(`import copy, pickle\n${call}`, { x: {} }), refused, call);
    }
    const broken = { toString: throwing(new RangeError("no text")) };
    assert.throws(() => run("copy.copy(x)", { x: broken }), { type: "TypeError" });
  });

  test("isinstance with a constructor is instanceof", () => {
    class Base {}
    class Derived extends Base {}
    const names = { Base, Derived, x: new Derived(), list: [1], Array, Object };
    assert.equal(run("isinstance(x, Base) and isinstance(x, Derived)", names), true);
    assert.equal(run("isinstance(list, Base) or isinstance(Base, Base)", names), false);
    assert.equal(run("isinstance(list, Array) and isinstance(list, (int, Array))", names), true);
    assert.equal(
      run("isinstance(error, RangeError)", { error: new RangeError("x"), RangeError }),
      true,
    );
    assert.equal(
      run("isinstance(error, TypeError_)", { error: new RangeError("x"), TypeError_: TypeError }),
      false,
    );
  });

  test("isinstance tells realms apart, as instanceof does", () => {
    const context = createContext({});
    const Theirs = runInContext("Array", context);
    const theirs = runInContext("[1]", context);
    const code = "[isinstance(x, Theirs), isinstance(x, Array)] == [True, False]";
    assert.equal(run(code, { x: theirs, Theirs, Array }), true);
  });

  test("isinstance of what is no JsProxy asks as well, and copies nothing", () => {
    const Even = { [Symbol.hasInstance]: undefined };
    const isEven = testing((value) => value % 2 === 0);
    assert.equal(run("isinstance(2, Even) and not isinstance(3, Even)", { Even: isEven }), true);
    const code = "any(isinstance(x, C) for x in (1, 'a', None, [1], {}, (), object(), b'', int))";
    assert.equal(run(code, { C: class {} }), false);
    assert.equal(run("isinstance([1], Array)", { Array }), false);
    assert.throws(() => run("isinstance(1, x)", { x: Even }), { type: "TypeError" });
  });

  test("isinstance reports what JavaScript throws", () => {
    assert.throws(() => run("isinstance(x, f)", { x: {}, f: () => 1 }), /TypeError/);
    const Broken = testing(throwing(new RangeError("no answer")));
    assert.throws(() => run("isinstance(1, X)", { X: Broken }), /RangeError: no answer/);
    const Asking = testing(() => py.runPython("True"));
    assert.equal(run("isinstance(1, X)", { X: Asking }), true);
  });
});
