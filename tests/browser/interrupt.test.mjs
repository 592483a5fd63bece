import assert from "node:assert/strict";

import { browserTests, ISOLATING } from "./support/browser.mjs";

const test = browserTests({ headers: ISOLATING });

/** Runs each program in one worker, and sends it a signal when it has said that it started. */
const interrupted = (page, signal, programs) =>
  page.evaluate(
    async ([number, codes]) => {
      const buffer = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker("/pages/interrupted-worker.mjs", { type: "module" });
      const outcomes = [];
      for (const code of codes) {
        const outcome = await new Promise((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => {
            if (data === "started") setTimeout(() => Atomics.store(buffer, 0, number), 30);
            else resolve(data);
          };
          worker.postMessage({ buffer, code });
        });
        outcomes.push({ ...outcome, left: Atomics.load(buffer, 0) });
      }
      worker.terminate();
      return outcomes;
    },
    [signal, programs],
  );

test(
  "a page interrupts what runs and what waits in a worker",
  "/pages/empty.html",
  async (page) => {
    const outcomes = await interrupted(page, 2, [
      "started()\nwhile True: pass",
      "import time\nstarted()\ntime.sleep(1000)",
      "import asyncio\nstarted()\nawait asyncio.sleep(1000)",
    ]);
    const ended = { error: "KeyboardInterrupt", left: 0 };
    assert.deepEqual(outcomes, [ended, ended, ended]);
  },
);

test(
  "a page sends a worker a signal that its program handles",
  "/pages/empty.html",
  async (page) => {
    const program = `
    import signal
    seen = []
    signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    started()
    while not seen: pass
    seen[0] == signal.SIGUSR1
  `;
    assert.deepEqual(await interrupted(page, 10, [program]), [{ result: true, left: 0 }]);
  },
);
