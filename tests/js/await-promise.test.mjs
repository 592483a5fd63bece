/** `await` of promises in Python, and the methods of promises there. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  test("await gives the value of a promise, converted as every value is", async () => {
    const object = {};
    for (const value of [undefined, true, 5, 1.5, "text", object]) {
      py.globals.set("promise", Promise.resolve(value));
      assert.equal(await py.runPythonAsync("await promise"), value);
    }
    py.globals.set("promise", Promise.resolve(null));
    const isNull = semantics === "classic" ? "is None" : "is __import__('jaspy').ffi.jsnull";
    assert.equal(await py.runPythonAsync(`(await promise) ${isNull}`), true);
    const builtins = py.pyimport("builtins");
    py.globals.set("promise", Promise.resolve(builtins));
    assert.equal(await py.runPythonAsync("(await promise) is __import__('builtins')"), true);
  });

  test("a promise can be awaited many times, and by many tasks", async () => {
    py.globals.set("promise", new Promise((resolve) => setTimeout(resolve, 1, 7)));
    const code = `
      import asyncio
      async def wait(): return await promise
      sum(await asyncio.gather(*(wait() for _ in range(3)))) + await promise
    `;
    assert.equal(await py.runPythonAsync(code), 28);
  });

  test("tasks that wait for promises go on in the order in which those settle", async () => {
    const settle = [];
    py.globals.set("promise_of", () => new Promise((resolve) => settle.push(resolve)));
    const seen = [];
    py.globals.set("note", (n) => seen.push(n));
    const ended = py.runPythonAsync(`
      import asyncio
      async def wait(n):
          await promise_of()
          note(n)
      await asyncio.gather(*(wait(n) for n in range(4)))
    `);
    while (settle.length < 4) await new Promise((resolve) => setImmediate(resolve));
    for (const n of [2, 0, 3, 1]) settle[n]();
    await ended;
    assert.deepEqual(seen, [2, 0, 3, 1]);
  });

  test("a rejection is raised as the Error that it is; what is no Error is wrapped", async () => {
    const code = `
      from jaspy.ffi import JsException
      try:
          await promise
      except JsException as error:
          caught = error
      caught.js_error is not None and str(caught)
    `;
    py.globals.set("promise", Promise.reject(new RangeError("too far")));
    assert.equal(await py.runPythonAsync(code), "RangeError: too far");
    py.globals.set("promise", Promise.reject(5));
    assert.match(await py.runPythonAsync(code), /5/);
  });

  test("a rejection by a Python exception raises that very exception", async () => {
    const code = `
      def fail():
          global error
          error = LookupError("mine")
          raise error
      try:
          await later(fail)
      except LookupError as caught:
          same = caught is error
      same
    `;
    py.globals.set("later", async (f) => {
      const callee = f.copy?.() ?? f;
      await undefined;
      try {
        callee();
      } finally {
        callee.destroy();
      }
    });
    assert.equal(await py.runPythonAsync(code), true);
  });

  test("a thenable can be awaited, whether it gives a value, throws or misbehaves", async () => {
    const make = (then) => {
      py.globals.set("it", { then });
      return py.runPythonAsync("await it");
    };
    assert.equal(await make((resolve) => resolve(1)), 1);
    assert.equal(await make((resolve) => [1, 2].forEach(resolve)), 1);
    await assert.rejects(
      make((_, reject) => reject(new Error("refused"))),
      /refused/,
    );
    await assert.rejects(
      make(() => {
        throw new Error("thrown");
      }),
      /thrown/,
    );
  });

  test("a promise whose class misbehaves rejects", async () => {
    const promise = Promise.resolve(1);
    Object.defineProperty(promise, "constructor", {
      get() {
        throw new Error("hostile");
      },
    });
    py.globals.set("promise", promise);
    await assert.rejects(py.runPythonAsync("await promise"), /hostile/);
  });

  test("a promise that calls back more than once settles what waits for it once", async () => {
    const promise = Promise.resolve(0);
    // biome-ignore lint/suspicious/noThenProperty: that is what this is about.
    promise.then = (onFulfilled, onRejected) => {
      onFulfilled(1);
      onFulfilled(2);
      onRejected(new Error("3"));
    };
    const { error } = console;
    const reported = [];
    console.error = (...args) => reported.push(args);
    py.globals.set("promise", promise);
    try {
      assert.equal(await py.runPythonAsync("await promise"), 1);
    } finally {
      console.error = error;
    }
    assert.deepEqual(reported, []);
  });

  test("a promise that cannot be watched raises, and the next one is watched", async () => {
    const { setTimeout } = globalThis;
    // By then no other look is due.
    await new Promise((resolve) => setTimeout(resolve, 5));
    py.globals.set("never", () => new Promise(() => {}));
    py.globals.set("target", (async function* () {})());
    const before = py.debug.counts().pyObjects;
    globalThis.setTimeout = () => {
      // As engines do where the stack ends.
      throw new RangeError("no timer");
    };
    try {
      await assert.rejects(py.runPythonAsync("await never()"), /RangeError: no timer/);
      await assert.rejects(py.runPythonAsync("await anext(target)"), /RangeError: no timer/);
    } finally {
      globalThis.setTimeout = setTimeout;
    }
    const code = `
      import asyncio
      async def wait():
          await never()
      task = asyncio.create_task(wait())
      await asyncio.sleep(0)
      loop = asyncio.get_running_loop()
      loop.set_exception_handler(lambda *_: None)
      del task
    `;
    await py.runPythonAsync(code);
    const left = () => py.debug.counts().pyObjects - before;
    assert.ok(await collectUntil(() => run("import gc; gc.collect()") >= 0 && left() <= 1));
    await py.runPythonAsync("loop.set_exception_handler(None)");
  });

  test("a promise that gives a proxy which has been destroyed raises", async () => {
    const proxy = run("import types; types.SimpleNamespace()");
    py.globals.set(
      "promise",
      Promise.resolve({ proxy }).then((found) => found.proxy),
    );
    proxy.destroy();
    await assert.rejects(py.runPythonAsync("await promise"), /already been destroyed/);
  });

  test("what a promise gives may run Python as it crosses", async () => {
    let isTold = false;
    const hostile = new Proxy(
      {},
      {
        get: (target, key) => {
          // What a promise asks whatever it is resolved with.
          if (key === "then") isTold = run("len('x' * 3)") === 3;
          return target[key];
        },
        getPrototypeOf: () => {
          run("[n for n in range(100)]; None");
          return null;
        },
        has: () => run("str(5)") === "5" && false,
      },
    );
    py.globals.set("promise", Promise.resolve(hostile));
    py.globals.set("hostile", hostile);
    assert.equal(await py.runPythonAsync("(await promise) == hostile"), true);
    assert.equal(isTold, true);
  });

  test("cancelling a task that waits for a promise raises where it waits", async () => {
    let settle;
    py.globals.set("promise", new Promise((resolve) => (settle = resolve)));
    const code = `
      import asyncio
      async def wait():
          try:
              await promise
          except asyncio.CancelledError:
              return "cancelled"
      task = asyncio.create_task(wait())
      await asyncio.sleep(0)
      task.cancel()
      await task
    `;
    assert.equal(await py.runPythonAsync(code), "cancelled");
    settle();
  });

  test("a promise that never settles is forgotten with all that waits for it", async () => {
    const before = py.debug.counts();
    py.globals.set("never", () => new Promise(() => {}));
    const code = `
      import asyncio
      async def wait():
          await never()
      tasks = [asyncio.create_task(wait()) for _ in range(10)]
      await asyncio.sleep(0)
      chained = [never().then(print), never().catch(print), never().finally_(print)]
      loop = asyncio.get_running_loop()
      loop.set_exception_handler(lambda *_: None)
      del tasks, chained
    `;
    await py.runPythonAsync(code);
    const left = () => py.debug.counts().pyObjects - before.pyObjects;
    assert.ok(left() >= 10);
    assert.ok(await collectUntil(() => run("import gc; gc.collect()") >= 0 && left() <= 1));
    await py.runPythonAsync("loop.set_exception_handler(None)");
  });

  test("then, catch and finally_ give promises of what their handlers give", async () => {
    py.globals.set("later", (value) => new Promise((resolve) => setTimeout(resolve, 1, value)));
    py.globals.set("fail", async () => {
      throw new RangeError("far");
    });
    const code = `
      seen = []
      doubled = await later(2).then(lambda n: n * 2)
      through = await later(3).then(None, lambda e: 0)
      caught = await fail().then(lambda n: n, lambda e: e.name)
      also = await fail().catch(lambda e: e.message)
      value = await later(4).finally_(lambda: seen.append("finally"))
      try:
          await fail().finally_(lambda: seen.append("again"))
      except Exception as error:
          seen.append(error.message)
      async def wait(n):
          await later(1)
          return n + 1
      repr((doubled, through, caught, also, value, seen, await later(5).then(wait)))
    `;
    assert.equal(
      await py.runPythonAsync(code),
      "(4, 3, 'RangeError', 'far', 4, ['finally', 'again', 'far'], 6)",
    );
  });

  test("what a handler raises rejects the promise that then gave", async () => {
    py.globals.set("done", Promise.resolve(1));
    const code = `
      def fail(_): raise LookupError("in the handler")
      await done.then(fail)
    `;
    await assert.rejects(py.runPythonAsync(code), { type: "LookupError" });
  });

  test("a handler that is no callable is refused by name", () => {
    py.globals.set("done", Promise.resolve(1));
    assert.throws(
      () => run("done.then(5)"),
      /TypeError: then needs a callable or None, not a 'int'/,
    );
    assert.throws(() => run("done.catch('x')"), /TypeError: catch needs a callable/);
    assert.throws(() => run("done.finally_([])"), /TypeError: finally_ needs a callable/);
  });

  test("handlers are let go when the promise settles, without a collection", async () => {
    const before = py.debug.counts().pyObjects;
    let settle;
    py.globals.set("promise", new Promise((resolve) => (settle = resolve)));
    run("promise.then(lambda n: n, lambda e: e)\npromise.finally_(lambda: None)\nNone");
    assert.equal(py.debug.counts().pyObjects, before + 3);
    settle(1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(py.debug.counts().pyObjects, before);
  });

  test("async with disposes of an object, asynchronously where it can", async () => {
    const seen = [];
    py.globals.set("asynchronous", {
      async [Symbol.asyncDispose ?? Symbol.for("none")]() {
        await undefined;
        seen.push("async");
        return true;
      },
    });
    py.globals.set("synchronous", { [Symbol.dispose]: () => seen.push("sync") });
    const code = `
      async with asynchronous as one, synchronous as other:
          same = one == asynchronous and other == synchronous
      try:
          async with asynchronous: raise LookupError
      except LookupError:
          same += 1
      same
    `;
    assert.equal(await py.runPythonAsync(code), 2);
    assert.deepEqual(seen, ["sync", "async", "async"]);
  });
});
