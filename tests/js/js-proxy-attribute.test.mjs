import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  test("an attribute is the property of that name", () => {
    const inner = {};
    const target = { number: 1, text: "a", inner };
    assert.deepEqual(
      run("[target.number, target.text, target.missing_no]", {
        target: { ...target, missing_no: undefined },
      }),
      [1, "a", undefined],
    );
    assert.equal(run("target.inner", { target }), inner);
  });

  test("an attribute is found along the prototype chain", () => {
    class Base {
      get kind() {
        return "base";
      }
    }
    class Derived extends Base {}
    assert.equal(run("target.kind", { target: new Derived() }), "base");
  });

  test("an attribute is read anew each time", () => {
    const target = { count: 1 };
    const read = run("lambda: target.count", { target });
    target.count = 2;
    assert.equal(read(), 2);
    target.count = "three";
    assert.equal(read(), "three");
  });

  test("a missing attribute raises AttributeError with its name", () => {
    assert.throws(() => run("target.nope", { target: {} }), {
      type: "AttributeError",
      message: /nope/,
    });
    assert.equal(run("hasattr(target, 'nope')", { target: {} }), false);
    assert.equal(run("getattr(target, 'nope', 5)", { target: {} }), 5);
  });

  test("a property that is undefined but there reads as None", () => {
    assert.equal(run("target.there is None", { target: { there: undefined } }), true);
  });

  test("an exception of a getter comes through as it is", () => {
    const error = new RangeError("not today");
    const target = {
      get broken() {
        throw error;
      },
    };
    const caught = run(
      `
    from pyodide.ffi import JsException
    try:
        target.broken
    except JsException as exception:
        caught = exception
    caught
    `,
      { target },
    );
    assert.equal(caught, error);
  });

  test("a getter may run Python that reads the same attribute", () => {
    let depth = 0;
    const target = {
      get level() {
        depth += 1;
        return depth < 5 ? py.runPython("target.level") + 1 : 0;
      },
    };
    assert.equal(run("target.level", { target }), 4);
  });

  test("setting an attribute sets the property", () => {
    const target = {};
    const value = {};
    run("target.a = 1\ntarget.b = 'two'\ntarget.c = value\ntarget.d = None", { target, value });
    assert.deepEqual(target, { a: 1, b: "two", c: value, d: undefined });
    assert.equal(target.c, value);
  });

  test("setting an attribute runs the setter, whose exception comes through", () => {
    const target = {
      set level(value) {
        if (value > 3) throw new RangeError(`${value} is too much`);
        this.seen = py.runPython("1 + 1") + value;
      },
    };
    run("target.level = 3", { target });
    assert.equal(target.seen, 5);
    assert.throws(() => run("target.level = 4", { target }), /RangeError: 4 is too much/);
  });

  test("what JavaScript refuses to set raises in Python", () => {
    const readOnly = Object.defineProperty({}, "a", { get: () => 1 });
    for (const target of [Object.freeze({ a: 1 }), Object.preventExtensions({}), readOnly]) {
      assert.throws(() => run("target.a = 2", { target }), { type: /TypeError|AttributeError/ });
    }
    assert.equal(py.runPython("1 + 1"), 2);
  });

  if (semantics === "classic") {
    test("a value that cannot be converted is refused before anything is set", () => {
      const target = {};
      assert.throws(() => run("target.a = {(): 1}", { target }), { type: "ConversionError" });
      assert.deepEqual(Object.keys(target), []);
    });
  }

  test("deleting an attribute deletes the property", () => {
    const target = { a: 1, b: 2 };
    run("del target.a", { target });
    assert.deepEqual(target, { b: 2 });
  });

  test("what JavaScript refuses to delete raises in Python", () => {
    const target = Object.freeze({ a: 1 });
    assert.throws(() => run("del target.a", { target }), { type: /TypeError|AttributeError/ });
    assert.equal(target.a, 1);
  });

  test("a deleteProperty trap may throw, and may run Python", () => {
    const deleteProperty = (_, name) => {
      if (name === "bad") throw new Error("keep it");
      py.runPython("deleted = 1");
      return true;
    };
    const target = new Proxy({ good: 1, bad: 2 }, { deleteProperty });
    run("del target.good", { target });
    assert.equal(py.globals.deleted, 1);
    assert.throws(() => run("del target.bad", { target }), /keep it/);
  });

  test("deleting what is not there raises AttributeError", () => {
    assert.throws(() => run("del target.nope", { target: {} }), {
      type: "AttributeError",
      message: /nope/,
    });
  });

  test("a name with one trailing underscore is the keyword without it", () => {
    const target = { from: 1, async: 2, lambda_: 3 };
    assert.equal(run("target.from_", { target }), 1);
    assert.equal(run("target.async_", { target }), 2);
    assert.equal(run("getattr(target, 'from')", { target }), 1);
    run("target.class_ = 4\ndel target.from_", { target });
    assert.equal(target.class, 4);
    assert.equal("from" in target, false);
  });

  test("an attribute with a name of any characters can be reached", () => {
    const target = { "a b": 1, "\u03c0": 2, "\ud800": 3, "": 4 };
    assert.deepEqual(
      run("[getattr(target, name) for name in ('a b', '\\u03c0', '\\ud800', '')]", { target }),
      [1, 2, 3, 4],
    );
  });

  test("an attribute of a Symbol or a function can be read", () => {
    assert.equal(run("mark.description", { mark: Symbol("m") }), "m");
    assert.equal(run("f.name", { f: function named() {} }), "named");
  });
});
