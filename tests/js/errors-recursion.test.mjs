/** Endless recursion ends in an exception, whichever language recurses. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const stillWorks = () => {
    assert.equal(py.runPython("sum(range(10))"), 45);
    assert.equal(run("f(1)", { f: (x) => x + 1 }), 2);
  };

  test("endless recursion in Python raises RecursionError", () => {
    assert.throws(() => py.runPython("def f(): return f()\nf()"), { type: "RecursionError" });
    stillWorks();
  });

  test("endless recursion through both languages raises RecursionError", () => {
    const f = () => py.globals.g();
    assert.throws(() => run("g = lambda: f()\ng()", { f }), { type: "RecursionError" });
    stillWorks();
  });

  test("endless recursion through both languages can be caught in Python", () => {
    const code = `
    def g(): return f()
    try:
        g()
    except RecursionError:
        caught = True
    caught
  `;
    assert.equal(run(code, { f: () => py.globals.g() }), true);
    stillWorks();
  });

  test("endless recursion that starts in JavaScript raises RecursionError", () => {
    const f = () => py.globals.g();
    run("g = lambda: f()", { f });
    assert.throws(f, { type: "RecursionError" });
    stillWorks();
  });

  test("endless recursion through methods, getters and toString raises RecursionError", () => {
    const target = {
      method: () => py.runPython("target.method()"),
      get getter() {
        return py.runPython("target.getter");
      },
      toString: () => py.runPython("str(target)"),
    };
    for (const code of ["target.method()", "target.getter", "str(target)"]) {
      assert.throws(() => run(code, { target }), { type: "RecursionError" }, code);
      stillWorks();
    }
  });

  test("endless recursion through attributes of a PyProxy raises RecursionError", () => {
    const proxy = py.runPython("class Thing:\n    again = property(lambda self: ask())\nThing()");
    py.globals.ask = () => proxy.again;
    assert.throws(() => proxy.again, { type: "RecursionError" });
    stillWorks();
  });

  test("an exhausted JavaScript stack inside of a call from Python is a RangeError", () => {
    const f = () => f();
    const code = `
    from pyodide.ffi import JsException
    try:
        f()
    except JsException as e:
        caught = e.name
    caught
  `;
    assert.equal(run(code, { f }), "RangeError");
    stillWorks();
  });

  test("recursion that ends is not hindered", () => {
    const f = (n) => (n === 0 ? 0 : py.globals.g(n - 1) + 1);
    run("g = lambda n: f(n)", { f });
    assert.equal(py.globals.g(100), 100);
  });

  test("a raised recursion limit still ends in RecursionError", () => {
    const code = `
    import sys
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10**6)
    def f(): return g()
    try:
        f()
    except RecursionError:
        caught = True
    finally:
        sys.setrecursionlimit(limit)
    caught
  `;
    assert.equal(run(code, { g: () => py.globals.f() }), true);
    stillWorks();
  });

  test("deep recursion in C functions of Python raises RecursionError", () => {
    const nested = "nested = ()\nfor _ in range(10**6): nested = (nested,)\nrepr(nested)";
    assert.throws(() => py.runPython(nested), { type: "RecursionError" });
    py.runPython("while nested: nested = nested[0]");
    stillWorks();
  });
});
