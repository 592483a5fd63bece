import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

import { inBothSemantics } from "../js/support/both-semantics.mjs";
import { gates } from "./support/gates.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  // Their first import takes long, and caches what lives.
  run("import asyncio, contextvars\nfrom jaspy.ffi import run_sync, can_run_sync");

  /** A Python function that has the names of `run_sync` and what the test gives. */
  const define = (code, names = {}) =>
    run(`from jaspy.ffi import run_sync, can_run_sync\nimport asyncio, sys\n${code}`, names);

  /** Calls a Python function so that it can wait, and lets it go when it is done. */
  const call = async (f, ...args) => {
    try {
      return await f.callPromising(...args);
    } finally {
      f.destroy();
    }
  };

  test("run_sync gives what a promise, a coroutine, a task and a future come to", async () => {
    const f = define(
      `
async def five():
    await asyncio.sleep(0)
    return 5
def f():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, 7)
    return str([run_sync(promise), run_sync(five()), run_sync(loop.create_task(five())), run_sync(future)])
f`,
      { promise: Promise.resolve("value") },
    );
    assert.equal(await call(f), "['value', 5, 5, 7]");
  });

  test("JavaScript goes on meanwhile, and calls Python", async () => {
    const { wait, open } = gates();
    const f = define("def f(): return run_sync(wait('a')) + 1\nf", { wait });
    const result = call(f);
    assert.equal(run("21 * 2"), 42);
    await open("a", 1);
    assert.equal(run("21 * 2"), 42);
    assert.equal(await result, 2);
  });

  test("entries that wait end in any order", async () => {
    const { wait, open } = gates();
    const f = define(
      "def f(name): return name + run_sync(wait(name)) + run_sync(wait(name + '2'))\nf",
      {
        wait,
      },
    );
    const ended = [];
    const results = ["a", "b", "c"].map((name) =>
      f.callPromising(name).then((result) => ended.push(result)),
    );
    for (const name of ["b", "a", "c"]) await open(name, "1");
    for (const name of ["c2", "a2", "b2"]) {
      await open(name, name);
      while (!ended.some((result) => result.endsWith(name))) await delay(1);
    }
    await Promise.all(results);
    assert.deepEqual(ended, ["c1c2", "a1a2", "b1b2"]);
    f.destroy();
  });

  test("what is no awaitable is a TypeError", async () => {
    const f = define("def f(): run_sync(5)\nf");
    await assert.rejects(call(f), { type: "TypeError" });
  });

  test("a rejection is raised, and what Python raises rejects", async () => {
    const reason = new RangeError("too much");
    const f = define(
      `
def f(promise):
    try:
        run_sync(promise)
    except Exception as error:
        raise LookupError(str(error)) from error
f`,
    );
    await assert.rejects(call(f, Promise.reject(reason)), {
      type: "LookupError",
      message: /RangeError: too much[\s\S]*LookupError: RangeError: too much/,
    });
  });

  test("it waits in runPythonAsync, in tasks and in callbacks of the loop", async () => {
    py.globals.set("later", () => delay(5, 1));
    const code = `
      import asyncio
      from jaspy.ffi import run_sync
      async def in_task():
          return run_sync(later()) + await asyncio.sleep(0, 1)
      done = asyncio.get_running_loop().create_future()
      asyncio.get_running_loop().call_soon(lambda: done.set_result(run_sync(later())))
      str([run_sync(later()), await in_task(), await asyncio.create_task(in_task()), await done])
    `;
    assert.equal(await py.runPythonAsync(code), "[1, 2, 2, 1]");
    assert.equal(await py.runPythonAsync("run_sync(later())"), 1);
  });

  test("callWithOptions and callPromisingKwargs are the same with names", async () => {
    const f = define("def f(a, b): return str([run_sync(asyncio.sleep(0, a)), b])\nf");
    assert.equal(await f.callWithOptions({ promising: true, kwargs: true }, 1, { b: 2 }), "[1, 2]");
    assert.equal(await f.callWithOptions({ promising: true, relaxed: true }, 1, 2, 3), "[1, 2]");
    assert.equal(await f.callPromisingKwargs(1, { b: 2 }), "[1, 2]");
    f.destroy();
  });

  test("can_run_sync tells where it is possible, and run_sync says why not", async () => {
    const names = { js_call: (f) => f(), js_await: (f) => f.callPromising() };
    const look = define(
      `
def look():
    if can_run_sync():
        return "can"
    try:
        run_sync(asyncio.Future())
    except RuntimeError as error:
        return str(error)
look`,
      names,
    );
    assert.match(
      look(),
      /^cannot wait here: Python was called by a function that gives no promise/,
    );
    assert.equal(await look.callPromising(), "can");
    const through = define("def f(): return js_call(look)\nf", { look });
    const between = /^cannot wait here: Python was called by JavaScript that Python has called/;
    assert.match(await through.callPromising(), between);
    const again = define("def f():\n    return run_sync(js_await(look)) + str(can_run_sync())\nf");
    assert.equal(await again.callPromising(), "canTrue");
    for (const proxy of [look, through, again]) proxy.destroy();
  });

  test("a call that need not wait gives a promise as well, which argument errors reject", async () => {
    const f = define("def f(x): return x\nf");
    assert.equal(await f.callPromising(5), 5);
    await assert.rejects(f.callPromising(), { type: "TypeError" });
    f.destroy();
    await assert.rejects(f.callPromising(1), /already been destroyed/);
  });

  test("calls that wait are nested in calls that wait", async () => {
    const { wait, open } = gates();
    const f = define(
      `
def inner(): return run_sync(wait("inner"))
def outer():
    first = start(inner)
    run_sync(wait("outer"))
    second = start(inner)
    return str([run_sync(first), run_sync(second)])
outer`,
      { wait, start: (inner) => inner.callPromising().then((value) => value * 2) },
    );
    const result = call(f);
    await open("inner", 1);
    await open("outer");
    await open("inner", 2);
    assert.equal(await result, "[2, 4]");
  });

  test("each entry keeps its context variables, its exceptions and its frames", async () => {
    const { wait, open } = gates();
    const f = define(
      `
import contextvars
variable = contextvars.ContextVar("variable", default="none")
def f(name):
    variable.set(name)
    local = name * 3
    try:
        raise KeyError(name)
    except KeyError as error:
        run_sync(wait(name))
        seen = [variable.get(), local, sys.exc_info()[1] is error]
    run_sync(wait(name))
    frame, names = sys._getframe(), []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return str([*seen, variable.get(), sys.exc_info()[1], names])
f`,
      { wait },
    );
    const results = [f.callPromising("a"), f.callPromising("b")];
    assert.equal(run("str([variable.get(), sys.exc_info()[1]])"), "['none', None]");
    for (const name of ["b", "a", "a", "b"]) {
      await open(name);
    }
    assert.deepEqual(await Promise.all(results), [
      "['a', 'aaa', True, 'a', None, ['f']]",
      "['b', 'bbb', True, 'b', None, ['f']]",
    ]);
    assert.equal(run("variable.get()"), "none");
    f.destroy();
  });

  test("frames of an entry that is suspended can be looked at", async () => {
    const { wait, open } = gates();
    const f = define(
      `
def f():
    global frame
    frame = sys._getframe()
    return sorted([2, 1], key=lambda x: run_sync(wait("key")) or x)[0]
f`,
      { wait },
    );
    const result = call(f);
    const names = run(`
      import traceback
      str([summary.name for summary in traceback.extract_stack(frame)])
    `);
    assert.equal(names, "['f']");
    await open("key");
    await open("key");
    assert.equal(await result, 1);
    run("del frame");
  });

  test("each entry has the whole depth of recursion", async () => {
    const { wait, open } = gates();
    const f = define(
      `
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
def down(n):
    if n == 0:
        run_sync(wait("bottom"))
        return depth(0)
    return down(n - 1)
down`,
      { wait },
    );
    const limit = run("sys.getrecursionlimit()");
    const results = [f.callPromising(600), f.callPromising(600)];
    assert.ok(Math.abs(run("depth(0)") - limit) < 10);
    await open("bottom");
    await open("bottom");
    for (const left of await Promise.all(results)) {
      assert.ok(Math.abs(left + 600 - limit) < 10, `${left} of ${limit}`);
    }
    f.destroy();
  });

  if (semantics === "pep818") {
    test("an argument's proxy lives until the call that waits has returned", async () => {
      const { wait, open } = gates();
      const f = define("def f(g): return g({'a': 1})\nf");
      const g = async (given) => {
        await wait("x");
        return given.get("a");
      };
      const result = f.callPromising(g).then((promise) => promise);
      await open("x");
      assert.equal(await result, 1);
      f.destroy();
    });
  }
});
