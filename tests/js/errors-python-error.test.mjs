/** Python exceptions seen from JavaScript. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";
import { runModule } from "./support/node.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** What `f` throws. */
  function thrownBy(f) {
    try {
      f();
    } catch (error) {
      return error;
    }
    return assert.fail("nothing was thrown");
  }

  test("a raised exception is thrown as a PythonError", () => {
    const error = thrownBy(() => py.runPython("raise ValueError('wrong')"));
    assert.ok(error instanceof Error);
    assert.ok(error instanceof py.ffi.PythonError);
    assert.equal(error.name, "PythonError");
    assert.equal(error.type, "ValueError");
  });

  test("its message is the traceback that Python prints", () => {
    const code = `
    def divide():
        return 1 / 0
    divide()
  `;
    const { message } = thrownBy(() => py.runPython(code, { filename: "sums.py" }));
    assert.match(message, /^Traceback \(most recent call last\):\n/);
    assert.match(message, /File "sums\.py", line \d+, in divide\n/);
    assert.match(message, /ZeroDivisionError: division by zero\s*$/);
  });

  test("the traceback does not show the bridge's own frames", () => {
    const { message } = thrownBy(() => py.runPython("1 / 0"));
    assert.equal(message.match(/File "/g).length, 1, message);
  });

  test("its stack shows the program's functions, though V8 notes ten in all", () => {
    const fail = run("def fail(): raise ValueError\nfail");
    const inner = () => fail();
    const middle = () => inner();
    const outer = () => middle();
    const start = () => outer();
    const functions = thrownBy(start).stack.match(
      /(?<= at )(inner|middle|outer|start|thrownBy)\b/g,
    );
    assert.deepEqual(functions, ["inner", "middle", "outer", "start", "thrownBy"]);
  });

  test("one that nobody catches shows the traceback", async () => {
    const { stderr, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    (await loadJaspy()).runPython("def divide():\\n    return 1 / 0\\ndivide()");
  `);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /PythonError: Traceback[\s\S]*in divide[\s\S]*ZeroDivisionError: division by zero/,
    );
  });

  test("its message includes the chained causes", () => {
    const code = `
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise KeyError("k") from error
  `;
    const { message, type } = thrownBy(() => py.runPython(code));
    assert.match(message, /ZeroDivisionError[\s\S]*direct cause[\s\S]*KeyError: 'k'/);
    assert.equal(type, "KeyError");
  });

  test("cause is the PythonError of the cause, or else of the context", () => {
    const causes = ["raise KeyError('k') from error", "raise KeyError('k')"];
    for (const raise of causes) {
      const code = `try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    ${raise}`;
      const { cause } = thrownBy(() => py.runPython(code));
      assert.ok(cause instanceof py.ffi.PythonError);
      assert.equal(cause.type, "ZeroDivisionError");
    }
    assert.equal(thrownBy(() => py.runPython("1 / 0")).cause, undefined);
  });

  test("pyException gives the exception", () => {
    const error = thrownBy(() => py.runPython("raise KeyError('k', 2)"));
    const exception = error.pyException();
    assert.ok(py.isPyProxy(exception));
    assert.deepEqual(exception.args, ["k", 2]);
  });

  test("text of any characters arrives in the message", () => {
    assert.match(
      thrownBy(() => py.runPython("raise ValueError('\u{1f40d} \\ud800 nul\\0')")).message,
      /\u{1f40d} .*nul/u,
    );
  });

  test("an exception whose text fails has a message all the same", () => {
    const code = `
    class Speechless(Exception):
        def __str__(self): raise RuntimeError("no text")
    raise Speechless
  `;
    const error = thrownBy(() => py.runPython(code));
    assert.equal(error.type, "Speechless");
    assert.match(error.message, /Speechless/);
  });

  test("a syntax error names the line", () => {
    const error = thrownBy(() => py.runPython("x = 1\ny ="));
    assert.equal(error.type, "SyntaxError");
    assert.match(error.message, /line 2/);
  });

  test("an exception group shows all of its parts", () => {
    const { message } = thrownBy(() =>
      py.runPython("raise ExceptionGroup('two', [KeyError(1), ValueError(2)])"),
    );
    assert.match(message, /KeyError: 1[\s\S]*ValueError: 2/);
  });

  for (const [raise, type] of [
    ["import sys\nsys.exit(3)", "SystemExit"],
    ["raise KeyboardInterrupt", "KeyboardInterrupt"],
    ["raise GeneratorExit", "GeneratorExit"],
    ["raise StopIteration", "StopIteration"],
  ]) {
    test(`${type} is thrown as a PythonError and the runtime goes on`, () => {
      assert.throws(() => py.runPython(raise), { name: "PythonError", type });
      assert.equal(py.runPython("1 + 1"), 2);
    });
  }

  test("SystemExit and KeyboardInterrupt pass through JavaScript as what they are", () => {
    for (const type of ["SystemExit", "KeyboardInterrupt"]) {
      const code = `
      def leave(): raise ${type}
      try:
          pass_on(leave)
      except Exception:
          caught = "as an ordinary error"
      except ${type}:
          caught = "as itself"
      caught
    `;
      assert.equal(run(code, { pass_on: (f) => f() }), "as itself");
    }
  });

  test("an exception in code that JavaScript called from Python can be caught between", () => {
    const attempt = (f) => {
      try {
        return f();
      } catch (error) {
        return error.type;
      }
    };
    assert.equal(run("attempt(lambda: {}['k'])", { attempt }), "KeyError");
  });

  test("reading the message may run Python code that calls JavaScript", () => {
    py.globals.word = () => py.runPython("'a word'");
    const code = `
    class Asking(Exception):
        def __str__(self): return word()
    raise Asking
  `;
    assert.match(thrownBy(() => py.runPython(code)).message, /Asking: a word/);
  });

  test("a message that was read goes with it to another thread, and can be replaced", () => {
    const error = thrownBy(() => py.runPython("1 / 0"));
    assert.match(structuredClone(error).stack, /ZeroDivisionError: division by zero/);
    const { message } = error;
    assert.equal(structuredClone(error).message, message);
    assert.deepEqual(Object.keys(error), Object.keys(thrownBy(() => py.runPython("1 / 0"))));
    error.message = "another";
    assert.equal(error.message, "another");
    const unread = thrownBy(() => py.runPython("1 / 0"));
    unread.message = "replaced before it was read";
    assert.equal(unread.message, "replaced before it was read");
  });

  test("it keeps the frames of the exception until it is collected, and no longer", async () => {
    const code = `
      import sys, weakref
      class Local: pass
      def fail():
          local = Local()
          watch.append(weakref.ref(local))
          raise KeyError("frames")
      watch = []
      fail
    `;
    let error = thrownBy(() => py.runPython(code)());
    const lives = () => py.runPython("watch[0]() is not None");
    py.runPython("del sys.last_exc, sys.last_value, sys.last_traceback, sys.last_type");
    assert.equal(lives(), true);
    assert.match(error.message, /in fail/);
    error = undefined;
    assert.ok(await collectUntil(() => !lives()));
  });

  test("nothing is rendered until the message is read, and then once", () => {
    const code = `
    rendered = []
    class Counting(Exception):
        def __str__(self):
            rendered.append(1)
            return "counted"
    raise Counting
  `;
    const error = thrownBy(() => py.runPython(code));
    assert.equal(py.runPython("len(rendered)"), 0);
    assert.match(error.message, /Counting: counted/);
    const count = py.runPython("len(rendered)");
    assert.equal(error.message, error.message);
    assert.equal(py.runPython("len(rendered)"), count);
  });

  test("sys.last_exc and its companions are what was thrown last", () => {
    assert.throws(() => py.runPython("raise KeyError('last')"), { type: "KeyError" });
    const code = `
    import sys
    exc = sys.last_exc
    [exc.args[0], sys.last_value is exc, sys.last_type is KeyError,
     sys.last_traceback is exc.__traceback__]
  `;
    assert.deepEqual(py.runPython(code), ["last", true, true, true]);
    const thrown = () => {
      throw new Error("JavaScript's");
    };
    assert.throws(() => run("thrown()", { thrown }), /JavaScript's/);
    assert.equal(py.runPython("str(sys.last_exc)"), "Error: JavaScript's");
  });

  test("an exception that Python catches is not remembered", () => {
    const code = `
    import sys
    def fail(): raise KeyError
    try:
        pass_on(fail)
    except KeyError:
        pass
    hasattr(sys, "last_exc")
  `;
    assert.equal(run(code, { pass_on: (f) => f() }), false);
  });

  test("sys.exit keeps its code", () => {
    const error = thrownBy(() => py.runPython("import sys\nsys.exit(3)"));
    assert.equal(error.pyException().code, 3);
  });
});
