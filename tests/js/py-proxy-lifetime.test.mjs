/** Identity of a PyProxy, its end by hand and its end by the collector. */
import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/runtime.mjs";

const DESTROYED = /Object has already been destroyed/;

/** A Python object that tells in `ended` that it is gone. */
const MORTAL = `
ended = []
class Mortal:
    name = "mortal"
    def speak(self): return "still here"
    def __call__(self): return "called"
    def __del__(self): ended.append(True)
`;

test("while its proxy lives, an object gives that proxy", () => {
  const proxy = py.runPython("thing = object()\nthing");
  assert.equal(py.globals.thing, proxy);
  assert.equal(py.runPython("[thing]")[0], proxy);
  run("give(thing)", { give: (given) => assert.equal(given, proxy) });
});

test("equal objects that are not identical give different proxies", () => {
  assert.notEqual(py.runPython("{1}"), py.runPython("{1}"));
});

test("a proxy that goes back to Python is the object itself", () => {
  const proxy = py.runPython("thing = object()\nthing");
  assert.equal(run("back is thing", { back: proxy }), true);
  assert.equal(run("give() is thing", { give: () => proxy }), true);
  assert.equal(run("holder.proxy is thing", { holder: { proxy } }), true);
});

test("destroy releases the Python object", () => {
  const before = py.debug.counts().pyObjects;
  const mortal = py.runPython(`${MORTAL}\nMortal()`);
  assert.equal(py.debug.counts().pyObjects, before + 1);
  assert.deepEqual(py.globals.ended, []);
  mortal.destroy();
  assert.deepEqual(py.globals.ended, [true]);
  assert.equal(py.debug.counts().pyObjects, before);
});

test("destroying again has no effect", () => {
  const proxy = py.runPython("thing = object()\nthing");
  proxy.destroy();
  const other = py.runPython("object()");
  const counts = py.debug.counts();
  proxy.destroy();
  proxy.destroy();
  assert.deepEqual(py.debug.counts(), counts);
  assert.match(other.toString(), /object object/);
});

test("every use of a destroyed proxy says that it was destroyed", () => {
  const mortal = py.runPython(`${MORTAL}\nMortal()`);
  const { speak } = mortal;
  mortal.destroy();
  const uses = {
    get: () => mortal.name,
    set: () => (mortal.name = 1),
    delete: () => delete mortal.name,
    has: () => "name" in mortal,
    ownKeys: () => Object.getOwnPropertyNames(mortal),
    call: () => mortal(),
    toString: () => mortal.toString(),
    type: () => mortal.type,
    toPython: () => run("1", { value: mortal }),
  };
  for (const [name, use] of Object.entries(uses)) assert.throws(use, DESTROYED, name);
  assert.equal(speak(), "still here");
});

test("destroy can leave a message for whoever uses the proxy later", () => {
  const proxy = py.runPython("object()");
  proxy.destroy({ message: "the shop is closed" });
  assert.throws(() => proxy.name, /already been destroyed.*the shop is closed/s);
});

test("the end of a scope with using destroys a proxy", () => {
  const proxy = py.runPython("object()");
  // What `using proxy = ...` calls, where the engine has it.
  proxy[Symbol.dispose]();
  assert.throws(() => proxy.name, DESTROYED);
});

test("a destroyed proxy is not another object's when its place is taken", () => {
  const first = py.runPython("class A: name = 'first'\nA()");
  first.destroy();
  const others = py.runPython("class B: name = 'other'\nmake = B\n[B() for _ in range(100)]");
  assert.throws(() => first.name, DESTROYED);
  assert.equal(others[0].name, "other");
});

test("a destroyed proxy is replaced by a new one", () => {
  const first = py.runPython("thing = object()\nthing");
  first.destroy();
  const second = py.globals.thing;
  assert.notEqual(second, first);
  assert.match(second.toString(), /object object/);
});

test("an object that comes back in its own __del__ is not harmed by destroy", () => {
  const proxy = py.runPython(`
    saved = []
    class Phoenix:
        name = "alive"
        def __del__(self): saved.append(self)
    Phoenix()
  `);
  proxy.destroy();
  assert.throws(() => proxy.name, DESTROYED);
  assert.equal(py.globals.saved[0].name, "alive");
});

test("a __del__ that runs at destroy may call JavaScript, which destroys others", () => {
  const other = py.runPython("object()");
  py.globals.end = () => void other.destroy();
  const proxy = py.runPython("class Last:\n    def __del__(self): end()\nLast()");
  proxy.destroy();
  assert.throws(() => other.type, DESTROYED);
});

test("a proxy that nobody holds is released by the collector", async () => {
  const before = py.debug.counts().pyObjects;
  py.runPython(`${MORTAL}\nmake = Mortal`);
  for (let i = 0; i < 50; i += 1) py.runPython("make()");
  assert.ok(await collectUntil(() => py.runPython("len(ended)") === 50));
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before));
});

test("a collected proxy is replaced by a new one", async () => {
  const before = py.debug.counts().pyObjects;
  py.runPython("thing = object()\nthing");
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before));
  assert.equal(run("back is thing", { back: py.globals.thing }), true);
});

test("a proxy that is still held is not collected", async () => {
  const mortal = py.runPython(`${MORTAL}\nMortal()`);
  const witness = new WeakRef(py.runPython("Mortal()"));
  assert.ok(await collectUntil(() => witness.deref() === undefined));
  assert.equal(mortal.name, "mortal");
});

test("a destroyed proxy that is still held keeps nothing by a method that was read from it", async () => {
  const mortal = py.runPython(`${MORTAL}\nMortal()`);
  mortal.speak();
  mortal.destroy();
  assert.ok(await collectUntil(() => py.runPython("len(ended)") === 1));
  assert.throws(() => mortal.name, DESTROYED);
});
