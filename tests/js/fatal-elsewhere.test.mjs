/** What would be fatal elsewhere is an exception here, and the runtime goes on. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const stillWorks = () => {
    assert.equal(run("f(20) + 1", { f: (x) => 2 * x }), 41);
    assert.equal(py.runPython("sum(len(str(n)) for n in range(1000))"), 2890);
  };

  test("JavaScript that exhausts its stack raises a JsException", () => {
    const code = `
      from pyodide.ffi import JsException
      try:
          descend()
      except JsException as e:
          caught = [e.name, e.message]
      " ".join(caught)
    `;
    const descend = () => descend() + 1;
    assert.equal(run(code, { descend }), "RangeError Maximum call stack size exceeded");
    assert.throws(() => run("descend()", { descend }), RangeError);
    stillWorks();
  });

  test("more memory than there can be raises MemoryError", () => {
    for (const code of ["bytes(2 ** 32 - 100)", "[0] * (2 ** 30)", "'x' * (2 ** 31 - 100) * 4"]) {
      assert.throws(() => py.runPython(`x = ${code}`), { type: /MemoryError|OverflowError/ }, code);
    }
    stillWorks();
  });

  test("memory that fills up raises MemoryError", () => {
    const code = `
      kept = []
      try:
          while True:
              kept.append(bytearray(2 ** 28))
      except MemoryError:
          count = len(kept)
          del kept
      count
    `;
    assert.ok(py.runPython(code) >= 4);
    stillWorks();
  });

  test("sys.exit throws SystemExit", () => {
    assert.throws(() => py.runPython("import sys\nsys.exit(3)"), {
      name: "PythonError",
      type: "SystemExit",
      message: /SystemExit: 3/,
    });
    assert.throws(() => py.runPython("raise SystemExit"), { type: "SystemExit" });
    const leave = py.runPython("lambda: sys.exit('from a function')");
    assert.throws(() => leave(), { type: "SystemExit", message: /from a function/ });
    stillWorks();
  });
});
