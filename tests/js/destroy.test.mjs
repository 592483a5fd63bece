/** `py.destroy()`: the end of a runtime. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { collectUntil } from "./support/live-counts.mjs";
import { runNode } from "./support/node.mjs";

const ENDED = { message: "this Python runtime was destroyed: load another to go on" };

test("every use of a destroyed runtime and of its proxies says so", async () => {
  for (const semantics of ["classic", "pep818"]) {
    const py = await loadJaspy({ semantics });
    const proxy = py.runPython("import sys\nsys");
    const f = py.runPython("lambda: 1");
    const error = new Promise((resolve) => resolve(py.runPython("1 / 0"))).catch(
      (thrown) => thrown,
    );
    const raised = await error;
    py.destroy();
    for (const use of [
      () => py.runPython("1"),
      () => py.globals.x,
      () => Object.keys(py.globals),
      () => py.pyimport("sys"),
      () => py.registerJsModule("x", {}),
      () => py.setStdin(),
      () => py.FS,
      () => py.debug.counts(),
      () => proxy.version,
      () => "version" in proxy,
      () => proxy.toString(),
      () => proxy.copy(),
      () => f(),
    ]) {
      assert.throws(use, ENDED, String(use));
    }
    await assert.rejects(py.runPythonAsync("1"), ENDED);
    assert.match(raised.message, /ZeroDivisionError/);
    // Cleaning up is no use.
    proxy.destroy();
    py.destroy();
  }
});

test("other runtimes are as they were", async () => {
  const [first, second] = await Promise.all([loadJaspy(), loadJaspy()]);
  second.globals.foreign = first.runPython("lambda: 1");
  assert.equal(second.runPython("foreign()"), 1);
  first.destroy();
  assert.throws(() => second.runPython("foreign()"), ENDED);
  assert.equal(second.runPython("1 + 1"), 2);
});

test("a runtime cannot be destroyed by what it calls", async () => {
  const py = await loadJaspy();
  py.globals.end = () => py.destroy();
  assert.throws(() => py.runPython("end()"), { message: /while its code runs/ });
  assert.equal(py.runPython("1 + 1"), 2);
  py.destroy();
});

test("what atexit was told is done, and unfinished lines are written", async () => {
  const lines = [];
  const py = await loadJaspy({ stdout: (line) => lines.push(line) });
  py.runPython("import atexit\natexit.register(lambda: print('good', end='bye'))");
  py.destroy();
  assert.deepEqual(lines, ["goodbye"]);
});

test("timers of a destroyed runtime never fire, and keep no process alive", async () => {
  const source = `
    const { loadJaspy } = await import(${JSON.stringify(new URL("../../dist/jaspy.mjs", import.meta.url))});
    const py = await loadJaspy();
    py.runPythonAsync("import asyncio\\nawait asyncio.sleep(1000)\\nprint('fired')");
    await new Promise((resolve) => setImmediate(resolve));
    py.destroy();
    console.log("destroyed");
  `;
  const { stdout, stderr, code } = await runNode(["--input-type=module", "-e", source]);
  assert.equal(stdout, "destroyed\n", stderr);
  assert.equal(code, 0);
});

test("the memory of a destroyed runtime can be collected, whatever JavaScript still has of it", async () => {
  const py = await loadJaspy();
  const kept = [py.runPython("import sys\nsys"), py.runPython("lambda: 1"), py.globals, py.ffi];
  kept.push(await py.runPythonAsync("import asyncio\nawait asyncio.sleep(0)\nobject()"));
  try {
    py.runPython("1 / 0");
  } catch (error) {
    // Until somebody reads it, V8 keeps the frames themselves, those of the wasm among them.
    kept.push(error, error.stack);
  }
  py.globals.listener = () => py;
  const memory = new WeakRef(py.runPython("bytes(10)").buffer);
  const files = new WeakRef(py.FS);
  py.destroy();
  assert.ok(await collectUntil(() => memory.deref() === undefined && files.deref() === undefined));
  assert.equal(kept.length, 7);
});

test("many runtimes one after the other leave no memory", async () => {
  const script = new URL("stress/runtimes.mjs", import.meta.url).pathname;
  const { stdout, stderr, code } = await runNode(["--expose-gc", script, "20"]);
  assert.equal(code, 0, stderr);
  const { rounds, wasmMemories, heapGrowth } = JSON.parse(stdout);
  assert.equal(rounds, 20);
  assert.equal(wasmMemories, 0, stdout);
  // Compiled code and the like grow for some rounds, and by far less than a runtime takes.
  assert.ok(heapGrowth < 40e6, stdout);
});
