/** Scopes: the proxies that are made inside end with them. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

const ENDED = /already been destroyed: the scope in which it was made has ended.*keep/s;

await inBothSemantics(({ py, run, test, semantics }) => {
  const count = () => py.debug.counts().pyObjects;

  test("proxies made inside a scope of Python's end with it", () => {
    const target = {};
    run("import jaspy\nwith jaspy.scope():\n    target.a = object()\n    seen = look()", {
      target,
      look: () => target.a.type,
    });
    assert.equal(py.globals.seen, "object");
    assert.throws(() => target.a.type, ENDED);
  });

  test("what is kept lives on: an object or what create_proxy gave", () => {
    const target = {};
    const code = `
      import jaspy
      from jaspy.ffi import create_proxy
      with jaspy.scope() as s:
          target.a = s.keep(object())
          target.b = s.keep(create_proxy(print))
          target.c = create_proxy(print)
    `;
    run(code, { target });
    assert.equal(target.a.type, "object");
    assert.equal(target.b.type, "builtin_function_or_method");
    assert.throws(() => target.c.type, ENDED);
    target.a.destroy();
    target.b.destroy();
  });

  test("a scope ends when an exception leaves it", () => {
    const target = {};
    assert.throws(
      () =>
        run("import jaspy\nwith jaspy.scope():\n    target.a = object()\n    1 / 0", { target }),
      { type: "ZeroDivisionError" },
    );
    assert.throws(() => target.a.type, ENDED);
  });

  test("what an inner scope keeps is for the outer one to end", () => {
    const target = {};
    const code = `
      import jaspy
      with jaspy.scope():
          with jaspy.scope() as inner:
              target.a = inner.keep(object())
          look()
    `;
    let type;
    const look = () => {
      type = target.a.type;
    };
    run(code, { target, look });
    assert.equal(type, "object");
    assert.throws(() => target.a.type, ENDED);
  });

  test("proxies from before a scope live on", () => {
    const proxy = py.runPython("thing = object()\nthing");
    run("import jaspy\nwith jaspy.scope():\n    f(thing)", { f() {} });
    assert.equal(proxy.type, "object");
    proxy.destroy();
  });

  test("a scope that has begun cannot begin again, nor keep after its end", () => {
    const misuses = {
      "s = jaspy.scope()\nwith s:\n    with s: pass": /begun already/,
      "with jaspy.scope() as s: pass\ns.keep(1)": /has ended/,
      "with jaspy.scope() as s: s.keep(target)": /destroys no JavaScript object/,
    };
    for (const [code, message] of Object.entries(misuses)) {
      assert.throws(() => run(`import jaspy\n${code}`, { target: {} }), message);
    }
  });

  test("the scope of a coroutine takes nothing once it waits, and ends when it ends", () => {
    const target = {};
    const code = `
      import jaspy, types
      @types.coroutine
      def pause(): yield
      async def work():
          with jaspy.scope():
              target.mine = object()
              await pause()
      task = work()
      task.send(None)
    `;
    run(code, { target });
    py.runPython("target.other = object()");
    const another = py.runPython("object()");
    assert.equal(target.mine.type, "object");
    assert.throws(() => py.runPython("task.send(None)"), { type: "StopIteration" });
    assert.throws(() => target.mine.type, ENDED);
    assert.equal(target.other.type + another.type, "objectobject");
    target.other.destroy();
    another.destroy();
  });

  test("py.scope ends what its function made, and gives its result", () => {
    const before = count();
    let kept;
    const result = py.scope(() => {
      kept = py.runPython("object()");
      return kept.type;
    });
    assert.equal(result, "object");
    assert.throws(() => kept.type, ENDED);
    assert.equal(count(), before);
  });

  test("py.scope keeps what it is told to, and passes errors on", () => {
    const kept = py.scope((scope) => scope.keep(py.runPython("object()")));
    assert.equal(kept.type, "object");
    kept.destroy();
    let lost;
    const fail = () => {
      lost = py.runPython("object()");
      throw new RangeError("no");
    };
    assert.throws(() => py.scope(fail), RangeError);
    assert.throws(() => lost.type, ENDED);
  });

  test("scopes may be nested, also through Python", () => {
    const made = [];
    py.globals.inner = () => {
      py.scope(() => void made.push(py.runPython("object()")));
      made.push(py.runPython("object()"));
    };
    py.scope(() => {
      py.runPython("inner()");
      assert.throws(() => made[0].type, ENDED);
      assert.equal(made[1].type, "object");
    });
    assert.throws(() => made[1].type, ENDED);
  });

  test("the scope of an asynchronous function ends when it is done", async () => {
    let early;
    let late;
    let outside;
    const done = py.scope(async (scope) => {
      early = py.runPython("object()");
      await null;
      outside = py.runPython("object()");
      late = scope.add(py.runPython("object()"));
      await null;
      return early.type;
    });
    outside = py.runPython("object()");
    outside.destroy();
    assert.equal(await done, "object");
    assert.throws(() => early.type, ENDED);
    assert.throws(() => late.type, ENDED);
    assert.equal(outside.type, "object");
    outside.destroy();
    await assert.rejects(
      py.scope(async () => {
        early = py.runPython("object()");
        throw new RangeError("no");
      }),
      RangeError,
    );
    assert.throws(() => early.type, ENDED);
  });

  test("the end of a scope may run code that makes proxies and scopes", () => {
    const made = [];
    py.globals.end = () => py.scope(() => void made.push(py.runPython("object()")));
    run("class Last:\n    def __del__(self): end()");
    py.scope(() => void made.push(py.runPython("Last()")));
    assert.equal(made.length, 2);
    for (const proxy of made) assert.throws(() => proxy.type, ENDED);
  });

  test("py.scope takes a function", () => {
    assert.throws(() => py.scope(5), /body must be a function/);
  });

  test("a scope breaks a cycle through both languages", () => {
    const before = count();
    run("import jaspy\nclass Node: pass");
    py.runPython(
      "from js import Object\nwith jaspy.scope():\n    n = Node()\n    n.o = Object.new()\n    n.o.n = n\ndel n",
    );
    assert.equal(count(), before);
  });

  test("what a result in a scope was read from ends there as well", () => {
    const type = py.scope(() => py.pyimport("math").floor.type);
    assert.equal(type, "builtin_function_or_method", semantics);
  });
});
