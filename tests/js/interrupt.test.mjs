import assert from "node:assert/strict";
import { after } from "node:test";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { interruptingThread } from "./support/interrupting-thread.mjs";

const SIGUSR1 = 10;
const buffer = new Uint8Array(new SharedArrayBuffer(4));
const thread = await interruptingThread(buffer);
after(() => thread.end());

const isInterrupt = { name: "PythonError", type: "KeyboardInterrupt" };

await inBothSemantics(({ py, run, test }) => {
  // Its first import takes longer than a signal does to come.
  run("import asyncio");

  /** A test with signals from the other thread. */
  const interruptTest = (name, body) =>
    test(name, async () => {
      py.setInterruptBuffer(buffer);
      try {
        await body();
      } finally {
        py.setInterruptBuffer();
        buffer[0] = 0;
      }
    });

  interruptTest("2 raises KeyboardInterrupt in a loop, and the runtime goes on", () => {
    thread.send(2);
    assert.throws(() => run("while True: pass"), isInterrupt);
    assert.equal(buffer[0], 0);
    assert.equal(run("1 + 1"), 2);
    thread.send(2);
    assert.throws(() => run("def f():\n    f2()\ndef f2(): pass\nwhile True: f()"), isInterrupt);
  });

  interruptTest("the program can catch it", () => {
    thread.send(2);
    const caught = run(`
      try:
          while True: pass
      except KeyboardInterrupt as error:
          caught = repr(error)
      caught
    `);
    assert.equal(caught, "KeyboardInterrupt()");
  });

  interruptTest("it ends time.sleep", () => {
    thread.send(2);
    assert.throws(() => run("import time; time.sleep(1000)"), isInterrupt);
  });

  interruptTest("it passes through JavaScript that Python has called", () => {
    const loop = run("def loop():\n    while True: pass\nloop");
    const throughJs = () => loop();
    thread.send(2);
    assert.throws(() => run("f()", { f: throughJs }), isInterrupt);
    loop.destroy();
  });

  interruptTest("another signal runs its handler, and the program goes on", () => {
    thread.send(SIGUSR1);
    const seen = run(`
      import signal
      seen = []
      before = signal.signal(${SIGUSR1}, lambda number, frame: seen.append(number))
      while not seen: pass
      signal.signal(${SIGUSR1}, before)
      str(seen)
    `);
    assert.equal(seen, `[${SIGUSR1}]`);
  });

  interruptTest("the largest number that a signal has is delivered", () => {
    thread.send(64);
    const seen = run(`
      import signal
      seen = []
      before = signal.signal(64, lambda number, frame: seen.append(number))
      while not seen: pass
      signal.signal(64, before)
      str(seen)
    `);
    assert.equal(seen, "[64]");
  });

  interruptTest("what a handler raises is raised where the program runs", () => {
    thread.send(SIGUSR1);
    const code = `
      import signal
      def stop(number, frame): raise TimeoutError("time is up")
      before = signal.signal(${SIGUSR1}, stop)
      try:
          while True: pass
      finally:
          signal.signal(${SIGUSR1}, before)
    `;
    assert.throws(() => run(code), { type: "TimeoutError" });
  });

  interruptTest("signals without a handler, and what is no signal, change nothing", () => {
    for (const number of [SIGUSR1, 65, 255]) {
      buffer[0] = number;
      assert.equal(run("sum(1 for _ in range(1000))"), 1000);
      assert.equal(buffer[0], 0);
    }
  });

  interruptTest("checkInterrupt throws in JavaScript that Python has called", () => {
    const work = () => {
      buffer[0] = 2;
      py.checkInterrupt();
    };
    assert.throws(() => run("work()", { work }), isInterrupt);
    assert.throws(work, isInterrupt);
    py.checkInterrupt();
  });

  interruptTest("pyodide_js has checkInterrupt and setInterruptBuffer", () => {
    buffer[0] = 2;
    assert.throws(() => run("import pyodide_js\npyodide_js.checkInterrupt()"), isInterrupt);
    run("import pyodide_js\npyodide_js.setInterruptBuffer()");
    buffer[0] = 2;
    assert.equal(run("sum(1 for _ in range(1000))"), 1000);
  });

  interruptTest("it ends asyncio.sleep in runPythonAsync where that waits", async () => {
    thread.send(2);
    const code = `
      import asyncio
      try:
          await asyncio.sleep(1000)
      except KeyboardInterrupt as error:
          seen = repr(error)
          raise
    `;
    await assert.rejects(py.runPythonAsync(code), isInterrupt);
    assert.equal(run("seen"), "KeyboardInterrupt()");
  });

  interruptTest("it ends a wait for a promise", async () => {
    py.globals.set("never", new Promise(() => {}));
    thread.send(2);
    await assert.rejects(py.runPythonAsync("await never"), isInterrupt);
  });

  interruptTest("it ends a wait for other tasks, which are cancelled", async () => {
    thread.send(2);
    const code = `
      import asyncio
      ended = []
      async def wait(name):
          try:
              await asyncio.sleep(1000)
          except BaseException as error:
              ended.append(name + " " + type(error).__name__)
              raise
      await asyncio.gather(wait("a"), wait("b"))
    `;
    await assert.rejects(py.runPythonAsync(code), isInterrupt);
    assert.equal(run("'; '.join(ended)"), "a CancelledError; b CancelledError");
  });

  interruptTest("a handler runs while Python waits, and what it raises ends the wait", async () => {
    thread.send(SIGUSR1);
    const code = `
      import asyncio, signal
      def stop(number, frame): raise TimeoutError("time is up")
      before = signal.signal(${SIGUSR1}, stop)
      try:
          await asyncio.sleep(1000)
      finally:
          signal.signal(${SIGUSR1}, before)
    `;
    await assert.rejects(py.runPythonAsync(code), { type: "TimeoutError" });
  });

  interruptTest("the last run that waits is the one that ends", async () => {
    const first = py.runPythonAsync("import asyncio\nawait asyncio.sleep(0.5)\n'done'");
    const second = py.runPythonAsync("await asyncio.sleep(1000)");
    thread.send(2);
    await assert.rejects(second, isInterrupt);
    assert.equal(await first, "done");
  });

  interruptTest("no handler runs in the middle of the event loop's own code", async () => {
    const code = `
      import asyncio, signal
      seen = []
      def note(number, frame):
          seen.append(frame.f_globals["__name__"])
          send()
      before = signal.signal(${SIGUSR1}, note)
      called = []
      try:
          send()
          for number in range(500):
              asyncio.get_running_loop().call_soon(called.append, number)
          await asyncio.gather(*[asyncio.sleep(0) for _ in range(100)])
      finally:
          signal.signal(${SIGUSR1}, before)
      assert called == list(range(500))
      " ".join(sorted(set(seen)))
    `;
    py.globals.set("send", () => {
      buffer[0] = SIGUSR1;
    });
    const modules = (await py.runPythonAsync(code)).split(" ");
    assert.ok(modules.includes("__main__"));
    // While Python waits, this one runs the handlers.
    const others = modules.filter((name) => name !== "jaspy._interrupt");
    const own = others.filter((name) => /^(asyncio|jaspy)(\.|$)/.test(name));
    assert.deepEqual(own, []);
  });

  interruptTest("the event loop goes on wherever in a turn an interrupt arrives", async () => {
    // CPython asks for signals every fifty jumps and calls, so first when it has taken one.
    const turns = (jumps) => `
      import asyncio, signal
      seen = []
      signal.signal(${SIGUSR1}, lambda number, frame: seen.append(number))
      send(${SIGUSR1})
      while not seen: pass
      for _ in range(${jumps}): pass
      send(2)
      for _ in "123456": await asyncio.sleep(0)
    `;
    py.globals.set("send", (number) => {
      buffer[0] = number;
    });
    for (let jumps = 0; jumps < 50; jumps += 1) {
      const done = py.runPythonAsync(turns(jumps));
      await done.catch((error) => assert.equal(error.type, "KeyboardInterrupt"));
      buffer[0] = 0;
      assert.equal(await py.runPythonAsync("import asyncio; await asyncio.sleep(0); 1"), 1);
    }
  });

  interruptTest("it ends a program that does nothing but call the event loop's code", () => {
    // Of each number of jumps and calls in a round.
    for (let calls = 1; calls <= 10; calls += 1) {
      const round = "        asyncio.isfuture(1)\n".repeat(calls);
      buffer[0] = 2;
      const code = `import asyncio\ndef f():\n    for _ in range(1000):\n${round}f()`;
      assert.throws(() => run(code), isInterrupt, `${calls} calls`);
    }
  });

  interruptTest("what comes while nothing runs is for what runs next", () => {
    buffer[0] = 2;
    assert.throws(() => run("for _ in range(1000): pass"), isInterrupt);
  });

  test("a buffer may be any typed array of integers, also of memory that is not shared", () => {
    for (const type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
      const own = new type(1);
      py.setInterruptBuffer(own);
      own[0] = 2;
      assert.throws(() => run("for _ in range(1000): pass"), isInterrupt, type.name);
      assert.equal(own[0], 0);
    }
    py.setInterruptBuffer(undefined);
  });

  test("what is no typed array of integers, or empty, is refused", () => {
    const wrong = [
      5,
      "x",
      null,
      [2],
      new ArrayBuffer(4),
      new Float64Array(1),
      new BigInt64Array(1),
    ];
    for (const value of wrong) {
      assert.throws(() => py.setInterruptBuffer(value), {
        name: "TypeError",
        message: /^buffer must be a typed array of integers of up to 32 bits, not /,
      });
    }
    assert.throws(() => py.setInterruptBuffer(new Uint8Array(0)), {
      name: "TypeError",
      message: /^buffer must have an element for the signal's number/,
    });
  });

  test("without a buffer nothing is interrupted", () => {
    buffer[0] = 2;
    assert.equal(run("sum(1 for _ in range(1000))"), 1000);
    assert.equal(buffer[0], 2);
    py.checkInterrupt();
    buffer[0] = 0;
  });
});
