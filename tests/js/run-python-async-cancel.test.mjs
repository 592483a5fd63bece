/** Ending the code of `runPythonAsync`: `signal` and `timeout`. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

const turn = () => new Promise((resolve) => setImmediate(resolve));

await inBothSemantics(({ py, run, test }) => {
  const SLEEP = "import asyncio\nawait asyncio.sleep(1000)";

  test("an AbortSignal cancels the code where it waits, with its reason", async () => {
    const controller = new AbortController();
    const ended = py.runPythonAsync(
      `
      import asyncio
      seen = []
      try:
          await asyncio.sleep(1000)
      except asyncio.CancelledError as error:
          seen.append(str(error))
          raise
      finally:
          await asyncio.sleep(0)
          seen.append("cleaned up")
      `,
      { signal: controller.signal },
    );
    await turn();
    controller.abort(new Error("enough"));
    await assert.rejects(ended, { type: "CancelledError", message: /enough/ });
    assert.equal(run("'; '.join(seen)"), "Error: enough; cleaned up");
  });

  test("a signal that fails rejects the run, of which nothing is left", async () => {
    const signal = {
      aborted: false,
      addEventListener() {
        throw new RangeError("no listeners");
      },
      removeEventListener() {
        throw new RangeError("no such listener");
      },
    };
    const run = py.runPythonAsync("1", { signal, timeout: 1e6 });
    await assert.rejects(run, /no listeners/);
    assert.equal(await py.runPythonAsync("1 + 1"), 2);
  });

  test("code that waits for a promise is cancelled, whatever becomes of the promise", async () => {
    let settle;
    py.globals.set("promise", new Promise((resolve) => (settle = resolve)));
    // Not AbortSignal.timeout, whose timer lets Node end.
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const { signal } = controller;
    await assert.rejects(py.runPythonAsync("await promise", { signal }), {
      type: "CancelledError",
    });
    settle(1);
    await turn();
  });

  test("code can catch the cancellation and go on", async () => {
    const controller = new AbortController();
    const code = `
      import asyncio
      try:
          await asyncio.sleep(1000)
      except asyncio.CancelledError:
          pass
      "went on"
    `;
    const ended = py.runPythonAsync(code, { signal: controller.signal });
    await turn();
    controller.abort();
    assert.equal(await ended, "went on");
  });

  test("code does not start when the signal has been given before", async () => {
    const signal = AbortSignal.abort("early");
    py.globals.set("ran", false);
    await assert.rejects(py.runPythonAsync("ran = True", { signal }), {
      type: "CancelledError",
      message: /early/,
    });
    assert.equal(py.globals.get("ran"), false);
  });

  test("a signal does nothing once the code has ended, and keeps nothing of it", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args) => {
      listeners += 1;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args) => {
      listeners -= 1;
      removeEventListener.apply(signal, args);
    };
    assert.equal(
      await py.runPythonAsync("import asyncio\nawait asyncio.sleep(0, 5)", { signal }),
      5,
    );
    assert.equal(listeners, 0);
    controller.abort();
  });

  test("a code's own signal does not cancel another", async () => {
    const controller = new AbortController();
    const one = py.runPythonAsync(SLEEP, { signal: controller.signal });
    const other = py.runPythonAsync("import asyncio\nawait asyncio.sleep(0.005, 'other')");
    await turn();
    controller.abort();
    await assert.rejects(one, { type: "CancelledError" });
    assert.equal(await other, "other");
  });

  test("after its timeout code gets a TimeoutError where it waits", async () => {
    await assert.rejects(py.runPythonAsync(SLEEP, { timeout: 2 }), { type: "TimeoutError" });
    assert.equal(
      await py.runPythonAsync("import asyncio\nawait asyncio.sleep(0, 1)", { timeout: 10_000 }),
      1,
    );
    await assert.rejects(py.runPythonAsync("1 / 0", { timeout: 1000 }), {
      type: "ZeroDivisionError",
    });
  });

  test("the timeout ends code that runs without waiting, before and after it has waited", async () => {
    const busy = ["while True: pass", "import asyncio\nawait asyncio.sleep(0)\nwhile True: pass"];
    for (const code of busy) {
      await assert.rejects(py.runPythonAsync(code, { timeout: 300 }), {
        type: "TimeoutError",
        message: /while True: pass/,
      });
      assert.equal(run("1 + 1"), 2);
    }
  });

  test("the clean-up of code whose time is over can take its time", async () => {
    const code = `
      import time
      cleaned = False
      try:
          while True: pass
      finally:
          end = time.monotonic() + 0.05
          while time.monotonic() < end: pass
          cleaned = True
    `;
    await assert.rejects(py.runPythonAsync(code, { timeout: 300 }), { type: "TimeoutError" });
    assert.equal(run("cleaned"), true);
  });

  test("code can catch that its time is over", async () => {
    const code = "try:\n  while True: pass\nexcept TimeoutError:\n  caught = 1\ncaught";
    assert.equal(await py.runPythonAsync(code, { timeout: 300 }), 1);
  });

  test("the timeout of code that waits does not end what else runs", async () => {
    const waiting = assert.rejects(py.runPythonAsync(SLEEP, { timeout: 10 }), {
      type: "TimeoutError",
    });
    await turn();
    const busy = `
      import time
      end = time.monotonic() + 0.1
      while time.monotonic() < end: pass
      "done"
    `;
    assert.equal(await py.runPythonAsync(busy), "done");
    assert.equal(await py.runPythonAsync(busy, { timeout: 60_000 }), "done");
    await waiting;
  });

  test("a timeout leaves the program's own handler of the signal as it was", async () => {
    const code = "import signal\nhandler = signal.getsignal(signal.SIGVTALRM)";
    run(code);
    await py.runPythonAsync("1", { timeout: 1000 });
    assert.equal(run("signal.getsignal(signal.SIGVTALRM) == handler"), true);
  });

  test("a signal and a timeout of a wrong type are refused by name", async () => {
    const refused = (message) => ({ name: "TypeError", message });
    for (const signal of [5, {}, null]) {
      await assert.rejects(
        py.runPythonAsync("1", { signal }),
        refused(/signal must be an AbortSignal/),
      );
    }
    for (const timeout of [-1, "5", Number.NaN, 5n]) {
      await assert.rejects(
        py.runPythonAsync("1", { timeout }),
        refused(/timeout must be a number of milliseconds/),
      );
    }
    assert.throws(() => py.runPython("1", { timeout: 1 }), refused(/no option timeout/));
  });
});
