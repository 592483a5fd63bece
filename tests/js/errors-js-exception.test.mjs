/** JavaScript errors seen from Python. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  /** Runs `f()` in Python, and gives what `expression` says about the exception. */
  function caught(f, expression) {
    const code = `
    from pyodide.ffi import JsException
    try:
        f()
    except BaseException as e:
        caught = ${expression}
    caught
  `;
    return run(code, { f });
  }

  const throwing = (value) => () => {
    throw value;
  };

  test("a thrown Error is raised as a JsException", () => {
    const error = new RangeError("too much");
    assert.equal(
      caught(throwing(error), "isinstance(e, JsException) and isinstance(e, Exception)"),
      true,
    );
    assert.equal(caught(throwing(error), "str(e)"), "RangeError: too much");
  });

  test("the properties of the Error are attributes of the exception", () => {
    const error = Object.assign(new TypeError("bad"), { code: 7 });
    assert.deepEqual(caught(throwing(error), "[e.name, e.message, e.code]"), [
      "TypeError",
      "bad",
      7,
    ]);
    assert.equal(caught(throwing(error), "e.stack"), error.stack);
  });

  test("js_error is the error itself", () => {
    const error = new Error("me");
    assert.equal(caught(throwing(error), "e.js_error"), error);
  });

  test("a DOMException is raised like an Error", () => {
    const error = new DOMException("gone", "AbortError");
    assert.equal(
      caught(throwing(error), "f'{type(e).__mro__[-3].__name__}: {e.name}'"),
      "Exception: AbortError",
    );
  });

  test("a thrown value that is no Error is wrapped, and can be had back", () => {
    const thing = { toString: () => "a thing" };
    for (const value of [5, "text", thing, undefined, null, Symbol("s"), 2n ** 70n]) {
      assert.equal(caught(throwing(value), "isinstance(e, JsException)"), true);
      const isNone = value === null && semantics === "classic";
      assert.equal(caught(throwing(value), "e.js_error"), isNone ? undefined : value);
    }
    assert.match(caught(throwing(5), "str(e)"), /\b5\b/);
    assert.match(caught(throwing("text"), "str(e)"), /text/);
    assert.match(caught(throwing(thing), "str(e)"), /a thing/);
    assert.match(caught(throwing(undefined), "str(e)"), /thrown: undefined$/);
    assert.match(caught(throwing(null), "str(e)"), /thrown: null$/);
  });

  test("a thrown object whose text cannot be had is raised all the same", () => {
    const hostile = {
      get name() {
        throw new Error("no name");
      },
      toString() {
        throw new Error("no text");
      },
    };
    assert.equal(caught(throwing(hostile), "isinstance(e, JsException)"), true);
    assert.equal(caught(throwing(Object.create(null)), "isinstance(e, JsException)"), true);
    assert.equal(py.runPython("1 + 1"), 2);
  });

  test("a thrown revoked Proxy is raised all the same", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    assert.equal(caught(throwing(proxy), "isinstance(e, JsException)"), true);
  });

  test("an Error that is a value converts to an exception that can be raised", () => {
    const error = new RangeError("as a value");
    assert.equal(
      run("isinstance(error, Exception) and str(error)", { error }),
      "RangeError: as a value",
    );
    assert.throws(
      () => run("raise error", { error }),
      (thrown) => thrown === error,
    );
    assert.equal(run("error", { error }), error);
  });

  test("an Error whose cause is itself does no harm", () => {
    const error = new Error("around");
    error.cause = error;
    assert.equal(caught(throwing(error), "e.message"), "around");
  });

  test("except names the place in Python's traceback", () => {
    const code = `
    import traceback
    def outer():
        f()
    try:
        outer()
    except Exception:
        text = traceback.format_exc()
    text
  `;
    const text = run(code, { f: throwing(new RangeError("deep")) });
    assert.match(text, /in outer[\s\S]*RangeError: deep/);
  });

  test("an exception handler may call the function that throws again", () => {
    let left = 3;
    const f = () => {
      left -= 1;
      if (left > 0) py.runPython("handle()");
      throw new Error(`left ${left}`);
    };
    const code = `
    def handle():
        try:
            f()
        except Exception as e:
            seen.append(e.message)
    seen = []
    handle()
    seen
  `;
    assert.deepEqual(run(code, { f }), ["left 0", "left 0", "left 0"]);
  });

  test("finally and with run when JavaScript throws", () => {
    const code = `
    from contextlib import contextmanager
    seen = []
    @contextmanager
    def noting():
        try:
            yield
        finally:
            seen.append("left")
    try:
        with noting(): f()
    except Exception:
        seen.append("caught")
    seen
  `;
    assert.deepEqual(run(code, { f: throwing(new Error("x")) }), ["left", "caught"]);
  });

  test("JsException is one class under all its names", () => {
    const code = `
    import pyodide, pyodide.ffi, jaspy.ffi, jstypes.ffi
    names = {pyodide.JsException, pyodide.ffi.JsException, jaspy.ffi.JsException, jstypes.ffi.JSException}
    len(names)
  `;
    assert.equal(py.runPython(code), 1);
  });
});
