/** `runPythonAsync`: source text that may wait, in both semantics. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  test("runPythonAsync gives the value of the last expression", async () => {
    assert.equal(await py.runPythonAsync("x = 20\nx + 1"), 21);
    assert.equal(await py.runPythonAsync("x = 1"), undefined);
    assert.equal(await py.runPythonAsync("1 + 1;"), undefined);
  });

  test("code waits for a promise", async () => {
    py.globals.set("later", () => new Promise((resolve) => setTimeout(resolve, 1, "waited")));
    assert.equal(await py.runPythonAsync("await later()"), "waited");
    const code = `
      first = await later()
      [second] = [await later() for _ in range(1)]
      first + second
    `;
    assert.equal(await py.runPythonAsync(code), "waitedwaited");
  });

  test("code waits for promises that are settled already, and for thenables", async () => {
    py.globals.set("done", Promise.resolve(1));
    // biome-ignore lint/suspicious/noThenProperty: what is tested.
    py.globals.set("thenable", { then: (settle) => settle(2) });
    assert.equal(await py.runPythonAsync("await done + await thenable + await done"), 4);
  });

  test("code waits for coroutines, sleeps and tasks", async () => {
    const code = `
      import asyncio
      async def add(a, b):
          await asyncio.sleep(0.001 * a)
          return a + b
      tasks = [asyncio.create_task(add(n, n)) for n in (3, 1, 2)]
      sum(await asyncio.gather(*tasks)) + await asyncio.wait_for(add(0, 30), timeout=5)
    `;
    assert.equal(await py.runPythonAsync(code), 42);
  });

  test("async for and async with work outside of functions", async () => {
    const code = `
      from contextlib import asynccontextmanager
      @asynccontextmanager
      async def opened():
          yield "open"
      async def numbers():
          for n in range(3): yield n
      seen = []
      async with opened() as state:
          async for n in numbers(): seen.append(f"{state} {n}")
      ", ".join(seen)
    `;
    assert.equal(await py.runPythonAsync(code), "open 0, open 1, open 2");
  });

  test("a rejection is raised where the code waits, as the error that it is", async () => {
    const error = new RangeError("too far");
    py.globals.set("fail", () => Promise.reject(error));
    await assert.rejects(py.runPythonAsync("await fail()"), (thrown) => thrown === error);
    const code = `
      from pyodide.ffi import JsException
      try:
          await fail()
      except JsException as e:
          caught = e.message
      caught
    `;
    assert.equal(await py.runPythonAsync(code), "too far");
  });

  test("what the code raises rejects, with the traceback", async () => {
    await assert.rejects(py.runPythonAsync("def f(): 1 / 0\nf()"), {
      type: "ZeroDivisionError",
      message: /line 2, in <module>[\s\S]*line 1, in f/,
    });
    const later = "import asyncio\nawait asyncio.sleep(0)\nraise LookupError('after waiting')";
    await assert.rejects(py.runPythonAsync(later), {
      type: "LookupError",
      message: /^Traceback[^\n]*\n {2}File "<exec>", line 3, in <module>/,
    });
    await assert.rejects(py.runPythonAsync("await nothing("), { type: "SyntaxError" });
  });

  test("SystemExit and KeyboardInterrupt reject, and everything goes on", async () => {
    for (const type of ["SystemExit", "KeyboardInterrupt"]) {
      const code = `import asyncio\nawait asyncio.sleep(0)\nraise ${type}()`;
      await assert.rejects(py.runPythonAsync(code), { type });
      await assert.rejects(py.runPythonAsync(`raise ${type}()`), { type });
    }
    assert.equal(await py.runPythonAsync("import asyncio\nawait asyncio.sleep(0, 'on')"), "on");
  });

  test("several runs wait at the same time", async () => {
    const settle = [];
    py.globals.set("wait", () => new Promise((resolve) => settle.push(resolve)));
    const runs = [py.runPythonAsync("await wait()"), py.runPythonAsync("await wait()")];
    while (settle.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(py.runPython("1 + 1"), 2);
    settle[1]("second");
    settle[0]("first");
    assert.deepEqual(await Promise.all(runs), ["first", "second"]);
  });

  test("a callback of the loop may call JavaScript, which runs Python", async () => {
    py.globals.set("nested", () => py.runPython("6 * 7"));
    assert.equal(await py.runPythonAsync("import asyncio\nawait asyncio.sleep(0)\nnested()"), 42);
  });

  test("code, options and callbacks of a wrong type are refused by name", async () => {
    const refused = (message) => ({ name: "TypeError", message });
    await assert.rejects(py.runPythonAsync(5), refused(/code must be a string.*5/));
    await assert.rejects(py.runPythonAsync("1", { filename: 5 }), refused(/filename.*string/));
    await assert.rejects(py.runPythonAsync("1", { file: "x" }), refused(/no option file/));
    await assert.rejects(
      py.runPythonAsync("1", () => {}, 5),
      refused(/errorCallback.*function/),
    );
  });

  test("the manual's callbacks for messages are accepted", async () => {
    const messages = [];
    const note = (message) => messages.push(message);
    assert.equal(await py.runPythonAsync("import statistics\n1 + 1", note, note), 2);
    assert.deepEqual(messages, []);
  });

  test("replacing pyodide.eval_code and find_imports changes what runPythonAsync does", async () => {
    py.runPython(`
      import pyodide
      originals = pyodide.eval_code, pyodide.find_imports
      asked = []
      def find_imports(code):
          asked.append(code)
          return []
      pyodide.eval_code = lambda code, *args, **kwargs: f"instead of {code}"
      pyodide.find_imports = find_imports
    `);
    assert.equal(await py.runPythonAsync("1 + 1"), "instead of 1 + 1");
    assert.equal(py.runPython("repr(asked)"), "instead of repr(asked)");
    py.pyimport("pyodide").eval_code =
      py.globals.get("originals")[0] ?? py.globals.get("originals").get(0);
    assert.equal(run("pyodide.eval_code, pyodide.find_imports = originals\nasked[0]"), "1 + 1");
  });

  test("SystemExit in a callback of the loop is reported, and the loop goes on", async () => {
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    const code = `
      import asyncio
      asyncio.get_running_loop().call_soon(exit)
      await asyncio.sleep(0.01)
      "still here"
    `;
    assert.equal(
      await py.runPythonAsync(
        `def exit(): raise SystemExit(3)\n${code.replaceAll("\n      ", "\n")}`,
      ),
      "still here",
    );
    py.setStderr();
    assert.match(lines.join("\n"), /SystemExit in a callback/);
  });

  test("each run has a context of its own", async () => {
    run("import contextvars\nvariable = contextvars.ContextVar('variable', default=0)");
    assert.equal(await py.runPythonAsync("variable.set(1)\nvariable.get()"), 1);
    const waiting = "import asyncio\nvariable.set(2)\nawait asyncio.sleep(0)\nvariable.get()";
    assert.equal(await py.runPythonAsync(waiting), 2);
    assert.equal(await py.runPythonAsync("variable.get()"), 0);
    assert.equal(run("variable.get()"), 0);
  });

  test("a cancelled timer never fires, a promise that is never settled leaves nothing", async () => {
    py.globals.set("never", () => new Promise(() => {}));
    const code = `
      import asyncio
      fired = []
      asyncio.get_running_loop().call_later(0.001, fired.append, 1).cancel()
      task = asyncio.ensure_future(never())
      task.cancel()
      await asyncio.sleep(0.01)
      len(fired)
    `;
    assert.equal(await py.runPythonAsync(code), 0);
  });
});
