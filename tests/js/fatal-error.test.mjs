/** Native code that fails ends its runtime, and only that, with one clear error. */
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { runModule } from "./support/node.mjs";

const neighbour = await loadJaspy();
// The C library tells Node the exit code of the process that it has ended.
after(() => {
  process.exitCode = 0;
});

/** What native code does that cannot go on, as Python code. */
const FAILURES = {
  "memory out of bounds": "import ctypes\nctypes.string_at(2 ** 32 - 64, 32)",
  unreachable: "import os\nos.abort()",
  "a function pointer that is none": "import ctypes\nctypes.CFUNCTYPE(None)(123456789)()",
  "an ended process": "import os\nos._exit(3)",
};

/** Loads a runtime in which `fail` is a Python function that does what its name says. */
async function runtimeToFail(source) {
  const py = await loadJaspy();
  py.runPython(`def fail():\n${source.replaceAll(/^/gm, "    ")}`);
  return py;
}

function errorOf(action) {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail("it did not throw");
}

/** Runs without what emscripten writes on the console when the C library aborts. */
function quietly(body) {
  const { error } = console;
  console.error = () => {};
  try {
    return body();
  } finally {
    console.error = error;
  }
}

for (const [failure, source] of Object.entries(FAILURES)) {
  test(`${failure} throws one FatalError with the traceback, from then on always`, async () => {
    const py = await runtimeToFail(source);
    const list = py.runPython("import __main__\n__main__");
    const error = quietly(() =>
      errorOf(() => py.runPython("x = 1\nfail()", { filename: "till.py" })),
    );
    assert.equal(error.name, "FatalError");
    assert.ok(error instanceof Error);
    assert.match(error.message, /cannot be used any more.*Load another/);
    assert.match(
      error.message,
      /Traceback \(most recent call last\):\n {2}File "till\.py", line 2, in <module>\n {2}File "<exec>", line \d, in fail/,
    );
    for (const use of [
      () => py.runPython("1 + 1"),
      () => py.globals.x,
      () => py.globals.fail,
      () => py.pyimport("math"),
      () => py.repr(1),
      () => py.FS,
      () => py.setStdout(),
      () => py.debug.counts(),
      () => list.x,
      () => Object.keys(list),
    ]) {
      assert.equal(errorOf(use), error, String(use));
    }
    await assert.rejects(py.runPythonAsync("1 + 1"), (thrown) => thrown === error);
    assert.equal(neighbour.runPython("1 + 1"), 2);
    assert.equal((await loadJaspy()).runPython("1 + 1"), 2);
    list.destroy();
    py.destroy();
  });
}

test("JavaScript that catches a FatalError cannot make Python go on", async () => {
  const py = await runtimeToFail(FAILURES["memory out of bounds"]);
  let caught;
  let wasReached = false;
  py.globals.call = () => {
    caught = errorOf(() => py.globals.fail());
  };
  py.globals.reach = () => {
    wasReached = true;
  };
  const error = errorOf(() => py.runPython("call()\nreach()"));
  assert.equal(error, caught);
  assert.equal(wasReached, false);
  const after = await runtimeToFail(FAILURES["memory out of bounds"]);
  after.globals.call = () => {
    errorOf(() => after.globals.fail());
    return 5;
  };
  assert.equal(errorOf(() => after.runPython("call()")).name, "FatalError");
});

test("a FatalError of one runtime is an error like any other in another", async () => {
  const py = await runtimeToFail(FAILURES["memory out of bounds"]);
  neighbour.globals.call = () => py.globals.fail();
  const code = `
    try:
        call()
    except Exception as e:
        name = e.name
    name
  `;
  assert.equal(neighbour.runPython(code), "FatalError");
  assert.equal(neighbour.runPython("del globals()['call']\n1 + 1"), 2);
});

test("native code that fails in a callback of the event loop ends the runtime", async () => {
  const py = await runtimeToFail(FAILURES["memory out of bounds"]);
  const { error } = console;
  const reported = new Promise((resolve) => {
    console.error = (_text, cause) => resolve(cause);
  });
  const run = py.runPythonAsync("import asyncio\nawait asyncio.sleep(0.001)\nfail()");
  const seen = await reported;
  console.error = error;
  await assert.rejects(run, (reason) => reason === seen);
  assert.equal(seen.name, "FatalError");
  assert.equal(
    errorOf(() => py.runPython("1")),
    seen,
  );
});

test("timers of a runtime that has failed keep no process alive", async () => {
  const { stdout, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    const run = py.runPythonAsync("import asyncio\\nawait asyncio.sleep(1000)");
    py.globals.set("later", () => {});
    py.runPython("from jaspy.ffi.wrappers import set_interval\\nset_interval(later, 1000)");
    await new Promise((resolve) => setImmediate(resolve));
    try {
      py.runPython("import ctypes\\nctypes.string_at(2 ** 32 - 64, 32)");
    } catch (error) {
      console.log(error.name);
    }
    await run.catch((error) => console.log(error.name));
  `);
  assert.equal(stdout, "FatalError\nFatalError\n");
  assert.equal(code, 0);
});

test("an unread PythonError can be printed after its runtime has failed", async () => {
  const py = await runtimeToFail(FAILURES["memory out of bounds"]);
  const old = errorOf(() => py.runPython("1 / 0"));
  errorOf(() => py.globals.fail());
  assert.match(old.message, /ZeroDivisionError/);
});
