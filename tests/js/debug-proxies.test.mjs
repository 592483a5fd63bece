/** `py.debug.liveProxies()`, `py.setDebug()`, and what is said of destroyed proxies. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const live = () => py.debug.liveProxies();

  test("a living proxy is listed with its type and repr until it is destroyed", () => {
    const before = live().length;
    const proxy = py.runPython("class Ship:\n    def __repr__(self): return '<a ship>'\nShip()");
    assert.deepEqual(live().slice(before), [{ type: "Ship", repr: "<a ship>" }]);
    proxy.destroy();
    assert.equal(live().length, before);
  });

  test("the runtime's own proxies are not listed", () => {
    for (const { repr } of live()) assert.doesNotMatch(repr, /_entry|builtins|run_python/);
  });

  test("an object whose repr fails is listed all the same", () => {
    const proxy = py.runPython("class Bad:\n    def __repr__(self): 1 / 0\nBad()");
    assert.deepEqual(live().at(-1), { type: "Bad", repr: "(its repr failed)" });
    proxy.destroy();
  });

  test("a repr may destroy the proxy that it is asked for", () => {
    const code = "class Odd:\n    def __repr__(self): return end() or 'gone'\nOdd()";
    let proxy;
    proxy = run(code, { end: () => proxy.destroy() });
    assert.equal(live().at(-1).repr, "gone");
    assert.throws(() => proxy.type, /destroyed/);
  });

  test("in debug mode the list tells where a proxy was made", () => {
    assert.equal(py.setDebug(true), false);
    function whoMadeIt() {
      return py.runPython("object()");
    }
    const proxy = whoMadeIt();
    assert.match(live().at(-1).stack, /whoMadeIt/);
    assert.equal(py.setDebug(false), true);
    proxy.destroy();
    const other = py.runPython("object()");
    assert.equal(live().at(-1).stack, undefined);
    other.destroy();
  });

  test("using a destroyed proxy names the class, and in debug mode the repr", () => {
    const [first, second] = [py.runPython("{'a': 1, 'b': {2}}.keys()"), py.runPython("{3}")];
    first.destroy();
    assert.throws(() => first.a, /already been destroyed\. It was of type "dict_keys"$/);
    py.setDebug(true);
    second.destroy({ message: "enough" });
    assert.throws(
      () => second.a,
      /destroyed: enough\. It was of type "set" and had the repr \{3\}$/,
    );
    py.setDebug(false);
  });

  test("the name is that of the class at the end", () => {
    const proxy = py.runPython("class A: pass\nclass B: pass\na = A()\na");
    py.runPython("a.__class__ = B\nB.__name__ = 'C'");
    proxy.destroy();
    assert.throws(() => proxy.x, /of type "C"/);
  });

  test("a cycle through both languages is listed, and ends with destroy", async () => {
    const before = live().length;
    run("class Node: pass\nnode = Node()\nnode.other = holder\nholder.node = node", { holder: {} });
    const { holder } = py.globals;
    py.runPython("del node, holder");
    const found = live().slice(before);
    assert.deepEqual(
      found.map(({ type }) => type),
      ["Node"],
    );
    holder.node.destroy();
    assert.equal(live().length, before);
  });
});
