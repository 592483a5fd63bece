/** What waits for Python when its runtime ends is rejected with the reason. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { runModule } from "./support/node.mjs";

const SETUP = `
import asyncio, ctypes
async def forever():
    await asyncio.sleep(1000)
async def one_step():
    yield 1
    await forever()
class Steps:
    def __aiter__(self):
        return self
    async def __anext__(self):
        await forever()
def fail():
    ctypes.string_at(2 ** 32 - 64, 32)
`;

/** What a program waits for, as a promise that nothing settles while the runtime lives. */
const WAITING = {
  "a run that sleeps": (py) => py.runPythonAsync("await forever()"),
  "a run that awaits a promise": (py) => {
    py.globals.set("never", new Promise(() => {}));
    return py.runPythonAsync("await never");
  },
  "a run with a timeout and a signal": (py) =>
    py.runPythonAsync("await forever()", { timeout: 1e6, signal: new AbortController().signal }),
  "a call that may wait": (py) => py.globals.get("forever").callPromising(),
  "a coroutine": async (py) => await py.globals.get("forever")(),
  // Held in Python: a future that nobody can set any more is collected with all that waits for it.
  "a future": async (py) =>
    await py.runPython("future = asyncio.get_running_loop().create_future(); future"),
  "a loop over an async generator": async (py) => {
    for await (const step of py.globals.get("one_step")()) assert.equal(step, 1);
  },
  "a loop over an async iterator": async (py) => {
    for await (const step of py.runPython("Steps()")) assert.fail(`there is no step ${step}`);
  },
  "the next step of an async generator": async (py) => {
    const generator = py.globals.get("one_step")();
    await generator.next();
    return generator.next();
  },
};

/** How a runtime ends. */
const ENDS = {
  destroyed: [(py) => py.destroy(), { message: /^this Python runtime was destroyed/ }],
  failed: [
    (py) => assert.throws(() => py.globals.get("fail")(), { name: "FatalError" }),
    { name: "FatalError" },
  ],
};

for (const semantics of ["classic", "pep818"]) {
  for (const [how, [end, reason]] of Object.entries(ENDS)) {
    test(`${semantics}: all that waits is rejected when the runtime is ${how}`, async () => {
      const py = await loadJaspy({ semantics });
      py.runPython(SETUP);
      // All are waited for before the end comes: one that takes longer must not leave the others to Node.
      const waits = Object.entries(WAITING).map(([name, begin]) =>
        assert.rejects(begin(py), reason, name),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
      end(py);
      await Promise.all(waits);
    });
  }

  test(`${semantics}: what nobody waits for does not end the process with the runtime`, async () => {
    const source = `
      const { loadJaspy } = await import(DIST + "jaspy.mjs");
      const py = await loadJaspy({ semantics: "${semantics}" });
      let settle;
      py.globals.set("later", new Promise((resolve) => { settle = resolve; }));
      py.runPython(${JSON.stringify(SETUP)});
      py.runPython("later.then(print); later.finally_(print); later.catch(print)");
      py.runPythonAsync("await forever()");
      py.globals.get("one_step")().next();
      py.globals.get("forever")();
      await new Promise((resolve) => setImmediate(resolve));
      py.destroy();
      settle();
      await new Promise((resolve) => setImmediate(resolve));
      console.log("still here");
    `;
    const { stdout, stderr, code } = await runModule(source);
    assert.equal(stdout, "still here\n", stderr);
    assert.equal(code, 0);
  });
}

test("a run of a runtime that has ended is reported if nobody waits for it", async () => {
  const { stderr, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    py.destroy();
    py.runPythonAsync("1");
  `);
  assert.match(stderr, /this Python runtime was destroyed/);
  assert.equal(code, 1);
});

test("a run that fails for another reason is reported if nobody waits for it", async () => {
  const { stderr, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    py.runPythonAsync("1 / 0");
  `);
  assert.match(stderr, /ZeroDivisionError/);
  assert.equal(code, 1);
});
