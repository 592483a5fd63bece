/** Python's awaitables in JavaScript. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";

const turn = () => new Promise((resolve) => setImmediate(resolve));

await inBothSemantics(({ py, run, test, semantics }) => {
  test("await gives what a coroutine returns, converted as every result is", async () => {
    run(`
import asyncio
async def give(value):
    await asyncio.sleep(0)
    return value
async def at_once(value): return value
`);
    const give = py.globals.get("give");
    const atOnce = py.globals.get("at_once");
    const object = {};
    for (const value of [undefined, false, 3, "text", object]) {
      assert.equal(await give(value), value);
      assert.equal(await atOnce(value), value);
    }
    const list = await run("give([1, 2])");
    assert.deepEqual(Array.from(list), [1, 2]);
    assert.equal(Array.isArray(list), semantics === "classic");
  });

  test("an async function called from JavaScript starts at once", async () => {
    const seen = [];
    run(
      `
import asyncio
async def work():
    note("begun")
    await asyncio.sleep(0)
    note("woken")
class Thing:
    async def method(self, *, name="method"): note(name)
    async def __call__(self): note("called")
`,
      { note: (what) => seen.push(what) },
    );
    const work = py.globals.get("work");
    work();
    seen.push("returned");
    await turn();
    await turn();
    assert.deepEqual(seen.splice(0), ["begun", "returned", "woken"]);
    const thing = py.globals.get("Thing")();
    thing.method();
    thing.method.callKwargs({ name: "named" });
    thing.method.callRelaxed(1, 2, 3);
    thing();
    assert.deepEqual(seen, ["method", "named", "method", "called"]);
  });

  test("a coroutine that is only a value starts when JavaScript waits for it", async () => {
    const seen = [];
    run("async def work(): note('begun'); return 5\ncoroutine = work()", {
      note: (what) => seen.push(what),
    });
    const coroutine = py.globals.get("coroutine");
    assert.deepEqual(seen, []);
    assert.ok(coroutine instanceof py.ffi.PyAwaitable);
    assert.equal(await coroutine, 5);
    // A coroutine runs once, its promise lasts.
    assert.equal(await coroutine, 5);
    assert.deepEqual(seen, ["begun"]);
  });

  test("runPython leaves a coroutine that it gives as it is", async () => {
    const coroutine = run("async def work(): return 5\ncoroutine = work()\ncoroutine");
    assert.equal(coroutine.type, "coroutine");
    assert.equal(await py.runPythonAsync("await coroutine"), 5);
  });

  test("futures, tasks and any object with __await__ are awaitable", async () => {
    run(`
import asyncio
future = asyncio.get_running_loop().create_future()
future.get_loop().call_soon(future.set_result, 1)
async def two(): return 2
task = asyncio.create_task(two())
class Three:
    def __await__(self):
        yield
        return 3
three = Three()
`);
    const [future, task, three] = ["future", "task", "three"].map((name) => py.globals.get(name));
    assert.deepEqual(await Promise.all([future, task, three]), [1, 2, 3]);
  });

  test("what a future makes when it is asked arrives alive", async () => {
    const size = 5_000;
    run(
      `
import asyncio
overwriting = []
class Thing:
    name = "alive"
    def __del__(self):
        # Takes the memory of the text that went just before.
        overwriting.append("#" * size)
class Making(asyncio.Future):
    def __init__(self, make):
        super().__init__()
        self.make = make
        self.get_loop().call_soon(self.set_result, None)
    def result(self): return self.make()
text = lambda: Making(lambda: "x" * size)
both = lambda: Making(lambda: [Thing(), "x" * size])
`,
      { size },
    );
    assert.ok((await py.globals.get("text")()) === "x".repeat(size));
    const [thing, text] = await py.globals.get("both")();
    assert.ok(text === "x".repeat(size));
    assert.equal(thing.name, "alive");
    assert.equal(run("len(overwriting)"), 0);
  });

  if (semantics === "classic") {
    test("what cannot be converted rejects", async () => {
      run(`
import asyncio
async def give(now):
    if not now: await asyncio.sleep(0)
    return {(1, 2): 3}
`);
      for (const now of [true, false]) {
        await assert.rejects(py.globals.get("give")(now), { type: "ConversionError" });
      }
    });
  }

  test("then, catch and finally are those of a promise", async () => {
    run(`
async def give(): return 2
async def fail(): raise LookupError("lost")
`);
    const give = py.globals.get("give");
    const fail = py.globals.get("fail");
    assert.equal(await give().then((n) => n * 2), 4);
    assert.equal(await fail().then(undefined, (error) => error.type), "LookupError");
    assert.equal(await fail().catch((error) => error.type), "LookupError");
    const seen = [];
    assert.equal(await give().finally(() => seen.push("finally")), 2);
    await assert.rejects(
      fail().finally(() => seen.push("again")),
      { type: "LookupError" },
    );
    assert.deepEqual(seen, ["finally", "again"]);
    assert.ok(give().then() instanceof Promise);
  });

  test("an exception rejects with the PythonError, one of JavaScript's with itself", async () => {
    const error = new RangeError("far");
    run(
      `
import asyncio
async def fail(now):
    if not now: await asyncio.sleep(0)
    raise ValueError("wrong")
async def pass_on():
    await refuse()
`,
      { refuse: () => Promise.reject(error) },
    );
    for (const now of [true, false]) {
      await assert.rejects(py.globals.get("fail")(now), {
        type: "ValueError",
        message: /^Traceback[\s\S]*in fail\n[\s\S]*\nValueError: wrong\n$/,
      });
    }
    await assert.rejects(py.globals.get("pass_on")(), (thrown) => thrown === error);
  });

  test("an exception that shows the whole stack does not keep the proxies whose calls it passed", async () => {
    run("async def fail(): raise ValueError");
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 100;
    try {
      for (let i = 0; i < 10; i++) await assert.rejects(async () => await py.globals.get("fail")());
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });

  test("a destroyed proxy that is still held keeps nothing of what it came to", async () => {
    run(`
import asyncio
class Result: pass
async def give():
    await asyncio.sleep(0)
    return Result()
`);
    const tasks = [];
    const before = py.debug.counts().pyObjects;
    for (let i = 0; i < 3; i++) {
      const task = py.globals.get("give")();
      await task;
      tasks.push(task);
    }
    // A later job: what is young is found in another way.
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (const task of tasks) task.destroy();
    assert.ok(await collectUntil(() => py.debug.counts().pyObjects <= before));
    assert.equal(tasks.length, 3);
  });

  test("cancelling the task rejects with CancelledError", async () => {
    run(`
import asyncio
seen = []
async def work():
    try:
        await asyncio.sleep(10)
    finally:
        seen.append("cleaned up")
`);
    const task = py.globals.get("work")();
    task.cancel("enough");
    await assert.rejects(task, { type: "CancelledError", message: /enough/ });
    assert.equal(run("len(seen)"), 1);
  });

  test("a Python exception survives its way through JavaScript's promises", async () => {
    run(
      `
error = LookupError("mine")
async def fail(): raise error
async def outer():
    try:
        await through(fail)
    except LookupError as caught:
        return caught is error
`,
      {
        through: async (f) => {
          const callee = f.copy?.() ?? f;
          try {
            return await callee();
          } finally {
            callee.destroy();
          }
        },
      },
    );
    assert.equal(await py.globals.get("outer")(), true);
  });

  test("what a coroutine gives may run Python as the promise looks at it", async () => {
    const seen = [];
    const object = {
      // biome-ignore lint/suspicious/noThenProperty: what is tested.
      get then() {
        seen.push(run("sum(range(5))"));
        return undefined;
      },
    };
    run("import asyncio\nasync def give(now):\n  if not now: await asyncio.sleep(0)\n  return it", {
      it: object,
    });
    for (const now of [true, false]) {
      assert.equal(await py.globals.get("give")(now), object);
    }
    assert.ok(seen.length >= 2 && seen.every((sum) => sum === 10));
  });

  test("JavaScript and Python can wait for each other many levels deep", async () => {
    run(
      `
async def down(n):
    return n if n == 0 else 1 + await javascript(n - 1)
`,
      { javascript: async (n) => await py.globals.get("down")(n) },
    );
    assert.equal(await py.globals.get("down")(50), 50);
  });

  test("an async function that wants to end the program rejects, and everything goes on", async () => {
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    run("import asyncio\nasync def leave():\n  await asyncio.sleep(0)\n  raise SystemExit(3)");
    await assert.rejects(py.globals.get("leave")(), { type: "SystemExit" });
    assert.equal(await py.runPythonAsync("await asyncio.sleep(0, 'on')"), "on");
    py.setStderr();
  });

  test("Python can wait for the proxies that it makes, and go through them", async () => {
    const code = `
      from jaspy.ffi import create_proxy
      async def give(): return 5
      async def numbers():
          yield 1
          yield 2
      coroutine, generator = create_proxy(give()), create_proxy(numbers())
      value = await coroutine + sum([n async for n in generator])
      coroutine.destroy()
      generator.destroy()
      value
    `;
    assert.equal(await py.runPythonAsync(code), 8);
  });

  test("a destroyed proxy rejects; the task goes on without it", async () => {
    const seen = [];
    run("import asyncio\nasync def work():\n  await asyncio.sleep(0)\n  note('done')", {
      note: (what) => seen.push(what),
    });
    const task = py.globals.get("work")();
    const waiting = task.then(() => "waited");
    task.destroy();
    await assert.rejects(async () => await task, /already been destroyed/);
    assert.equal(await waiting, "waited");
    assert.deepEqual(seen, ["done"]);
  });

  test("a coroutine that is never awaited warns when its proxy is destroyed", () => {
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    run("async def work(): pass\ncoroutine = work()");
    const coroutine = py.globals.get("coroutine");
    run("del coroutine");
    coroutine.destroy();
    py.setStderr();
    assert.match(lines.join("\n"), /RuntimeWarning: coroutine 'work' was never awaited/);
  });

  test("an exception that nobody waits for is reported, though the task's proxy lives", async () => {
    run(`
import asyncio
async def fail(now):
    if not now: await asyncio.sleep(0)
    raise LookupError("unseen")
`);
    for (const now of [true, false]) {
      const lines = [];
      py.setStderr({ batched: (line) => lines.push(line) });
      const task = py.globals.get("fail")(now);
      for (let i = 0; i < 4; i++) await turn();
      py.setStderr();
      const text = lines.join("\n");
      assert.equal(text.match(/Task exception was never retrieved/g)?.length, 1);
      assert.match(text, /LookupError: unseen/);
      // It can be waited for all the same.
      await assert.rejects(task, { type: "LookupError" });
    }
  });

  test("an exception that somebody waits for is not reported", async () => {
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    run(
      "import asyncio\nasync def fail(now):\n  if not now: await asyncio.sleep(0)\n  raise LookupError",
    );
    for (const now of [true, false]) {
      await assert.rejects(py.globals.get("fail")(now), { type: "LookupError" });
      await py.globals
        .get("fail")(now)
        .then(undefined, () => {});
    }
    for (let i = 0; i < 4; i++) await turn();
    py.setStderr();
    assert.deepEqual(lines, []);
  });

  test("what waits for a Python task that waits for ever is collected with it", async () => {
    py.globals.set("never", () => new Promise(() => {}));
    run("import asyncio\nasync def wait(): await never()");
    const before = py.debug.counts();
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    (() => {
      const wait = py.globals.get("wait");
      for (let i = 0; i < 10; i++) void wait().then(() => {});
    })();
    const isGone = () => {
      run("import gc; gc.collect(); None");
      return py.debug.counts().pyObjects <= before.pyObjects + 1;
    };
    assert.ok(await collectUntil(isGone), JSON.stringify([before, py.debug.counts()]));
    py.setStderr();
  });
});
