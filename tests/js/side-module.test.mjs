/** A C extension, built with the toolchain that built the runtime, as a side module. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";

import { py, run, test } from "./support/runtime.mjs";

const { JASPY_EMCC, JASPY_PYTHON_INCLUDE } = process.env;

function build(folder) {
  const source = fileURLToPath(new URL("side-module/tally.c", import.meta.url));
  const includes = JASPY_PYTHON_INCLUDE.split(delimiter).map((each) => `-I${each}`);
  const flags = [
    "-O2",
    "-fPIC",
    "-sSIDE_MODULE=2",
    "-sEXPORTED_FUNCTIONS=_PyInit_tally",
    "-fwasm-exceptions",
  ];
  execFileSync(JASPY_EMCC, [...flags, ...includes, source, "-o", join(folder, "tally.so")], {
    stdio: "pipe",
  });
}

if (!JASPY_EMCC || !JASPY_PYTHON_INCLUDE) {
  const reason =
    "left out: JASPY_EMCC and JASPY_PYTHON_INCLUDE, which `cargo xtask test` sets, name no toolchain";
  nodeTest("a C extension imports", { skip: reason }, () => {});
} else {
  const folder = mkdtempSync(join(tmpdir(), "jaspy-test-"));
  after(() => rmSync(folder, { recursive: true }));
  build(folder);
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
