import assert from "node:assert/strict";

import { browserTests, ISOLATING } from "./support/browser.mjs";

const test = browserTests({ headers: ISOLATING });

test(
  "Python waits in a page for what the page does meanwhile",
  "/pages/empty.html",
  async (page) => {
    const outcome = await page.evaluate(async () => {
      const { loadJaspy } = await import("/dist/jaspy.mjs");
      const py = await loadJaspy();
      py.runPython(`
      from jaspy.ffi import run_sync
      import js
      def f(url):
          response = run_sync(js.fetch(url))
          return run_sync(response.text())
      def twice(n):
          run_sync(js.Promise.new(lambda resolve, _: js.setTimeout(resolve, 20 - n)))
          return n
    `);
      const f = py.globals.get("f");
      const twice = py.globals.get("twice");
      return {
        text: await f.callPromising("/pages/empty.html"),
        many: await Promise.all(Array.from({ length: 20 }, (_, n) => twice.callPromising(n))),
        slept: await py.runPythonAsync("import time\ntime.sleep(0.01)\n'slept'"),
      };
    });
    assert.match(outcome.text, /<!doctype html>/i);
    assert.deepEqual(
      outcome.many,
      Array.from({ length: 20 }, (_, n) => n),
    );
    assert.equal(outcome.slept, "slept");
  },
);

test("an interrupt ends what blocks in a worker", "/pages/empty.html", async (page) => {
  const error = await page.evaluate(async () => {
    const buffer = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker("/pages/interrupted-worker.mjs", { type: "module" });
    const code = `
      import asyncio
      from jaspy.ffi import run_sync
      started()
      run_sync(asyncio.sleep(1000))
    `;
    const outcome = await new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data === "started") setTimeout(() => Atomics.store(buffer, 0, 2), 30);
        else resolve(data);
      };
      worker.postMessage({ buffer, code });
    });
    worker.terminate();
    return outcome.error;
  });
  assert.equal(error, "KeyboardInterrupt");
});
