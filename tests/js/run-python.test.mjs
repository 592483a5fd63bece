import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  test("the value is that of the last expression", () => {
    assert.equal(py.runPython("1 + 1"), 2);
    assert.equal(py.runPython("x = 20\nx + 1\nx + 2"), 22);
  });

  test("code that ends in no expression gives undefined", () => {
    for (const code of [
      "x = 1",
      "def f(): return 1",
      "",
      "# a comment",
      "pass",
      "if True:\n    5",
    ]) {
      assert.equal(py.runPython(code), undefined, code);
    }
  });

  test("a semicolon at the end suppresses the value", () => {
    assert.equal(py.runPython("1 + 1;"), undefined);
    assert.equal(py.runPython("1 + 1 ; \n"), undefined);
    assert.equal(py.runPython("1 + 1;  # comment"), undefined);
    assert.equal(py.runPython("1 + 1 # ;"), 2);
  });

  test("common indentation is removed", () => {
    const code = `
    def double(x):
        return 2 * x
    double(21)
  `;
    assert.equal(py.runPython(code), 42);
  });

  test("text within the code keeps its characters", () => {
    assert.equal(py.runPython("'\u{1f40d}' 'é'"), "\u{1f40d}é");
    assert.equal(py.runPython("π = 3\nπ"), 3);
  });

  test("names live on from one run to the next", () => {
    py.runPython("counter = 1");
    py.runPython("counter += 1");
    assert.equal(py.runPython("counter"), 2);
  });

  test("code that is no string is refused by name", () => {
    for (const code of [5, undefined, null, {}, ["1"]]) {
      assert.throws(() => py.runPython(code), { name: "TypeError", message: /code.*string/s });
    }
  });

  test("options of a wrong type are refused by name", () => {
    assert.throws(() => py.runPython("1", { filename: 5 }), {
      name: "TypeError",
      message: /filename.*string/s,
    });
    assert.throws(() => py.runPython("1", { globals: 5 }), {
      name: "TypeError",
      message: /globals/,
    });
    assert.throws(() => py.runPython("1", { locals: 5 }), { name: "TypeError", message: /locals/ });
  });

  test("globals can be given", () => {
    assert.equal(py.runPython("__name__", { globals: py.globals }), "__main__");
  });

  test("the file name is in the traceback, with the line of the source", () => {
    const code = "first = 1\nsecond = 1 / 0\n";
    assert.throws(() => py.runPython(code, { filename: "shop/till.py" }), {
      message: /File "shop\/till\.py", line 2, in <module>\n +second = 1 \/ 0/,
    });
  });

  test("what the code raises is thrown, and what it did before stays", () => {
    assert.throws(() => py.runPython("before = 1\n1 / 0\nafter = 1"), {
      type: "ZeroDivisionError",
    });
    assert.equal(py.runPython("before, 'after' in globals()")[0], 1);
    assert.equal(py.runPython("'after' in globals()"), false);
  });

  test("code may run code", () => {
    const f = (n) => (n === 0 ? "bottom" : py.runPython(`f(${n - 1})`));
    assert.equal(run("f(10)", { f }), "bottom");
  });

  test("replacing pyodide.eval_code changes what runPython does", () => {
    const code = `
    import pyodide
    original = pyodide.eval_code
    pyodide.eval_code = lambda code, *args, **kwargs: ["seen", original(code, *args, **kwargs)]
  `;
    py.runPython(code);
    assert.deepEqual(py.runPython("2 + 7"), ["seen", 9]);
    py.runPython("pyodide.eval_code = original");
    assert.equal(py.runPython("2 + 7"), 9);
  });

  test("eval_code works from Python too", () => {
    assert.equal(py.runPython("from pyodide import eval_code\neval_code('x + 1', {'x': 1})"), 2);
  });
});
