/** How long Python keeps a JavaScript object alive. */
import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/runtime.mjs";

test("Python holds a JavaScript object until its last reference goes", () => {
  const before = py.debug.counts().jsValues;
  run("kept = [make(), make()]", { make: () => ({}) });
  py.runPython("del make");
  assert.equal(py.debug.counts().jsValues, before + 2);
  py.runPython("kept.pop()");
  assert.equal(py.debug.counts().jsValues, before + 1);
  py.runPython("del kept");
  assert.equal(py.debug.counts().jsValues, before);
});

test("one object converted twice is held once", () => {
  const before = py.debug.counts().jsValues;
  const target = {};
  run("first = target\nsecond = give()\ndel give", { target, give: () => target });
  assert.equal(py.debug.counts().jsValues, before + 1);
});

test("an object that crosses again after its proxy has gone is itself", () => {
  const objects = Array.from({ length: 100 }, (_, index) => ({ index }));
  const index = run("lambda each: each.index");
  for (const each of objects) assert.equal(index(each), each.index);
  // Others have their places now.
  run("others = [make() for _ in range(100)]", { make: () => ({ index: -1 }) });
  for (const each of objects) assert.equal(index(each), each.index);
});

test("an object that Python lets go can be collected", async () => {
  const witness = (() => {
    const target = { large: new Array(1000) };
    run("held = target\ndel target", { target });
    return new WeakRef(target);
  })();
  assert.equal(await collectUntil(() => witness.deref() === undefined), false);
  py.runPython("del held");
  assert.ok(await collectUntil(() => witness.deref() === undefined));
});

test("a weak reference to a proxy ends with it", () => {
  const code = `
    import weakref
    strong = make()
    weak = weakref.ref(strong)
    alive = weak() is strong
    del strong
    [alive, weak()]
  `;
  assert.deepEqual(run(code, { make: () => ({}) }), [true, undefined]);
});

test("a weak reference's callback gets a new proxy for the object", () => {
  const target = { name: "target" };
  const code = `
    import weakref
    seen = []
    def callback(reference): seen.append(give())
    strong = give()
    weak = weakref.ref(strong, callback)
    del strong
    [seen[0].name, seen[0] is give(), weak()]
  `;
  assert.deepEqual(run(code, { give: () => target }), ["target", true, undefined]);
});

test("a long chain of bound methods is freed", () => {
  const before = py.debug.counts().jsValues;
  run("for _ in range(100_000): method = method.toString\ndel method", { method: () => 1 });
  assert.equal(py.debug.counts().jsValues, before);
});

test("a proxy in a cycle of Python objects is collected with it", () => {
  const before = py.debug.counts().jsValues;
  const code = `
    import gc
    cycle = [make()]
    cycle.append(cycle)
    del cycle, make
    gc.collect()
  `;
  run(code, { make: () => ({}) });
  assert.equal(py.debug.counts().jsValues, before);
});

test("a proxy refuses to be pickled or copied deeply", () => {
  for (const code of [
    "import pickle\npickle.dumps(target)",
    "import copy\ncopy.deepcopy(target)",
  ]) {
    assert.throws(() => run(code, { target: {} }), {
      type: "TypeError",
      message: /JsProxy|JavaScript/,
    });
  }
});
