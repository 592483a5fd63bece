/** What a JsException was caused by, where it happened, and its copies. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const throwing = (value) => () => {
    throw value;
  };
  /** What Python prints of the exception that `f()` raises. */
  const printed = (f) =>
    run(
      "import traceback\ntry:\n    f()\nexcept Exception:\n    text = traceback.format_exc()\ntext",
      {
        f,
      },
    );

  test("cause is the JavaScript value, __cause__ the exception for it", () => {
    const cause = new TypeError("inner");
    const code = `
      try:
          f()
      except Exception as e:
          seen = e.__cause__ is e.cause and e.cause == cause
      seen
    `;
    const f = throwing(new Error("outer", { cause }));
    assert.equal(run(code, { f, cause }), true);
    assert.match(printed(f), /TypeError: inner[\s\S]*direct cause[\s\S]*Error: outer/);
  });

  test("a cause that is a Python exception is that exception", () => {
    const wrap = (f) => {
      try {
        f();
      } catch (cause) {
        throw new Error("wrapped", { cause });
      }
    };
    const code = `
      original = KeyError("k")
      def fail(): raise original
      try:
          wrap(fail)
      except Exception as e:
          seen = e.__cause__ is original
      seen
    `;
    assert.equal(run(code, { wrap }), true);
  });

  test("a cause that is no exception is no __cause__", () => {
    const code = `
      try:
          f()
      except Exception as e:
          seen = e.__cause__ is None and e.cause == "because"
      seen
    `;
    assert.equal(run(code, { f: throwing(new Error("x", { cause: "because" })) }), true);
  });

  test("raise from replaces the cause", () => {
    const code = `
      other = KeyError("k")
      try:
          raise error from other
      except Exception as e:
          seen = [e.__cause__ is other]
      try:
          raise error from None
      except Exception as e:
          seen.append(e.__cause__ is None)
      all(seen)
    `;
    assert.equal(run(code, { error: new Error("x", { cause: new Error("y") }) }), true);
  });

  test("causes in a circle are printed once", () => {
    const first = new Error("first");
    const second = new Error("second", { cause: first });
    first.cause = second;
    const text = printed(throwing(first));
    assert.equal(text.match(/Error: first/g).length, 1, text);
    first.cause = first;
    assert.match(printed(throwing(first)), /Error: first/);
  });

  test("a cause whose getter throws is none", () => {
    const error = Object.defineProperty(new Error("outer"), "cause", {
      get() {
        throw new RangeError("no cause");
      },
    });
    assert.match(printed(throwing(error)), /Error: outer/);
  });

  test("the traceback ends with the calls of JavaScript", () => {
    function innermost() {
      throw new RangeError("deep");
    }
    function between() {
      innermost();
    }
    const code = `
      import traceback
      def outer():
          f()
      try:
          outer()
      except Exception as e:
          names = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
          place = traceback.extract_tb(e.__traceback__)[-1]
      f"{' '.join(names[-3:])} {place.filename}:{place.lineno}"
    `;
    const text = run(code, { f: between });
    assert.match(text, /^outer between innermost file:.*js-exception-cause\.test\.mjs:\d+$/);
    assert.match(printed(between), /File "file:.*test\.mjs", line \d+, in innermost\n/);
  });

  test("JavaScript's own callers are not in the traceback", () => {
    const code = `
      import traceback
      try:
          f()
      except Exception as e:
          names = " ".join(frame.name for frame in traceback.extract_tb(e.__traceback__))
      names
    `;
    function thrower() {
      throw new Error("x");
    }
    function callsPython() {
      return run(code, { f: thrower });
    }
    assert.match(callsPython(), / thrower$/);
  });

  test("the stack is not read until somebody looks", () => {
    let reads = 0;
    const error = Object.defineProperty(new Error("lazy"), "stack", {
      get() {
        reads += 1;
        return "";
      },
    });
    const code = `
      try:
          f()
      except Exception as e:
          kept = e
    `;
    run(code, { f: throwing(error) });
    assert.equal(reads, 0);
    py.runPython("kept.__traceback__\nkept.__traceback__");
    assert.equal(reads, 1);
  });

  test("a stack of an odd type or shape does no harm", () => {
    for (const stack of [undefined, 5, {}, "", "\n\n@@:::\n    at (", "x".repeat(10_000)]) {
      const error = Object.defineProperty(new Error("odd"), "stack", { value: stack });
      assert.match(printed(throwing(error)), /Error: odd/);
    }
    const throwingStack = Object.defineProperty(new Error("odd"), "stack", {
      get() {
        throw new Error("no stack");
      },
    });
    assert.match(printed(throwing(throwingStack)), /Error: odd/);
  });

  test("it is pickled as name, message and stack", () => {
    const code = `
      import pickle
      try:
          f()
      except Exception as e:
          e.add_note("a note")
          copied = pickle.loads(pickle.dumps(e))
          same = (copied.name, copied.message, copied.stack) == (e.name, e.message, e.stack)
          seen = [same, type(copied) is type(e), copied is not e, copied.__notes__ == ["a note"]]
      seen.append(copied)
      all(seen) and copied
    `;
    const error = new RangeError("kept");
    const copied = run(code, { f: throwing(error) });
    assert.ok(copied instanceof RangeError);
    assert.notEqual(copied, error);
    assert.equal(copied.stack, error.stack);
  });

  test("copies are made as pickles are", () => {
    const code = `
      import copy
      names = []
      for each in copy.copy(error), copy.deepcopy(error):
          names.append(f"{each.name}: {each.message} {each is error}")
      "; ".join(names)
    `;
    const error = Object.assign(new Error("thing"), { name: "MyError" });
    assert.equal(run(code, { error }), "MyError: thing False; MyError: thing False");
  });

  test("a pickle can be read and written by an ordinary Python", () => {
    const code = `
      import pickle, sys
      pickled = pickle.dumps(error)
      bridge = sys.modules["_jaspy"]
      sys.modules["_jaspy"] = None  # as on a Python that does not run inside Jaspy
      try:
          there = pickle.loads(pickled)
          seen = f"{there.name}, {there.message}, {there}"
          pickled = pickle.dumps(there)
      finally:
          sys.modules["_jaspy"] = bridge
      f"{seen}; {pickle.loads(pickled)}"
    `;
    const seen = run(code, { error: new RangeError("far") });
    assert.equal(seen, "RangeError, far, RangeError: far; RangeError: far");
  });
});
