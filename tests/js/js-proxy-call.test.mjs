import { runInNewContext } from "node:vm";

import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  const list = (...values) => values;

  test("a call passes any number of arguments and gives the result", () => {
    for (const count of [0, 1, 2, 3, 4, 5, 8, 16, 17, 100, 10_000]) {
      const expected = Array.from({ length: count }, (_, i) => i);
      let seen;
      const f = (...values) => {
        seen = values;
      };
      run(`f(*range(${count}))`, { f });
      assert.deepEqual(seen, expected);
    }
  });

  test("every kind of argument arrives next to the others", () => {
    const object = {};
    let count = 0;
    const f = (...values) => {
      count = values.length;
      assert.deepEqual(values.slice(0, 6), [undefined, true, 1, 2n ** 60n, 0.5, "a"]);
      assert.equal(values[6], object);
      assert.deepEqual(values[7], [1]);
      assert.ok(py.isPyProxy(values[8]));
    };
    run("f(None, True, 1, 2**60, 0.5, 'a', object_, [1], len)", { f, object_: object });
    assert.equal(count, 9);
  });

  test("keyword arguments become one object as the last argument", () => {
    const f = (...values) => JSON.stringify(values);
    assert.equal(run("f(1, b=2, a='x')", { f }), '[1,{"b":2,"a":"x"}]');
    assert.equal(run("f(**{'__proto__': 1})", { f }), '[{"__proto__":1}]');
    assert.equal(run("f(*[1, 2], **{})", { f }), "[1,2]");
  });

  test("a method gets its object as this", () => {
    const target = {
      self() {
        return this;
      },
      add(a, { b }) {
        return this.base + a + b;
      },
      base: 100,
    };
    assert.equal(run("target.self() is target", { target }), true);
    assert.equal(run("target.add(1, b=2)", { target }), 103);
    assert.equal(run("method = target.self\nmethod() is target", { target }), true);
  });

  test("a free function gets undefined as this", () => {
    const f = function () {
      return this === undefined;
    };
    assert.equal(run("f()", { f }), true);
  });

  test("a method is the same function when it goes back", () => {
    const target = { method() {} };
    assert.equal(run("target.method", { target }), target.method);
  });

  test("calling what is no function raises TypeError", () => {
    assert.throws(() => run("target()", { target: {} }), {
      type: "TypeError",
      message: /not callable/,
    });
    assert.throws(() => run("target.a()", { target: { a: 1 } }), { type: "TypeError" });
    assert.equal(run("callable(target)", { target: {} }), false);
    assert.equal(run("callable(target)", { target: list }), true);
  });

  if (semantics === "classic") {
    test("an argument that cannot be converted means that nothing is called", () => {
      let called = 0;
      const f = () => {
        called += 1;
      };
      assert.throws(() => run("f(1, {(): 1})", { f }), { type: "ConversionError" });
      assert.throws(() => run("f(k={(): 1})", { f }), { type: "ConversionError" });
      assert.equal(called, 0);
    });
  }

  test("what a function throws is raised", () => {
    const f = () => {
      throw new RangeError("too far");
    };
    const code = `
    from pyodide.ffi import JsException
    try:
        f()
    except JsException as error:
        caught = str(error)
    caught
  `;
    assert.equal(run(code, { f }), "RangeError: too far");
  });

  test("a function may call Python, which calls it again", () => {
    const f = (n) => (n === 0 ? 0 : py.globals.g(n - 1) + 1);
    run("g = lambda n: f(n)", { f });
    assert.equal(py.runPython("f(20)"), 20);
  });

  test("a function may take away the name under which it is called", () => {
    const f = () => {
      py.runPython("del f");
      globalThis.gc();
      return "done";
    };
    assert.equal(run("f()", { f }), "done");
  });

  test("functions that are not instances of this realm's Function can be called", () => {
    assert.equal(run("f(2)", { f: runInNewContext("x => x * 2") }), 4);
    assert.equal(run("f(2)", { f: new Proxy((x) => x * 3, {}) }), 6);
    const bare = Object.setPrototypeOf((x) => x * 4, null);
    assert.equal(run("f(2)", { f: bare }), 8);
  });

  test("a function whose call and apply are hidden can be called", () => {
    const f = (x) => x + 1;
    f.call = f.apply = f.bind = undefined;
    assert.equal(run("f(1)", { f }), 2);
  });

  test("new constructs", () => {
    class Point {
      constructor(x, options) {
        Object.assign(this, { x, ...options, target: new.target });
      }
    }
    const point = run("Point.new(1, y=2)", { Point });
    assert.ok(point instanceof Point);
    assert.deepEqual([point.x, point.y, point.target], [1, 2, Point]);
    assert.equal(run("Date.new(0).getTime()", { Date }), 0);
  });

  test("new of what is no constructor raises", () => {
    assert.throws(() => run("f.new()", { f: () => 1 }), /TypeError.*constructor/s);
    assert.equal(run("hasattr(target, 'new')", { target: {} }), false);
  });

  test("what a constructor throws is raised, and a constructor may run Python", () => {
    class Picky {
      constructor(value) {
        if (!py.globals.accepts(value)) throw new TypeError(`${value} is not accepted`);
      }
    }
    run("accepts = lambda value: value > 0", { Picky });
    assert.ok(py.runPython("Picky.new(1)") instanceof Picky);
    assert.throws(() => py.runPython("Picky.new(0)"), /TypeError: 0 is not accepted/);
  });
});
