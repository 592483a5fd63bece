/**
 * Python that is entered with hardly any stack left. What the frames held that the engine's RangeError
 * passed by is lost, so the live numbers are not compared.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { collectUntil } from "./support/live-counts.mjs";

const py = await loadJaspy();

/** Calls `body` where the stack ends, then with a little more room each time until it succeeds. */
function atTheEndOfTheStack(body, refused) {
  const descend = () => {
    try {
      return descend();
    } catch {
      try {
        return body();
      } catch (error) {
        refused.push(error);
        throw error;
      }
    }
  };
  descend();
}

/** Whether what JavaScript's collector finds is given back, which waits for Python to be idle. */
function collectsProxies() {
  const before = py.debug.counts().pyObjects;
  for (let i = 0; i < 100; i += 1) py.runPython("object()");
  return collectUntil(() => py.debug.counts().pyObjects <= before);
}

const stillWorks = () => assert.equal(py.runPython("sum(range(10))"), 45);

for (const [operation, body] of Object.entries({
  runPython: () => py.runPython("def f(n): return n and f(n - 1)\nf(50)"),
  "a call": () => py.globals.f(50),
  "an attribute": () => py.globals.thing.computed,
  "an attribute that is a proxy": () => py.globals.thing.again,
})) {
  test(`${operation} at the end of the JavaScript stack leaves a working runtime`, async () => {
    py.runPython(`
      def f(n): return n and f(n - 1)
      class Thing:
          computed = property(lambda self: len(str(list(range(100)))))
          again = property(lambda self: str(list(range(100))) and self.kept)
          kept = object()
      thing = Thing()
    `);
    const refused = [];
    for (let round = 0; round < 20; round += 1) {
      atTheEndOfTheStack(body, refused);
      stillWorks();
    }
    assert.ok(refused.length > 0);
    assert.ok(await collectsProxies());
    for (const error of refused) {
      assert.ok(error instanceof RangeError || error.type === "RecursionError", error);
    }
  });
}

test("what is written at the end of the JavaScript stack does not keep back what comes later", async () => {
  const texts = [];
  const refused = [];
  py.setStdout({ batched: (text) => texts.push(text) });
  for (let round = 0; round < 20; round += 1) {
    atTheEndOfTheStack(() => py.runPython("print('deep', end='')"), refused);
    py.runPython("print('flat', end='')");
    await new Promise((resolve) => setImmediate(resolve));
    assert.match(texts.splice(0).join(""), /flat$/);
  }
  assert.ok(refused.length > 0);
  py.setStdout();
});
