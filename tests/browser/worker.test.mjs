import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

/** Starts a worker, sends it one message and gives its answer. */
const ask = (page, url, options, message) =>
  page.evaluate(
    ([workerUrl, workerOptions, sent]) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(workerUrl, workerOptions);
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
        worker.postMessage(sent);
      }),
    [url, options, message],
  );

test("a module worker runs Python on what it is sent", "/pages/empty.html", async (page) => {
  const code = "import statistics\nfrom js import A_rank\nstatistics.stdev(A_rank)";
  const answer = await ask(
    page,
    "/pages/worker.mjs",
    { type: "module" },
    { code, A_rank: [1, 2, 3] },
  );
  assert.deepEqual(answer, { result: 1 });
});

test("a module worker reports what Python raises", "/pages/empty.html", async (page) => {
  const answer = await ask(page, "/pages/worker.mjs", { type: "module" }, { code: "1 / 0" });
  assert.match(answer.error, /ZeroDivisionError/);
});

test("a classic worker runs Python by importScripts", "/pages/empty.html", async (page) => {
  assert.equal(
    await ask(page, "/pages/classic-worker.js", {}, "'from ' + 'a worker'"),
    "from a worker",
  );
});
