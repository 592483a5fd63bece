/** A C extension, built with the toolchain that built the runtime, as a side module. */
import assert from "node:assert/strict";
import { test as nodeTest } from "node:test";

import { builtExtension, noToolchain } from "./support/extension.mjs";
import { py, run, test } from "./support/runtime.mjs";

if (noToolchain !== undefined) {
  nodeTest("a C extension imports", { skip: noToolchain }, () => {});
} else {
  const folder = builtExtension();
  py.mountNodeFS("/extensions", folder);
  py.runPython("import sys\nsys.path.append('/extensions')\nimport tally");

  test("a C extension imports and uses the C library", () => {
    assert.equal(py.runPython("import tally\ntally.hypotenuse(3, 4)"), 5);
  });

  test("a type of a C extension keeps its state", () => {
    const tally = py.runPython("import tally\ntally.Tally()");
    assert.deepEqual([tally.add(2), tally.add(3), tally.type], [2, 5, "Tally"]);
  });

  test("a C extension refuses arguments of a wrong type", () => {
    assert.throws(() => py.runPython("import tally\ntally.hypotenuse('a', 4)"), {
      type: "TypeError",
    });
    assert.throws(() => py.runPython("import tally\ntally.Tally().add(2**40)"), {
      type: "OverflowError",
    });
  });

  test("a C extension calls JavaScript, which calls the extension", () => {
    const f = (n) => (n === 0 ? 0 : py.globals.again(n - 1) + 1);
    const code = `
      import tally
      again = lambda n: tally.call_with(f, n)
      again(10)
    `;
    assert.equal(run(code, { f }), 10);
  });

  test("what JavaScript throws passes through a C extension", () => {
    const error = new RangeError("through C");
    const f = () => {
      throw error;
    };
    assert.throws(
      () => run("import tally\ntally.call_with(f, 1)", { f }),
      (thrown) => thrown === error,
    );
  });

  test("an extension that is no wasm raises ImportError", () => {
    py.FS.writeFile("/tmp/broken_extension.so", "this is no wasm");
    py.runPython("import sys\nsys.path.append('/tmp')");
    try {
      assert.throws(() => py.runPython("import broken_extension"), { type: "ImportError" });
      assert.equal(py.runPython("1 + 1"), 2);
    } finally {
      py.runPython("import sys\nsys.path.remove('/tmp')");
      py.FS.unlink("/tmp/broken_extension.so");
    }
  });
}
