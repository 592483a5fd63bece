/** `asyncio` on JavaScript's event loop: what a program can do without starting a loop. */
import assert from "node:assert/strict";
import { test as nodeTest } from "node:test";
import { setTimeout as later } from "node:timers/promises";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";
import { runModule } from "./support/node.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** Runs the code and gives what it prints to standard error. */
  async function errorsOf(code) {
    const lines = [];
    py.setStderr({ batched: (line) => lines.push(line) });
    try {
      await py.runPythonAsync(code);
    } finally {
      py.setStderr();
    }
    return lines.join("\n");
  }

  test("the loop runs whenever Python does, in runPython too", () => {
    run("import asyncio\nfrom jaspy.webloop import WebLoop");
    assert.equal(run("type(asyncio.get_running_loop()) is WebLoop"), true);
    assert.equal(run("asyncio.get_event_loop() is asyncio.get_running_loop()"), true);
    assert.equal(run("asyncio.new_event_loop() is asyncio.get_running_loop()"), true);
    assert.equal(run("asyncio.EventLoop() is asyncio.get_running_loop()"), true);
    assert.equal(run("asyncio.get_running_loop().is_running()"), true);
  });

  test("asyncio is imported as any other module", () => {
    run("import asyncio, importlib.util, sys");
    assert.equal(run("importlib.util.find_spec('asyncio') is asyncio.__spec__"), true);
    assert.equal(run("asyncio.__loader__ is asyncio.__spec__.loader"), true);
    assert.equal(
      run("type(asyncio.__loader__) is type(sys.modules['asyncio.tasks'].__loader__)"),
      true,
    );
  });

  test("an asyncio whose import failed half way is prepared by the next import", async () => {
    const other = await loadJaspy();
    const code = `
      import sys
      sys.modules["jaspy.webloop"] = None
      try:
          import asyncio
      except ImportError as error:
          failed = str(error)
      del sys.modules["jaspy.webloop"]
      import asyncio
      f"{failed}, {type(asyncio.get_running_loop()).__name__}"
    `;
    assert.match(other.runPython(code), /^import of jaspy.webloop halted.*, WebLoop$/);
    other.destroy();
  });

  test("tasks that runPython starts go on after it", async () => {
    const seen = [];
    const code = `
      import asyncio
      async def tell(n):
          note(n)
          await asyncio.sleep(0)
          note(n + 10)
      tasks = [asyncio.create_task(tell(n)) for n in range(3)]
      note("started")
    `;
    run(code, { note: (n) => seen.push(n) });
    assert.deepEqual(seen, ["started"]);
    while (seen.length < 7) await later(1);
    assert.deepEqual(seen, ["started", 0, 1, 2, 10, 11, 12]);
  });

  test("callbacks run in order, later ones in a later turn, and JavaScript's tasks between", async () => {
    const seen = [];
    py.globals.set("note", (what) => seen.push(what));
    let end;
    py.globals.set("ended", new Promise((resolve) => (end = resolve)));
    py.globals.set("javascript", () => {
      setImmediate(() => end(seen.push("JavaScript's task")));
      void Promise.resolve().then(() => seen.push("JavaScript's microtask"));
    });
    const code = `
      import asyncio
      loop = asyncio.get_running_loop()
      def first():
          note("first")
          loop.call_soon(note, "third")
          javascript()
      loop.call_soon(first)
      loop.call_soon(note, "second")
      await ended
    `;
    await py.runPythonAsync(code);
    assert.deepEqual(seen, [
      "first",
      "second",
      "JavaScript's microtask",
      "third",
      "JavaScript's task",
    ]);
  });

  test("delayed callbacks run by their times, and not before", async () => {
    const code = `
      import asyncio
      seen = []
      loop = asyncio.get_running_loop()
      start = loop.time()
      def note(delay): seen.append((delay, loop.time() >= start + delay - loop._clock_resolution))
      for delay in 0.03, 0.01, 0.02, 0.011:
          loop.call_at(start + delay, note, delay)
      await asyncio.sleep(0.04)
      repr(seen)
    `;
    assert.equal(
      await py.runPythonAsync(code),
      "[(0.01, True), (0.011, True), (0.02, True), (0.03, True)]",
    );
  });

  test("a delay beyond 2^31 ms does not fire at once", async () => {
    const code = `
      import asyncio
      loop, fired = asyncio.get_running_loop(), []
      far = [loop.call_later(delay, fired.append, delay) for delay in (2**31, 1e10, float("inf"))]
      await asyncio.sleep(0.01)
      for handle in far: handle.cancel()
      len(fired)
    `;
    assert.equal(await py.runPythonAsync(code), 0);
  });

  test("cancelled callbacks do not run, whoever cancels them", async () => {
    const code = `
      import asyncio
      loop, ran = asyncio.get_running_loop(), []
      soon = loop.call_soon(ran.append, "soon")
      loop.call_soon(lambda: soon2.cancel())
      soon2 = loop.call_soon(ran.append, "soon2")
      soon.cancel()
      timers = [loop.call_later(0.001, ran.append, n) for n in range(300)]
      for timer in timers[:-1]: timer.cancel()
      await asyncio.sleep(0.02)
      repr(ran)
    `;
    assert.equal(await py.runPythonAsync(code), "[299]");
  });

  test("gather, wait_for, timeout, Queue, Event and to_thread work", async () => {
    const code = `
      import asyncio
      async def produce(queue):
          for n in range(3):
              await queue.put(n)
              await asyncio.sleep(0.001)
          await queue.put(None)
      async def consume(queue):
          taken = []
          while (n := await queue.get()) is not None: taken.append(n)
          return taken
      queue = asyncio.Queue(1)
      _, taken = await asyncio.gather(produce(queue), consume(queue))
      late = []
      try:
          await asyncio.wait_for(asyncio.sleep(10), 0.001)
      except TimeoutError:
          late.append("wait_for")
      try:
          async with asyncio.timeout(0.001): await asyncio.sleep(10)
      except TimeoutError:
          late.append("timeout")
      async with asyncio.TaskGroup() as group:
          one = group.create_task(asyncio.sleep(0, "one"))
      thread = await asyncio.to_thread(lambda a, b: a + b, 1, b=2)
      repr((taken, late, one.result(), thread))
    `;
    assert.equal(await py.runPythonAsync(code), "([0, 1, 2], ['wait_for', 'timeout'], 'one', 3)");
  });

  test("run_in_executor calls in place, and its exception comes when waited for", async () => {
    const code = `
      import asyncio
      order = []
      loop = asyncio.get_running_loop()
      future = loop.run_in_executor(None, order.append, "called")
      order.append("after")
      await future
      try:
          await asyncio.to_thread(lambda: 1 / 0)
      except ZeroDivisionError:
          order.append("raised")
      await loop.shutdown_default_executor()
      await asyncio.to_thread(order.append, "again")
      repr(order)
    `;
    assert.equal(await py.runPythonAsync(code), "['called', 'after', 'raised', 'again']");
  });

  test("asyncio.run, Runner and run_until_complete give a task", async () => {
    const code = `
      import asyncio
      async def work(n):
          await asyncio.sleep(0.001)
          return n
      tasks = [asyncio.run(work(1)), asyncio.get_event_loop().run_until_complete(work(2))]
      with asyncio.Runner() as runner:
          tasks.append(runner.run(work(3)))
      [type(task) for task in tasks] == [asyncio.Task] * 3 and asyncio.gather(*tasks)
    `;
    const gathered = run(code);
    assert.deepEqual(Array.from(await gathered), [1, 2, 3]);
    assert.throws(() => run("asyncio.run(5)"), /ValueError: a coroutine was expected, got 5/);
    assert.throws(() => run("runner.get_loop()"), /RuntimeError: Runner is closed/);
    gathered.destroy();
  });

  test("unittest's tests that are coroutines fail where nothing can wait for them", () => {
    const code = `
      import io, unittest
      class Tests(unittest.IsolatedAsyncioTestCase):
          async def test_it(self): pass
          def runTest(self): pass
      result = unittest.TextTestRunner(stream=io.StringIO()).run(Tests("test_it"))
      f"{result.testsRun} {result.errors[0][1]}"
    `;
    assert.match(run(code), /^1 [\s\S]*RuntimeError: IsolatedAsyncioTestCase needs to wait/);
  });

  test("the loop cannot be run again, stopped or closed", async () => {
    run("import asyncio\nloop = asyncio.get_running_loop()");
    assert.throws(() => run("loop.run_forever()"), /RuntimeError.*always runs/);
    assert.throws(() => run("loop.stop()"), /RuntimeError.*always runs/);
    run("loop.close()");
    assert.equal(await py.runPythonAsync("await asyncio.sleep(0, loop.is_closed())"), false);
  });

  test("an exception in a callback reaches standard error, and the others run", async () => {
    const text = await errorsOf(`
      import asyncio
      ran = []
      def fail(): raise LookupError("lost")
      loop = asyncio.get_running_loop()
      loop.call_soon(fail)
      loop.call_soon(ran.append, 1)
      loop.call_later(0.001, fail)
      await asyncio.sleep(0.01)
      assert ran == [1]
    `);
    assert.equal(text.match(/Exception in callback fail/g).length, 2);
    assert.match(text, /LookupError: lost/);
  });

  test("an exception handler gets the exceptions of callbacks and of tasks nobody waits for", async () => {
    const code = `
      import asyncio, gc
      seen = []
      async def fail(): raise LookupError("lost")
      loop = asyncio.get_running_loop()
      loop.set_exception_handler(lambda loop, context: seen.append(context["message"]))
      loop.call_soon(lambda: 1 / 0)
      task = asyncio.create_task(fail())
      await asyncio.sleep(0.001)
      del task
      gc.collect()
      loop.set_exception_handler(None)
      "; ".join(seen)
    `;
    assert.match(
      await py.runPythonAsync(code),
      /^Exception in callback .*; Task exception was never retrieved$/,
    );
  });

  test("each task and callback has its own context variables", async () => {
    const code = `
      import asyncio, contextvars
      number = contextvars.ContextVar("number", default=0)
      seen = []
      async def count(n):
          number.set(n)
          await asyncio.sleep(0.001)
          seen.append(number.get())
      await asyncio.gather(count(1), count(2))
      context = contextvars.copy_context()
      context.run(number.set, 3)
      loop = asyncio.get_running_loop()
      loop.call_soon(lambda: seen.append(number.get()), context=context)
      loop.call_later(0.001, lambda: seen.append(number.get()))
      await asyncio.sleep(0.01)
      repr(seen)
    `;
    assert.equal(await py.runPythonAsync(code), "[1, 2, 3, 0]");
  });

  test("debug mode tells of slow callbacks and of coroutines given as callbacks", async () => {
    const text = await errorsOf(`
      import asyncio, time
      loop = asyncio.get_running_loop()
      loop.set_debug(True)
      loop.slow_callback_duration = 0.001
      def busy():
          end = time.monotonic() + 0.005
          while time.monotonic() < end: pass
      loop.call_soon(busy)
      await asyncio.sleep(0.01)
      async def work(): pass
      try:
          loop.call_soon(work)
      except TypeError as error:
          assert "coroutines cannot be used with call_soon" in str(error), error
      else:
          raise AssertionError
      loop.set_debug(False)
      loop.slow_callback_duration = 0.1
      await asyncio.sleep(0)
    `);
    assert.match(text, /Executing <Handle .*busy.* took 0\.\d+ seconds/);
  });

  test("a generator that nobody goes on with is closed by the loop, and shutdown closes all", async () => {
    const code = `
      import asyncio, gc
      seen = []
      async def numbers(name):
          try:
              yield 1
          finally:
              await asyncio.sleep(0)
              seen.append(name)
      async for n in numbers("left"): break
      gc.collect()
      await asyncio.sleep(0.001)
      kept = numbers("kept")
      await anext(kept)
      await asyncio.get_running_loop().shutdown_asyncgens()
      again = numbers("again")
      await anext(again)
      await again.aclose()
      repr(seen)
    `;
    assert.equal(await py.runPythonAsync(code), "['left', 'kept', 'again']");
  });

  test("what needs sockets, processes or signals is refused with the reason", async () => {
    run("import asyncio\nloop = asyncio.get_running_loop()");
    const refused = (message) => ({ type: "NotImplementedError", message });
    for (const [call, reason] of [
      ["loop.create_connection(None, 'localhost', 1)", /WebLoop.create_connection: .*no sockets/],
      ["loop.getaddrinfo('localhost', 1)", /WebLoop.getaddrinfo: .*no sockets/],
      ["loop.subprocess_exec(None, 'ls')", /WebLoop.subprocess_exec: .*no processes/],
      ["loop.add_reader(0, print)", /WebLoop.add_reader: .*no file descriptors/],
      ["loop.add_signal_handler(2, print)", /WebLoop.add_signal_handler: .*no signals/],
    ]) {
      assert.throws(() => run(call), refused(reason));
    }
    await assert.rejects(
      py.runPythonAsync("await asyncio.open_connection('localhost', 1)"),
      refused(/no sockets/),
    );
  });
});

nodeTest("a task that sleeps keeps Node alive, a timer that was cancelled does not", async () => {
  const { stdout, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    py.runPython(\`
import asyncio
async def work():
    await asyncio.wait_for(asyncio.sleep(0.02), 1000)
    print("woken")
loop = asyncio.get_running_loop()
loop.call_later(500, print, "never").cancel()
task = asyncio.create_task(work())
\`);
  `);
  assert.deepEqual([stdout, code], ["woken\n", 0]);
});
