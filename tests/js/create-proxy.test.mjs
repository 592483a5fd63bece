/** Proxies that Python makes, and how they end: `create_proxy` and its companions. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";

const DESTROYED = /Object has already been destroyed/;
const FFI =
  "from pyodide.ffi import create_proxy, create_once_callable, destroy_proxies, JsDoubleProxy\n";

await inBothSemantics(({ py, run, test }) => {
  test("a proxy of create_proxy lives through every call until Python destroys it", () => {
    let kept;
    const f = (proxy) => {
      kept = proxy;
    };
    run(`${FFI}p = create_proxy(lambda: 'called')\nf(p)\nf(p)`, { f });
    assert.equal(kept(), "called");
    py.runPython("p.destroy()\np.destroy()");
    assert.throws(kept, /already been destroyed\. It was of type "function"/);
  });

  test("it is a JsDoubleProxy, of which unwrap gives the object", () => {
    assert.equal(run(`${FFI}d = {}\np = create_proxy(d)\nisinstance(p, JsDoubleProxy)`), true);
    assert.equal(py.runPython("p.unwrap() is d"), true);
    py.runPython("p.destroy()");
    assert.throws(() => py.runPython("p.unwrap()"), DESTROYED);
    assert.throws(() => py.runPython("p.length"), DESTROYED);
  });

  test("with roundtrip it comes back as what create_proxy gave", () => {
    const code = `${FFI}d = {}\np = create_proxy(d)\nf(p) is p and f(p) == p and box.p is p`;
    const box = {};
    const f = (proxy) => {
      box.p = proxy;
      return proxy;
    };
    assert.equal(run(code, { f, box }), true);
    assert.equal(run("f(p).unwrap() is d"), true);
    py.runPython("del p");
    assert.equal(py.runPython("isinstance(box.p, JsDoubleProxy) and box.p is box.p"), true);
    assert.equal(box.p.length, 0);
    box.p.destroy();
  });

  test("without roundtrip it comes back as the object", () => {
    const code = `${FFI}d = {}\np = create_proxy(d, roundtrip=False)\nf(p) is d`;
    assert.equal(run(code, { f: (proxy) => proxy }), true);
    assert.equal(run("f(p) is d and isinstance(p, JsDoubleProxy)"), true);
    py.runPython("p.destroy()");
  });

  test("Python can use it as a JavaScript object", () => {
    run(`${FFI}d = {'a': 1}\np = create_proxy(d)\nq = create_proxy(lambda *args: len(args))`);
    assert.equal(py.runPython("p['a'] == 1 and len(p) == 1 and 'a' in p and 'b' not in p"), true);
    assert.equal(py.runPython("p['b'] = 2\nlist(p) == ['a', 'b'] and d['b'] == 2"), true);
    assert.equal(py.runPython("q(1, 2) == 2 and callable(q) and not callable(p)"), true);
    py.runPython("p.destroy()\nq.destroy()");
  });

  test("with capture_this a call passes this first", () => {
    const target = { name: "target" };
    run(
      `${FFI}target.f = create_proxy(lambda this, n: (this is target, n) == (True, 5), capture_this=True)`,
      {
        target,
      },
    );
    assert.equal(target.f(5), true);
    target.f.destroy();
    run("target.f = create_proxy(lambda *args: len(args))");
    assert.equal(target.f(5), 1);
    target.f.destroy();
  });

  test("two proxies of one object end each by itself", () => {
    const kept = [];
    run(`${FFI}d = {}\np = create_proxy(d)\nq = create_proxy(d)\nkeep(p, q)`, {
      keep: (...proxies) => void kept.push(...proxies),
    });
    assert.notEqual(kept[0], kept[1]);
    py.runPython("p.destroy()");
    assert.throws(() => kept[0].length, DESTROYED);
    assert.equal(kept[1].length, 0);
    kept[1].destroy();
    assert.throws(() => py.runPython("q.unwrap()"), DESTROYED);
  });

  test("one that nobody holds any more is collected", async () => {
    const before = py.debug.counts().pyObjects;
    run(`${FFI}for _ in range(10): create_proxy({})`);
    assert.ok(await collectUntil(() => py.debug.counts().pyObjects <= before));
  });

  test("a function of create_once_callable can be called once, and lets go then", () => {
    const before = py.debug.counts().pyObjects;
    let once;
    const f = (given) => {
      once = given;
    };
    run(`${FFI}seen = []\nf(create_once_callable(lambda *args: seen.append(args) or len(args)))`, {
      f,
    });
    assert.equal(once(1, 2), 2);
    assert.throws(once, /can be called only once/);
    assert.equal(py.runPython("seen == [(1, 2)]"), true);
    assert.equal(py.debug.counts().pyObjects, before);
  });

  test("it lets go when it raises, and refuses the call that it makes to itself", () => {
    const before = py.debug.counts().pyObjects;
    run(`${FFI}f = create_once_callable(lambda: f())`);
    assert.throws(() => py.runPython("f()"), /only once/);
    py.runPython("del f");
    assert.equal(py.debug.counts().pyObjects, before);
  });

  test("it can be destroyed without a call", () => {
    const before = py.debug.counts().pyObjects;
    const once = run(`${FFI}create_once_callable(print)`);
    once.destroy();
    once.destroy();
    assert.throws(once, /only once/);
    assert.equal(py.debug.counts().pyObjects, before);
  });

  test("create_once_callable refuses what cannot be called", () => {
    assert.throws(() => run(`${FFI}create_once_callable(5)`), {
      type: "TypeError",
      message: /create_once_callable needs a callable, not a 'int'/,
    });
  });

  test("destroy_proxies destroys all in an Array", () => {
    const proxies = [py.runPython("object()"), py.runPython("lambda: 1")];
    run(`${FFI}destroy_proxies(proxies)`, { proxies });
    for (const proxy of proxies) assert.throws(() => proxy.type, DESTROYED);
  });

  test("destroy_proxies refuses anything but an Array of proxies, and then destroys none", () => {
    const proxies = [py.runPython("object()"), 5];
    const refusals = {
      "[]": /not a 'list'/,
      mixed: /holds something else/,
      other: /not a 'JsProxy'/,
    };
    for (const [what, message] of Object.entries(refusals)) {
      assert.throws(() => run(`${FFI}destroy_proxies(${what})`, { mixed: proxies, other: {} }), {
        type: "TypeError",
        message,
      });
    }
    assert.equal(proxies[0].type, "object");
    proxies[0].destroy();
  });

  test("destroy_proxies may run code that changes the Array", () => {
    const proxies = [];
    const end = () => void proxies.splice(0);
    run("class Last:\n    def __del__(self): end()", { end });
    proxies.push(py.runPython("Last()"), py.runPython("Last()"));
    const [first, second] = proxies;
    run(`${FFI}destroy_proxies(proxies)`, { proxies });
    assert.throws(() => first.type, DESTROYED);
    assert.throws(() => second.type, DESTROYED);
  });
});
