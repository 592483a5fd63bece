import { setImmediate as nextTurn } from "node:timers/promises";

import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  /** An instance of a fresh Python class with this body. */
  const instance = (body = "pass") =>
    py.runPython(`class Thing:\n    ${body}\nthing = Thing()\nthing`);

  test("a property is the attribute of that name", () => {
    const thing = instance("number = 1; text = 'a'; items = [1, 2]; nothing = None");
    assert.deepEqual(
      [thing.number, thing.text, thing.items, thing.nothing],
      [1, "a", [1, 2], undefined],
    );
  });

  if (semantics === "classic") {
    test("a list is copied also where its proxy was read before", () => {
      const thing = instance("pass");
      py.runPython("from pyodide.ffi import to_js; items = [1]; thing.x = to_js(items, depth=0)");
      const proxy = thing.x;
      assert.equal(proxy.toString(), "[1]");
      py.runPython("thing.x = items");
      assert.deepEqual(thing.x, [1]);
      proxy.destroy();
    });
  }

  test("what a program gives the proxy of an attribute may lead to that of its object", () => {
    const key = Symbol("whole");
    py.runPython(`
class Whole:
    def method(self): pass
def make():
    made = Whole()
    made.part = Whole()
    return made
`);
    for (let i = 0; i < 10; i++) {
      const whole = py.globals.make();
      whole.method[key] = whole;
      whole.part[key] = whole;
    }
    // That nothing is left is looked at after each test.
  });

  test("a property is read anew each time", () => {
    const thing = instance();
    py.runPython("thing.x = 1");
    assert.equal(thing.x, 1);
    py.runPython("thing.x = 'two'");
    assert.equal(thing.x, "two");
  });

  test("a property of Python's runs once a read, also when its proxy has been collected", async () => {
    const thing = instance(
      "n = 0; kept = object(); item = property(lambda self: (setattr(self, 'n', self.n + 1), self.kept)[1])",
    );
    for (let reads = 1; reads <= 3; reads += 1) {
      assert.equal(typeof thing.item, "object");
      assert.equal(thing.n, reads);
      await nextTurn();
      // Finalizers run later: until then the proxy is gone, but not known to be.
      globalThis.gc();
      assert.equal(typeof thing.item, "object");
      assert.equal(thing.n, reads + 1);
      thing.n = reads;
    }
  });

  test("ever new names are read as well as few", () => {
    const thing = instance("__getattr__ = lambda self, name: vars(self).setdefault(name, Thing())");
    for (let i = 0; i < 1000; i += 1) {
      const other = thing[`name${i}`];
      assert.equal(thing[`name${i}`], other);
      other.destroy();
      assert.notEqual(thing[`name${i}`], other);
    }
  });

  test("a missing attribute reads as undefined", () => {
    assert.equal(instance().nope, undefined);
  });

  test("an exception other than AttributeError comes through", () => {
    const thing = instance("broken = property(lambda self: 1 / 0)");
    assert.throws(() => thing.broken, { type: "ZeroDivisionError" });
  });

  test("in asks hasattr", () => {
    const thing = instance("x = None");
    assert.deepEqual(["x" in thing, "__class__" in thing, "nope" in thing], [true, true, false]);
  });

  test("in reports what a property raises, unless it is AttributeError", () => {
    const thing = instance(
      "broken = property(lambda self: 1 / 0); absent = property(lambda self: self.nope)",
    );
    assert.throws(() => "broken" in thing, { type: "ZeroDivisionError" });
    assert.equal("absent" in thing, false);
  });

  test("setting a property sets the attribute", () => {
    const thing = instance();
    const object = {};
    thing.x = object;
    thing.y = [1];
    thing.z = undefined;
    assert.equal(
      run("thing.x is object_ and thing.y[0] == 1 and thing.z is None", { object_: object }),
      true,
    );
  });

  test("what Python refuses to set throws", () => {
    const thing = instance("__slots__ = ()");
    assert.throws(() => (thing.x = 1), { type: "AttributeError" });
    assert.throws(() => (py.pyimport("builtins").int.real = 1), { type: "TypeError" });
  });

  test("deleting a property deletes the attribute", () => {
    const thing = instance();
    py.runPython("thing.x = 1");
    assert.equal(delete thing.x, true);
    assert.equal(py.runPython("hasattr(thing, 'x')"), false);
    assert.throws(() => delete thing.x, { type: "AttributeError", message: /x/ });
  });

  test("attributes may be computed by code that calls JavaScript, which reads attributes", () => {
    const thing = instance("depth = property(lambda self: ask())");
    let left = 5;
    py.globals.ask = () => (left-- > 0 ? thing.depth + 1 : 0);
    assert.equal(thing.depth, 5);
  });

  test("setting and deleting may run code that calls JavaScript, which throws", () => {
    const thing = instance("__setattr__ = __delattr__ = lambda self, *given: refuse(*given)");
    const error = new RangeError("refused");
    py.globals.refuse = () => {
      throw error;
    };
    assert.throws(
      () => (thing.x = 1),
      (thrown) => thrown === error,
    );
    assert.throws(
      () => delete thing.x,
      (thrown) => thrown === error,
    );
  });

  if (semantics === "classic") {
    test("a value that cannot be converted throws when it is read", () => {
      const thing = instance("bad = {(): 1}");
      assert.throws(() => thing.bad, { type: "ConversionError" });
    });
  }

  test("the own keys are what dir gives", () => {
    const thing = instance("x = 1; __dir__ = lambda self: ['b', 'a']");
    assert.deepEqual(
      Reflect.ownKeys(thing)
        .filter((key) => typeof key === "string")
        .sort(),
      ["a", "b"],
    );
    assert.deepEqual(Object.getOwnPropertyNames(thing).sort(), ["a", "b"]);
    const names = Object.getOwnPropertyNames(instance("x = 1"));
    assert.ok(names.includes("x") && names.includes("__class__"));
  });

  test("own keys report what __dir__ raises, which may have run JavaScript", () => {
    const thing = instance("__dir__ = lambda self: 1 / ask()");
    py.globals.ask = () => Object.getOwnPropertyNames(py.globals.other).length && 0;
    py.runPython("other = object()");
    assert.throws(() => Object.getOwnPropertyNames(thing), { type: "ZeroDivisionError" });
  });

  test("$name always means Python's name", () => {
    const thing = instance("destroy = 'mine'; type = 5");
    assert.equal(typeof thing.destroy, "function");
    assert.equal(thing.$destroy, "mine");
    assert.equal(thing.$type, 5);
    assert.equal(thing.type, "Thing");
  });

  test("a Symbol is never an attribute", () => {
    const thing = instance("__getattr__ = lambda self, name: 'any'");
    assert.equal(thing[Symbol("any")], undefined);
    assert.equal(thing.any, "any");
  });

  test("names of JavaScript's Object do not hide attributes", () => {
    const thing = instance("hasOwnProperty = 1; constructor = 2; valueOf = 3; length = 4");
    assert.deepEqual(
      [thing.hasOwnProperty, thing.constructor, thing.valueOf, thing.length],
      [1, 2, 3, 4],
    );
  });

  test("names of any characters reach the attribute", () => {
    const thing = instance();
    for (const name of ["\u03c0", "a b", "\ud800", "nul\0nul", "\u{1f40d}"]) {
      thing[name] = name;
      assert.equal(run("getattr(thing, name)", { name }), name);
      assert.equal(thing[name], name);
    }
  });
});
