/** Asynchronous iterators and generators in both directions. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

const turn = () => new Promise((resolve) => setImmediate(resolve));

await inBothSemantics(({ py, run, test, semantics }) => {
  /** An async generator function that notes what becomes of its generators. */
  function counting(seen) {
    return async function* () {
      try {
        for (let n = 0; n < 3; n++) {
          await undefined;
          const given = yield n;
          if (given !== undefined) seen.push(given);
        }
        return "end";
      } catch (error) {
        seen.push(error.message ?? error);
        yield "caught";
      } finally {
        await undefined;
        seen.push("cleaned up");
      }
    };
  }

  const COLLECT = "[n async for n in target]";

  test("async for goes through an async generator, iterator and iterable of JavaScript", async () => {
    let n = 0;
    const iterator = {
      next: async () => ({ done: n === 2, value: n++ }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    for (const [target, expected] of [
      [counting([])(), [0, 1, 2]],
      [{ [Symbol.asyncIterator]: counting([]) }, [0, 1, 2]],
      [iterator, [0, 1]],
      [ReadableStream.from(["a", "b"]), ["a", "b"]],
    ]) {
      py.globals.set("target", target);
      assert.deepEqual(Array.from(await py.runPythonAsync(COLLECT)), expected);
    }
  });

  test("isinstance tells what a JavaScript object can do", () => {
    const names = ["JsAsyncIterable", "JsAsyncIterator", "JsAsyncGenerator"];
    const can = (target) =>
      run(
        `from jaspy import ffi\n"".join("yn"[not isinstance(target, getattr(ffi, n))] for n in names)`,
        { target, names },
      );
    assert.equal(can({ async *[Symbol.asyncIterator]() {} }), "ynn");
    assert.equal(can(counting([])()), "yyy");
    assert.equal(can([]), "nnn");
    run("from collections.abc import AsyncIterable, AsyncIterator, AsyncGenerator");
    run("from collections.abc import Awaitable");
    const target = counting([])();
    assert.equal(run("isinstance(target, AsyncIterable)", { target }), true);
    assert.equal(run("isinstance(target, AsyncIterator)"), true);
    assert.equal(run("isinstance(target, AsyncGenerator)"), true);
    assert.equal(run("isinstance(target, Awaitable)", { target: Promise.resolve() }), true);
  });

  test("leaving a loop early runs JavaScript's clean-up", async () => {
    for (const leave of [
      "async for n in make(): break",
      "async def first():\n  async for n in make(): return n\nassert await first() == 0",
      "try:\n  async for n in make(): raise LookupError\nexcept LookupError: pass",
    ]) {
      const seen = [];
      py.globals.set("make", counting(seen));
      await py.runPythonAsync(leave);
      await turn();
      assert.deepEqual(seen, ["cleaned up"], leave);
    }
  });

  test("a loop that comes to its end calls no return", async () => {
    const seen = [];
    let n = 0;
    py.globals.set("target", {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: n === 1, value: n++ }),
        return: async () => seen.push("return"),
      }),
    });
    assert.deepEqual(Array.from(await py.runPythonAsync(COLLECT)), [0]);
    await turn();
    assert.deepEqual(seen, []);
  });

  test("a loop over an iterator that fails calls no return", async () => {
    const failures = {
      "gave 5, no object": async () => 5,
      "no step": async () => {
        throw new Error("no step");
      },
      "no value": async () => ({
        done: false,
        get value() {
          throw new Error("no value");
        },
      }),
    };
    for (const [message, next] of Object.entries(failures)) {
      const seen = [];
      const iterator = { next, return: async () => seen.push("return") };
      py.globals.set("target", { [Symbol.asyncIterator]: () => iterator });
      await assert.rejects(py.runPythonAsync(COLLECT), { message: new RegExp(message) });
      await turn();
      assert.deepEqual(seen, [], message);
    }
  });

  test("anext, asend, athrow and aclose reach a generator of JavaScript", async () => {
    const seen = [];
    py.globals.set("make", counting(seen));
    const code = `
      generator = make()
      first = await anext(generator)
      second = await generator.asend("given")
      caught = await generator.athrow(LookupError("thrown"))
      try:
          await anext(generator)
      except StopAsyncIteration:
          ended = await anext(generator, "default")
      other = make()
      await anext(other)
      closed = await other.aclose()
      repr((first, second, caught, ended, closed))
    `;
    assert.equal(await py.runPythonAsync(code), "(0, 1, 'caught', 'default', None)");
    assert.equal(seen[0], "given");
    assert.match(seen[1], /LookupError: thrown/);
    assert.deepEqual(seen.slice(2), ["cleaned up", "cleaned up"]);
  });

  test("what is sent is as it is when all code has run that the sending takes", async () => {
    const got = [];
    const target = {
      next: async (value) => ({ done: got.push(value) > 1, value }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const code = `
      import asyncio
      sent, overwriting = ["x" * 5_000, "y"], []
      def get_debug():
          sent.clear()
          overwriting.append("#" * 5_000)
          return False
      loop = asyncio.get_running_loop()
      # Each new future asks for it.
      loop.get_debug = get_debug
      try:
          future = target.asend(sent)
      finally:
          del loop.get_debug
      await future
      len(overwriting)
    `;
    py.globals.set("target", target);
    assert.equal(await py.runPythonAsync(code), 1);
    assert.equal(got[0].length, 0);
  });

  if (semantics === "classic") {
    test("what cannot be sent raises, and leaves nothing behind", async () => {
      const code = `
        import asyncio
        from pyodide.ffi import ConversionError
        async def send(generator):
            buffer = bytearray(8)
            try:
                await generator.asend([buffer, {(1, 2): 3}])
            except ConversionError:
                buffer.append(1)
                return len(buffer)
        await send(make())
      `;
      py.globals.set("make", counting([]));
      assert.equal(await py.runPythonAsync(code), 9);
    });
  }

  test("a generator that yields when it is closed is told of", async () => {
    py.globals.set("make", async function* () {
      try {
        yield 1;
      } finally {
        yield 2;
      }
    });
    const code = "generator = make()\nawait anext(generator)\nawait generator.aclose()";
    await assert.rejects(py.runPythonAsync(code), {
      message: /RuntimeError: async generator ignored GeneratorExit/,
    });
  });

  test("what an iterator of JavaScript throws, rejects or gives wrongly is raised", async () => {
    const iterable = (next) => ({ [Symbol.asyncIterator]: () => ({ next }) });
    for (const [target, message] of [
      [iterable(() => Promise.reject(new RangeError("rejected"))), /rejected/],
      [
        iterable(() => {
          throw new RangeError("thrown");
        }),
        /thrown/,
      ],
      [iterable(() => 5), /TypeError.*next\(\) gave 5, no object/],
      [iterable(undefined), /TypeError.*no asynchronous iterator: it has no next\(\)/],
      [{ [Symbol.asyncIterator]: () => 5 }, /TypeError.*no next\(\)/],
    ]) {
      py.globals.set("target", target);
      await assert.rejects(py.runPythonAsync(COLLECT), (error) => message.test(String(error)));
    }
  });

  const PYTHON = `
import asyncio
seen = []
async def numbers(count=3):
    try:
        for n in range(count):
            await asyncio.sleep(0)
            given = yield n
            if given is not None: seen.append(given)
    except LookupError as error:
        seen.append("caught")
        yield "after"
    finally:
        await asyncio.sleep(0)
        seen.append("cleaned up")

class Count:
    def __init__(self, count): self.count = count
    def __aiter__(self): return numbers(self.count)

class Steps:
    n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
`;
  const seen = () => run("', '.join(map(str, seen))");

  test("for await goes through an async generator, iterable and iterator of Python", async () => {
    run(PYTHON);
    for (const [code, expected] of [
      ["numbers()", [0, 1, 2]],
      ["numbers(0)", []],
      ["Count(2)", [0, 1]],
      ["Steps()", [1, 2]],
    ]) {
      const target = run(code);
      const found = [];
      for await (const n of target) found.push(n);
      assert.deepEqual(found, expected);
      target.destroy();
    }
    assert.equal(seen(), "cleaned up, cleaned up, cleaned up");
  });

  test("instanceof tells what a Python object can do", () => {
    run(PYTHON);
    const { PyAsyncIterable, PyAsyncIterator, PyAsyncGenerator } = py.ffi;
    const can = (value) =>
      [PyAsyncIterable, PyAsyncIterator, PyAsyncGenerator].map((type) => value instanceof type);
    assert.deepEqual(can(run("Count(1)")), [true, false, false]);
    assert.deepEqual(can(run("Steps()")), [true, true, false]);
    assert.deepEqual(can(run("numbers()")), [true, true, true]);
  });

  test("leaving for await early runs Python's clean-up, and waits for it", async () => {
    run(PYTHON);
    for (const code of ["numbers()", "Count(3)"]) {
      run("seen.clear()");
      const target = run(code);
      for await (const n of target) {
        assert.equal(n, 0);
        break;
      }
      assert.equal(seen(), "cleaned up");
      target.destroy();
    }
    run("seen.clear()");
    await assert.rejects(async () => {
      for await (const _ of run("numbers()")) throw new RangeError("left");
    }, /left/);
    assert.equal(seen(), "cleaned up");
  });

  test("next, throw and return reach a generator of Python", async () => {
    run(PYTHON);
    const generator = run("numbers()");
    assert.deepEqual(await generator.next(), { done: false, value: 0 });
    assert.deepEqual(await generator.next("given"), { done: false, value: 1 });
    await assert.rejects(async () => {
      throw (await generator.throw(new RangeError("far"))).value;
    }, RangeError);
    assert.deepEqual(await generator.next(), { done: true, value: undefined });
    const other = run("numbers()");
    await other.next();
    assert.deepEqual(await other.return("given back"), { done: true, value: "given back" });
    assert.equal(seen(), "given, cleaned up, cleaned up");
  });

  test("an exception in a generator of Python rejects, and ends it", async () => {
    run("async def fail():\n  yield 1\n  raise LookupError('lost')");
    const found = [];
    await assert.rejects(
      async () => {
        for await (const n of run("fail()")) found.push(n);
      },
      { type: "LookupError" },
    );
    assert.deepEqual(found, [1]);
  });

  test("generators of both languages can be nested in each other", async () => {
    run(
      `
async def outer(n):
    yield n
    if n:
        async for x in javascript(n - 1): yield x
`,
      {
        javascript: async function* (n) {
          for await (const x of py.globals.get("outer")(n)) yield x;
        },
      },
    );
    const found = [];
    for await (const n of run("outer(5)")) found.push(n);
    assert.deepEqual(found, [5, 4, 3, 2, 1, 0]);
  });

  test("leaving nested generators early runs the clean-up of all of them", async () => {
    const cleaned = [];
    run(
      `
async def inner():
    try:
        yield 1
        yield 2
    finally:
        note("inner")
async def outer():
    try:
        async for x in javascript(): yield x
    finally:
        note("outer")
`,
      {
        note: (what) => cleaned.push(what),
        javascript: async function* () {
          try {
            yield* run("inner()");
          } finally {
            cleaned.push("javascript");
          }
        },
      },
    );
    for await (const _ of run("outer()")) break;
    for (let i = 0; i < 5; i++) await turn();
    assert.deepEqual(cleaned.sort(), ["inner", "javascript", "outer"]);
  });
});
