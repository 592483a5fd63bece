/** With PEP 818's semantics: how long the PyProxies live that a call makes. */
import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/pep818.mjs";

const OVER =
  /already been destroyed: it was made for the arguments of a call.*"dict".*create_proxy/s;

/** A function that keeps what it gets, and the list of all that. */
function keeper(result) {
  const kept = [];
  const f = (...args) => {
    kept.push(...args);
    return typeof result === "function" ? result(...args) : result;
  };
  return { f, kept };
}

test("a proxy made for an argument lives until the function returns", () => {
  const { f, kept } = keeper((proxy) => proxy.get("key"));
  assert.equal(run("f({'key': 1})", { f }), 1);
  assert.throws(() => kept[0].get("key"), OVER);
});

test("keyword arguments end with the call as well", () => {
  const { f, kept } = keeper();
  run("f({}, other={'a': {}})", { f });
  assert.throws(() => kept[0].length, OVER);
  assert.throws(() => kept[1].other.length, OVER);
});

test("the arguments of new end when it has constructed", () => {
  class Box {
    constructor(content) {
      this.content = content;
      this.size = content.length;
    }
  }
  const box = run("Box.new({1: 1})", { Box });
  assert.equal(box.size, 1);
  assert.throws(() => box.content.length, OVER);
});

test("what a method gets ends with its call", () => {
  const target = {
    method(proxy) {
      this.kept = proxy;
    },
  };
  run("target.method({})", { target });
  assert.throws(() => target.kept.length, OVER);
});

test("arguments end when the function throws", () => {
  const { f, kept } = keeper(() => {
    throw new RangeError("no");
  });
  assert.throws(() => run("f({})", { f }), RangeError);
  assert.throws(() => kept[0].length, OVER);
});

test("each occurrence of an object is a proxy of its own", () => {
  const { f, kept } = keeper();
  run("d = {}\nf(d, d)\nf(d)", { f });
  assert.equal(new Set(kept).size, 3);
});

test("a proxy that the function destroys stays destroyed by hand", () => {
  const { f, kept } = keeper((proxy) => proxy.destroy({ message: "I am done" }));
  run("f({})", { f });
  assert.throws(() => kept[0].length, /destroyed: I am done/);
});

test("what is assigned to a property or an item lives on", () => {
  const target = {};
  const map = new Map();
  run("target.x = {'a': 1}\nmap['b'] = {'b': 2}", { target, map });
  assert.equal(target.x.get("a"), 1);
  assert.equal(map.get("b").get("b"), 2);
});

test("a proxy that comes back as the result is the object, and then ends", () => {
  const { f, kept } = keeper((proxy) => proxy);
  assert.equal(run("d = {}\nf(d) is d", { f }), true);
  assert.throws(() => kept[0].length, /went to Python as the result of a call.*create_proxy/s);
});

test("a proxy that the function had before and returns ends as well", () => {
  const proxy = py.runPython("d = {}\nd");
  assert.equal(run("f() is d", { f: () => proxy }), true);
  assert.throws(() => proxy.length, /went to Python as the result/);
});

test("py.globals can be returned as often as one likes", () => {
  assert.equal(run("f() is globals() and f() is globals()", { f: () => py.globals }), true);
  assert.equal(py.globals.get("f") === undefined, false);
});

test("a destroyed proxy cannot be returned", () => {
  const f = (proxy) => {
    proxy.destroy();
    return proxy;
  };
  assert.throws(() => run("f({})", { f }), /already been destroyed/);
});

test("the object of a returned proxy goes when Python lets it go", () => {
  const code = `
    ended = []
    class Mortal:
        def __del__(self): ended.append(True)
    f(Mortal()) and None
    len(ended)
  `;
  assert.equal(run(code, { f: (proxy) => proxy }), 1);
});

test("arguments end even though nothing collects them", () => {
  const before = py.debug.counts().pyObjects;
  run("for _ in range(100): f({}, [], key=object())", { f() {} });
  assert.equal(py.debug.counts().pyObjects, before);
});

test("a call may use its arguments in calls to Python that call it again", () => {
  const seen = [];
  const f = (proxy, n) => {
    if (n > 0) py.globals.get("again")(proxy, n - 1);
    seen.push(proxy.length);
  };
  run("d = {}\nagain = lambda proxy, n: f(proxy, n) if proxy is d else 1 / 0\nf(d, 5)", { f });
  assert.deepEqual(seen, [0, 0, 0, 0, 0, 0]);
});

test("the end of an argument may run code that calls JavaScript with another", () => {
  const { f, kept } = keeper();
  const code = `
    class Last:
        def __del__(self): f({})
    f(Last())
  `;
  assert.equal(run(code, { f }), undefined);
  assert.equal(kept.length, 2);
  assert.throws(() => kept[1].length, OVER);
});

test("arguments live until the promise that the function returned settles", async () => {
  const { promise, resolve } = withResolvers();
  const { f, kept } = keeper(promise);
  run("f({})", { f });
  assert.equal(kept[0].length, 0);
  resolve();
  await promise;
  await null;
  assert.throws(() => kept[0].length, OVER);
});

test("... or is rejected, which is not hidden from who waits for it", async () => {
  const { f, kept } = keeper(async () => {
    await null;
    throw new RangeError("later");
  });
  const promise = run("f({})", { f });
  await assert.rejects(promise, /later/);
  assert.throws(() => kept[0].length, OVER);
});

test("arguments end with the call where the promise's class misbehaves", () => {
  const promise = Promise.resolve(1);
  Object.defineProperty(promise, "constructor", {
    get() {
      throw new RangeError("hostile");
    },
  });
  const { f, kept } = keeper(promise);
  assert.throws(() => run("f({})", { f }), /hostile/);
  assert.throws(() => kept[0].length, OVER);
});

test("an argument may be what the promise comes to", async () => {
  const { f } = keeper(async (proxy) => proxy);
  const result = await run("f({})", { f });
  assert.equal(result.length, 0);
});

test("arguments of a promise that never settles are left to the collector", async () => {
  const before = py.debug.counts().pyObjects;
  run("f({})\ndel f", { f: () => new Promise(() => {}) });
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before));
});

test("arguments live until the generator is done", () => {
  const { f, kept } = keeper(function* (proxy) {
    yield proxy.length;
    yield proxy.length + 1;
  });
  assert.equal(run("g = f({})\nnext(g)", { f }), 0);
  assert.equal(kept[0].length, 0);
  assert.equal(run("sum(g)"), 1);
  assert.throws(() => kept[0].length, OVER);
});

test("... or is closed before it began, or fails", () => {
  const { f, kept } = keeper(function* (proxy) {
    yield proxy.length.nothing.more;
  });
  run("f({})", { f }).return();
  assert.throws(() => kept[0].length, OVER);
  assert.throws(() => run("next(f({}))"), TypeError);
  assert.throws(() => kept[1].length, OVER);
});

test("arguments live until the asynchronous generator is done", async () => {
  const { f, kept } = keeper(async function* (proxy) {
    yield proxy.length;
  });
  const generator = run("f({})", { f });
  assert.deepEqual(await generator.next(), { done: false, value: 0 });
  assert.equal(kept[0].length, 0);
  assert.equal((await generator.next()).done, true);
  assert.throws(() => kept[0].length, OVER);
});

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}
