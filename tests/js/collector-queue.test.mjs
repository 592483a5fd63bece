/** What the collector finds while Python runs waits until it does not. */
import assert from "node:assert/strict";
import { test } from "node:test";

/** A registry whose finalizers run when the test says so: engines may run them at many moments. */
class Registry {
  static all = [];
  #finalize;
  #entries = new Map();

  constructor(finalize) {
    this.#finalize = finalize;
    Registry.all.push(this);
  }
  register(target, held, token = target) {
    this.#entries.set(target, { held, token });
  }
  unregister(token) {
    for (const [target, entry] of this.#entries) {
      if (entry.token === token) this.#entries.delete(target);
    }
  }
  /** Says that a target has been collected; gives whether it is one of this registry's. */
  collect(target) {
    const entry = this.#entries.get(target);
    this.#entries.delete(target);
    if (entry !== undefined) this.#finalize(entry.held);
    return entry !== undefined;
  }
}

const collect = (target) => assert.ok(Registry.all.some((registry) => registry.collect(target)));

const real = globalThis.FinalizationRegistry;
globalThis.FinalizationRegistry = Registry;
const { loadJaspy } = await import("../../dist/jaspy.mjs");
const py = await loadJaspy();
globalThis.FinalizationRegistry = real;

py.runPython(`
ended = []
class Mortal:
    def __del__(self): ended.append(1)
`);
/** Once its job has ended the engine may collect a proxy: before, what made it may still have it. */
const jobEnded = () => Promise.resolve();
const mortal = async () => {
  const proxy = py.runPython("Mortal()");
  await jobEnded();
  return { proxy };
};
const ended = () => py.runPython("len(ended)");

test("what is collected while no Python runs is released at once", async () => {
  const before = ended();
  const counts = py.debug.counts().pyObjects;
  const { proxy } = await mortal();
  collect(proxy);
  assert.equal(py.debug.counts().pyObjects, counts);
  assert.equal(ended(), before + 1);
});

test("what is collected while Python runs is released when the outermost call returns", async () => {
  const before = ended();
  const { proxy } = await mortal();
  const counts = py.debug.counts().pyObjects;
  py.globals.find = () => collect(proxy);
  assert.equal(py.runPython("find()\nlen(ended)"), before);
  assert.ok(py.debug.counts().pyObjects <= counts);
  assert.equal(ended(), before + 1);
});

test("... not when an inner one returns", async () => {
  const before = ended();
  const { proxy } = await mortal();
  py.globals.find = () => {
    collect(proxy);
    return py.runPython("len(ended)");
  };
  assert.deepEqual(py.runPython("[find(), len(ended)]"), [before, before]);
  assert.equal(ended(), before + 1);
});

test("what a release runs may find more to release", async () => {
  const before = ended();
  const [{ proxy: first }, { proxy: second }] = [await mortal(), await mortal()];
  py.globals.find = () => collect(second);
  const last = py.runPython("class Last:\n    def __del__(self): find()\nLast()");
  await jobEnded();
  py.globals.both = () => {
    collect(last);
    collect(first);
  };
  py.runPython("both()");
  assert.equal(ended(), before + 2);
});

test("a result is not spoilt by what is released after it", async () => {
  const [{ proxy: first }, { proxy: second }] = [await mortal(), await mortal()];
  py.globals.find = () => collect(first);
  assert.equal(py.runPython("find()\n0.5"), 0.5);
  py.globals.find = () => collect(second);
  assert.deepEqual(py.runPython("find()\n['text', 2**70]"), ["text", 2n ** 70n]);
});

test("what is collected while an exception leaves Python is released all the same", async () => {
  const before = ended();
  const { proxy } = await mortal();
  py.globals.find = () => collect(proxy);
  assert.throws(() => py.runPython("find()\n1 / 0"), { type: "ZeroDivisionError" });
  assert.equal(ended(), before + 1);
});

test("buffers wait in the same way", () => {
  const code = "class Data(bytearray):\n    def __del__(self): ended.append(1)\nData(b'abc')";
  const before = ended();
  const view = py.runPython(code);
  py.globals.find = () => collect(view);
  assert.equal(py.runPython("find()\nlen(ended)"), before);
  assert.equal(ended(), before + 1);
  assert.equal(py.debug.counts().bufferViews, 0);
});
