/** JsException as a proxy of its Error, in both semantics. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  /** Runs `f()` in Python, and gives what `expression` says about the exception `e`. */
  const caught = (f, expression, names = {}) => {
    const code = `
      from jaspy.ffi import JsException, JsProxy
      try:
          f()
      except BaseException as e:
          caught = ${expression}
      caught
    `;
    return run(code, { f, ...names });
  };
  const throwing = (value) => () => {
    throw value;
  };

  test("it is an Exception and a JsProxy", () => {
    const f = throwing(new Error("both"));
    assert.equal(caught(f, "isinstance(e, Exception) and isinstance(e, JsProxy)"), true);
    const classes = "from jaspy.ffi import JsException, JsProxy\n";
    assert.equal(py.runPython(`${classes}issubclass(JsException, Exception)`), true);
    assert.equal(py.runPython(`${classes}issubclass(JsException, JsProxy)`), true);
    assert.equal(caught(f, "type(e) is JsException"), true);
  });

  test("the class can neither be called, derived from nor changed", () => {
    const refused = { type: "TypeError" };
    const use = "from jaspy.ffi import JsException\n";
    assert.throws(() => py.runPython(`${use}JsException('x')`), {
      ...refused,
      message: /JsException cannot be instantiated: make a JavaScript Error/,
    });
    assert.throws(() => py.runPython(`${use}class Mine(JsException): pass`), refused);
    assert.throws(() => py.runPython(`${use}JsException.mine = 1`), refused);
  });

  test("the same Error is the same exception while that lives", () => {
    const error = new Error("one");
    const code = `
      try:
          f()
      except Exception as first:
          try:
              f()
          except Exception as second:
              same = [first is second, first is give(), first is first.js_error, give() is give()]
      all(same)
    `;
    assert.equal(run(code, { f: throwing(error), give: () => error }), true);
  });

  test("it goes back to JavaScript as its Error", () => {
    const error = new RangeError("back");
    assert.equal(caught(throwing(error), "again(e)", { again: (x) => x === error }), true);
    assert.throws(
      () => run("f()", { f: throwing(error) }),
      (thrown) => thrown === error,
    );
  });

  test("properties are set and deleted on the Error", () => {
    const error = Object.assign(new Error("with more"), { gone: 1 });
    const code = `
      try:
          f()
      except Exception as e:
          e.code = 7
          e.message = "changed"
          del e.gone
          text = f"{e.code} {hasattr(e, 'gone')} {e}"
      text
    `;
    assert.equal(run(code, { f: throwing(error) }), "7 False Error: changed");
    assert.equal(error.code, 7);
    assert.equal(error.message, "changed");
    assert.equal("gone" in error, false);
  });

  if (semantics === "classic") {
    test("its items are the properties of the Error", () => {
      const error = Object.assign(new Error("with more"), { code: "E1", gone: 1 });
      const code = `
        try:
            f()
        except Exception as e:
            e["extra"] = e["code"] + e["message"]
            del e["gone"]
            seen = [e["extra"], "code" in e, "gone" in e]
        seen
      `;
      assert.deepEqual(run(code, { f: throwing(error) }), ["E1with more", true, false]);
      assert.equal(error.extra, "E1with more");
      assert.throws(() => caught(throwing(error), "e['nope']"), {
        type: "KeyError",
        message: /'nope'/,
      });
      for (const expression of ["iter(e)", "len(e)"]) {
        assert.throws(() => caught(throwing(error), expression), { type: "TypeError" });
      }
    });
  } else {
    test("it has no items, as plain objects have none", () => {
      const f = throwing(Object.assign(new Error("with more"), { code: "E1" }));
      for (const expression of ["e['code']", "'code' in e", "iter(e)", "e.__setitem__('a', 1)"]) {
        assert.throws(() => caught(f, expression), { type: /TypeError|AttributeError/ });
      }
    });
  }

  test("the errors of an AggregateError are exceptions, too", () => {
    const error = new AggregateError([new TypeError("a"), 5], "many");
    const expression =
      "[str(e), isinstance(e.errors[0], JsException), str(e.errors[0]), e.errors[1]]";
    const seen = caught(throwing(error), `repr(${expression})`);
    assert.equal(seen, "['AggregateError: many', True, 'TypeError: a', 5]");
  });

  test("a missing property raises AttributeError, a refused one TypeError", () => {
    const error = Object.freeze(new Error("frozen"));
    assert.throws(() => caught(throwing(error), "e.nope"), {
      type: "AttributeError",
      message: /^AttributeError: nope$/m,
    });
    assert.throws(() => caught(throwing(error), "setattr(e, 'more', 1)"), { type: "TypeError" });
    assert.throws(() => caught(throwing(error), "delattr(e, 'message')"), { type: "TypeError" });
  });

  test("what a getter of the Error throws comes through, and it may run Python", () => {
    const error = Object.defineProperties(new Error("moody"), {
      bad: {
        get() {
          throw new RangeError("no getter");
        },
      },
      good: { get: () => py.runPython("6 * 7") },
    });
    assert.throws(() => caught(throwing(error), "e.bad"), /RangeError: no getter/);
    assert.equal(caught(throwing(error), "e.good"), 42);
  });

  test("what every proxy has it has, too", () => {
    const error = new Error("proxy");
    const names = { same: error, other: new Error("other") };
    assert.equal(caught(throwing(error), "e.typeof", names), "object");
    assert.equal(
      caught(throwing(error), "e == same and e != other and e.js_id == same.js_id", names),
      true,
    );
    assert.equal(caught(throwing(error), "hash(e) == hash(same) != hash(other)", names), true);
    assert.equal(
      caught(throwing(error), "{'message', 'with_traceback', 'stack', 'js_id'} <= set(dir(e))"),
      true,
    );
    assert.equal(caught(throwing(error), "repr(e)"), "Error: proxy");
    assert.equal(caught(throwing(error), "bool(e)"), true);
  });

  test("args has the message, unless they are set", () => {
    const f = throwing(new Error("why"));
    assert.equal(caught(f, "len(e.args) == 1 and e.args[0]"), "why");
    assert.equal(caught(f, "[setattr(e, 'args', (1, 2)), e.args == (1, 2)][1]"), true);
  });

  test("notes and other names of Python's are its own, not the Error's", () => {
    const error = new Error("noted");
    const code = `
      try:
          f()
      except Exception as e:
          e.add_note("while testing")
          e.__mine__ = 1
          notes = ", ".join(e.__notes__)
      notes
    `;
    assert.equal(run(code, { f: throwing(error) }), "while testing");
    assert.equal("__notes__" in error || "__mine__" in error, false);
  });

  test("with_traceback and a set traceback are kept", () => {
    const f = throwing(new Error("where"));
    assert.equal(caught(f, "e.with_traceback(None) is e and e.__traceback__ is None"), true);
    assert.equal(
      caught(f, "[setattr(e, '__traceback__', None), e.__traceback__][1] is None"),
      true,
    );
  });

  test("what is being handled becomes its context", () => {
    const code = `
      try:
          1 / 0
      except ZeroDivisionError as first:
          try:
              f()
          except Exception as e:
              is_context = e.__context__ is first
      is_context
    `;
    assert.equal(run(code, { f: throwing(new Error("second")) }), true);
  });

  test("a weak reference ends with it, and its callback may meet the Error again", () => {
    const error = new Error("weak");
    const code = `
      import weakref
      from jaspy.ffi import JsException
      seen = []
      def meet(_):
          again = give()
          seen.append(isinstance(again, JsException) and again.message)
      reference = weakref.ref(give(), meet)
      [reference() is None, seen[0]] == [True, "weak"]
    `;
    assert.equal(run(code, { give: () => error }), true);
  });

  test("an exception that JavaScript throws as a PyProxy is that exception", () => {
    const original = py.runPython("original = KeyError('k')\noriginal");
    const code = `
      try:
          f()
      except KeyError as e:
          same = e is original
      same
    `;
    assert.equal(run(code, { f: throwing(original) }), true);
    original.destroy();
  });

  test("another PyProxy that is thrown is wrapped", () => {
    const proxy = py.runPython("given = lambda: 1\ngiven");
    assert.equal(
      caught(throwing(proxy), "isinstance(e, JsException) and e.js_error is given"),
      true,
    );
    proxy.destroy();
    assert.equal(caught(throwing(proxy), "isinstance(e, JsException)"), true);
    const lent =
      "try:\n    f(KeyError())\nexcept Exception as e:\n    kind = type(e).__name__\nkind";
    const throwIt = (x) => {
      throw x;
    };
    assert.match(run(lent, { f: throwIt }), /^(KeyError|JsException)$/);
  });

  test("what wraps a thrown value is an Error, and what it threw goes on", () => {
    const thing = Object.freeze({ toString: () => "a thing" });
    const f = throwing(thing);
    assert.match(caught(f, "str(e)"), /^Error: something that is no Error was thrown: a thing$/);
    assert.ok(caught(f, "again(e)", { again: (x) => x instanceof Error }));
    assert.equal(caught(f, "e.js_error"), thing);
    assert.throws(
      () => run("f()", { f }),
      (thrown) => thrown === thing,
    );
  });

  test("an error of another runtime is an Error like others", async () => {
    const { loadJaspy } = await import("../../dist/jaspy.mjs");
    const other = await loadJaspy();
    const f = () => other.runPython("raise ValueError('elsewhere')");
    assert.match(caught(f, "str(e)"), /^PythonError: Traceback[\s\S]*ValueError: elsewhere/);
    assert.equal(caught(f, "e.type"), "ValueError");
  });

  test("ten thousand errors, one the context of the next, end without harm", () => {
    const code = `
      chain = None
      for i in range(10_000):
          e = make(i)
          e.__context__ = chain
          chain = e
      text = str(e)
      del chain, e
      text
    `;
    assert.equal(run(code, { make: (i) => new Error(`number ${i}`) }), "Error: number 9999");
  });
});
