import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { inBothSemantics } from "../js/support/both-semantics.mjs";
import { collectUntil } from "../js/support/live-counts.mjs";
import { watchingMemory } from "../js/support/wasm-memory.mjs";
import { gates } from "./support/gates.mjs";

const ENTRIES = 1000;

/** Numbers from 0 to 1 that look random and are the same each time. */
function* random(seed = 1) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

await inBothSemantics(({ py, run, test }) => {
  run("import asyncio\nfrom jaspy.ffi import run_sync");

  /** A Python function that has the names of `run_sync` and what the test gives. */
  const define = (code, names = {}) =>
    run(`from jaspy.ffi import run_sync, can_run_sync\nimport asyncio, gc, sys\n${code}`, names);

  test(`${ENTRIES} entries are suspended at once and end in random order`, async () => {
    const numbers = random();
    const resolvers = [];
    const f = define(
      `
def f(n):
    data = [n] * 100
    def nested(depth):
        if depth == 0:
            return run_sync(wait())
        return max([depth], key=lambda depth: 0) and nested(depth - 1)
    first = nested(n % 7)
    second = run_sync(wait())
    return n if data == [n] * 100 and first == second == "open" else -1
f`,
      { wait: () => new Promise((resolve) => resolvers.push(resolve)) },
    );
    const results = Array.from({ length: ENTRIES }, (_, n) => f.callPromising(n));
    assert.equal(resolvers.length, ENTRIES);
    let open = true;
    Promise.all(results).then(() => {
      open = false;
    });
    while (open) {
      const count = Math.ceil(numbers.next().value * 50);
      for (let i = 0; i < count && resolvers.length > 0; i += 1) {
        const index = Math.floor(numbers.next().value * resolvers.length);
        resolvers.splice(index, 1)[0]("open");
      }
      assert.equal(run("sum(range(10))"), 45);
      await delay(0);
    }
    assert.deepEqual(
      await Promise.all(results),
      Array.from({ length: ENTRIES }, (_, n) => n),
    );
    f.destroy();
  });

  test("a finalizer may wait in the middle of a collection", async () => {
    const { wait, open } = gates();
    const f = define(
      `
ended = []
class Node:
    def __init__(self): self.own = self
    def __del__(self): ended.append(run_sync(wait("end")))
def f():
    for _ in range(3): Node()
    gc.collect()
    return str(ended)
f`,
      { wait },
    );
    const result = f.callPromising();
    for (let i = 0; i < 3; i += 1) {
      // Others collect and let go meanwhile.
      run("[[] for _ in range(10000)]; gc.collect(); None");
      await open("end", i);
    }
    assert.equal(await result, "[0, 1, 2]");
    f.destroy();
  });

  test("generators and iterations wait where they are", async () => {
    const f = define(
      `
def numbers():
    for n in range(3):
        yield run_sync(asyncio.sleep(0, n))
def f():
    return str([*map(lambda n: n + run_sync(asyncio.sleep(0, 10)), numbers())])
f`,
    );
    assert.equal(await f.callPromising(), "[10, 11, 12]");
    f.destroy();
  });

  test("endless recursion in an entry is RecursionError, in Python, C and JavaScript", async () => {
    const f = define(
      `
def in_python(): in_python()
def in_c(): list(map(lambda _: in_c(), [1]))
def in_javascript(): through(in_javascript)
def f():
    names = []
    for g in in_python, in_c, in_javascript:
        run_sync(asyncio.sleep(0))
        try:
            g()
        except RecursionError as error:
            names.append(g.__name__)
    run_sync(asyncio.sleep(0))
    return str(names)
f`,
      { through: (g) => g() },
    );
    assert.equal(await f.callPromising(), "['in_python', 'in_c', 'in_javascript']");
    f.destroy();
  });

  test("endless recursion through calls that could wait is RecursionError", async () => {
    const f = define(
      `
def f():
    return run_sync(through(f))
f`,
      { through: (g) => g.callPromising() },
    );
    await assert.rejects(f.callPromising(), { type: "RecursionError" });
    assert.equal(run("1 + 1"), 2);
    f.destroy();
  });

  test("tasks go on while one of them waits, and each knows itself", async () => {
    const code = `
      import asyncio
      from jaspy.ffi import run_sync
      seen = []
      async def blocking():
          task = asyncio.current_task()
          run_sync(asyncio.sleep(0.02))
          seen.append(asyncio.current_task() is task)
          await asyncio.sleep(0)
          seen.append(asyncio.current_task() is task)
      async def ticking():
          task = asyncio.current_task()
          for _ in range(5):
              await asyncio.sleep(0)
          seen.append(asyncio.current_task() is task)
      await asyncio.gather(blocking(), ticking(), blocking())
      str(seen)
    `;
    assert.equal(await py.runPythonAsync(code), "[True, True, True, True, True]");
  });

  test("cancelling a task ends its blocking wait, and what it waits for", async () => {
    const code = `
      import asyncio
      from jaspy.ffi import run_sync
      seen = []
      async def inner():
          try:
              await asyncio.sleep(1000)
          except asyncio.CancelledError:
              seen.append("inner")
              raise
      async def blocking():
          try:
              run_sync(inner())
          except asyncio.CancelledError as error:
              seen.append(str(error))
              raise
      task = asyncio.create_task(blocking())
      await asyncio.sleep(0)
      seen.append(task.cancel("enough"))
      try:
          await task
      except asyncio.CancelledError:
          seen.append(task.cancelled())
      str(seen)
    `;
    assert.equal(await py.runPythonAsync(code), "[True, 'enough', 'inner', True]");
  });

  test("asyncio.timeout ends a blocking wait, and the task goes on", async () => {
    const code = `
      import asyncio
      from jaspy.ffi import run_sync
      try:
          async with asyncio.timeout(0.005):
              run_sync(asyncio.sleep(1000))
      except TimeoutError:
          await asyncio.sleep(0)
          run_sync(asyncio.sleep(0))
          outcome = "timed out"
      outcome
    `;
    assert.equal(await py.runPythonAsync(code), "timed out");
  });

  test("a scope takes what is made before and after a wait, and nothing of others", async () => {
    const { wait, open } = gates();
    const kept = [];
    const f = define(
      `
import jaspy
class Thing: pass
def f():
    with jaspy.scope():
        keep(Thing())
        run_sync(wait("scope"))
    return len(kept)
def other(): keep(Thing())
f`,
      { wait, kept, keep: (thing) => kept.push(thing.copy?.() ?? thing) },
    );
    const result = f.callPromising();
    const other = run("other");
    other();
    await open("scope");
    await result;
    assert.throws(() => kept[0].toString(), /already been destroyed/);
    assert.match(kept[1].toString(), /Thing/);
    for (const proxy of [kept[1], other, f]) proxy.destroy();
  });

  test("time.sleep lets others run", async () => {
    const f = define("import time\ndef f():\n    time.sleep(0.05)\n    return 'slept'\nf");
    let turns = 0;
    const timer = setInterval(() => {
      turns += run("1");
    }, 1);
    assert.equal(await f.callPromising(), "slept");
    clearInterval(timer);
    assert.ok(turns > 1, `${turns}`);
    f.destroy();
  });

  test("an interrupt ends a wait, the last one that has begun", async () => {
    const buffer = new Uint8Array(new SharedArrayBuffer(1));
    const { wait, open } = gates();
    const f = define(
      `
def f(name):
    try:
        return run_sync(wait(name))
    except KeyboardInterrupt as error:
        return repr(error)
f`,
      { wait },
    );
    py.setInterruptBuffer(buffer);
    const first = f.callPromising("first");
    const second = f.callPromising("second");
    buffer[0] = 2;
    assert.equal(await second, "KeyboardInterrupt()");
    await open("first", 1);
    assert.equal(await first, 1);
    buffer[0] = 2;
    const sleeping = py.runPythonAsync("import time\ntime.sleep(1000)");
    await assert.rejects(sleeping, { type: "KeyboardInterrupt" });
    py.setInterruptBuffer();
    await open("second", 1);
    f.destroy();
  });

  test("a signal and a timeout end what blocks in runPythonAsync", async () => {
    const block = "import asyncio\nfrom jaspy.ffi import run_sync\nrun_sync(asyncio.sleep(1000))";
    for (const code of [block, `${block}\nawait asyncio.sleep(0)`]) {
      const controller = new AbortController();
      const result = py.runPythonAsync(code, { signal: controller.signal });
      setTimeout(() => controller.abort("enough"), 5);
      await assert.rejects(result, { type: "CancelledError" });
      await assert.rejects(py.runPythonAsync(code, { timeout: 5 }), { type: "TimeoutError" });
    }
  });

  test("a panic in an entry is an exception, and the entry goes on", async () => {
    const f = define(
      `
import _jaspy
def f():
    run_sync(asyncio.sleep(0))
    try:
        _jaspy._panic("a panic")
    except BaseException as error:
        run_sync(asyncio.sleep(0))
        return type(error).__name__
f`,
    );
    assert.equal(await f.callPromising(), "PanicException");
    f.destroy();
  });
});

await inBothSemantics(({ semantics, test }) => {
  test("the stacks of entries that have ended are used again", async () => {
    const { py: other, memorySize } = await watchingMemory(async () => ({
      py: await loadJaspy({ semantics }),
    }));
    const f = other.runPython(`
      import asyncio
      from jaspy.ffi import run_sync
      def f(): run_sync(asyncio.sleep(0))
      f
    `);
    const round = () => Promise.all(Array.from({ length: 100 }, () => f.callPromising()));
    await round();
    const before = memorySize();
    for (let i = 0; i < 20; i += 1) await round();
    assert.equal(memorySize(), before);
    other.destroy();
  });

  test("destroying a runtime rejects what is suspended in it", async () => {
    const other = await loadJaspy({ semantics });
    const { wait, open } = gates();
    other.globals.set("wait", wait);
    other.runPython("from jaspy.ffi import run_sync\ndef f(): run_sync(wait('x'))");
    const results = [
      other.globals.get("f").callPromising(),
      other.runPythonAsync("run_sync(wait('x'))"),
    ];
    await delay(1);
    other.destroy();
    for (const result of results) await assert.rejects(result, /was destroyed/);
    // Nobody goes on.
    await open("x");
    await delay(1);
  });

  test("the memory of a runtime that was destroyed while entries wait can be collected", async () => {
    const { wait } = gates();
    const suspended = async () => {
      const other = await loadJaspy({ semantics });
      other.globals.set("wait", wait);
      const results = [1, 2].map(() =>
        other.runPythonAsync("from jaspy.ffi import run_sync\nrun_sync(wait('x'))"),
      );
      await delay(1);
      const memory = new WeakRef(other.FS);
      other.destroy();
      await Promise.allSettled(results);
      return memory;
    };
    const memory = await suspended();
    assert.ok(await collectUntil(() => memory.deref() === undefined));
  });

  for (const [failure, statement] of Object.entries({
    "memory out of bounds": "ctypes.string_at(0xfffffff0, 100)",
    "a function pointer that is none": "ctypes.CFUNCTYPE(None)(123456789)()",
  })) {
    test(`${failure} in an entry that has waited ends the runtime`, async () => {
      const other = await loadJaspy({ semantics });
      const code = `
        import asyncio, ctypes
        from jaspy.ffi import run_sync
        run_sync(asyncio.sleep(0))
        ${statement}
      `;
      await assert.rejects(other.runPythonAsync(code), { name: "FatalError" });
      assert.throws(() => other.runPython("1"), { name: "FatalError" });
      other.destroy();
    });
  }
});
