/** One exception is one object, however often it crosses. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  test("a JavaScript error that passes through Python is the same error", () => {
    const error = new Error("all the way");
    const f = () => {
      throw error;
    };
    assert.throws(
      () => run("f()", { f }),
      (thrown) => thrown === error,
    );
    assert.throws(
      () => run("try:\n    f()\nexcept Exception as e:\n    raise", { f }),
      (thrown) => thrown === error,
    );
  });

  test("a thrown value that is no Error is the same value after Python", () => {
    const thing = {};
    const f = () => {
      throw thing;
    };
    const code = `
    try:
        f()
    except Exception as e:
        back = e.js_error
    back
  `;
    assert.equal(run(code, { f }), thing);
  });

  test("a Python exception that passes through JavaScript is the same exception", () => {
    const code = `
    original = KeyError("k")
    def fail(): raise original
    try:
        pass_on(fail)
    except KeyError as e:
        same = e is original
    same
  `;
    assert.equal(run(code, { pass_on: (f) => f() }), true);
  });

  test("it keeps its cause, context and traceback on the way", () => {
    const code = `
    import traceback
    def fail():
        try:
            1 / 0
        except ZeroDivisionError as error:
            raise KeyError("k") from error
    try:
        pass_on(fail)
    except KeyError as e:
        caught = e
    names = [frame.name for frame in traceback.extract_tb(caught.__traceback__)]
    [type(caught.__cause__).__name__, type(caught.__context__).__name__, "fail" in names]
  `;
    assert.deepEqual(run(code, { pass_on: (f) => f() }), [
      "ZeroDivisionError",
      "ZeroDivisionError",
      true,
    ]);
  });

  test("it is the same after many crossings", () => {
    const code = `
    original = LookupError("deep")
    def down(n):
        if n == 0: raise original
        again(down, n - 1)
    try:
        down(20)
    except LookupError as e:
        same = e is original
    same
  `;
    assert.equal(run(code, { again: (f, n) => f(n) }), true);
  });

  test("a PythonError that JavaScript keeps and throws later is the same exception", () => {
    let kept;
    try {
      py.runPython("original = ValueError('kept')\nraise original");
    } catch (error) {
      kept = error;
    }
    const code = `
    try:
        again()
    except ValueError as e:
        same = e is original
    same
  `;
    const again = () => {
      throw kept;
    };
    assert.equal(run(code, { again }), true);
  });

  test("an exception that replaces another on the way wins", () => {
    const pass = (f) => {
      try {
        f();
      } catch {
        throw new RangeError("instead");
      }
    };
    assert.throws(() => run("pass_(lambda: 1 / 0)", { pass_: pass }), /RangeError: instead/);
  });

  test("finally in JavaScript runs between two Python frames", () => {
    const seen = [];
    const pass = (f) => {
      try {
        f();
      } finally {
        seen.push("finally");
      }
    };
    assert.throws(() => run("pass_(lambda: 1 / 0)", { pass_: pass }), {
      type: "ZeroDivisionError",
    });
    assert.deepEqual(seen, ["finally"]);
  });

  test("an exception that a callback of Array.map raises comes through", () => {
    const code = `
    def picky(value, *rest):
        if value == 2: raise IndexError("two")
        return value
    numbers.map(picky)
  `;
    assert.throws(() => run(code, { numbers: [1, 2, 3] }), { type: "IndexError" });
  });
});
