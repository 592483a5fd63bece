/** Thousands of tasks at a time. */
import assert from "node:assert/strict";
import { createServer } from "node:http";

import { inBothSemantics } from "./support/both-semantics.mjs";

const TASKS = 10_000;

/** Serves the number in a request's path, and gives the server's address. */
async function numberServer() {
  const server = createServer((request, response) => response.end(request.url.slice(1)));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const end = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, end };
}

await inBothSemantics(({ py, run, test }) => {
  test("10,000 tasks sleep, fetch and call JavaScript, and none is lost", async () => {
    const { url, end } = await numberServer();
    const seen = [];
    py.globals.set("url", url);
    py.globals.set("note", (n) => seen.push(n));
    py.globals.set("later", async (n) => {
      await undefined;
      return n;
    });
    const code = `
      import asyncio, js
      # As many connections at a time as a server takes.
      connections = asyncio.Semaphore(64)
      async def work(n):
          await asyncio.sleep(n % 10 / 1000)
          async with connections:
              response = await js.fetch(f"{url}{n}")
              text = await response.text()
          assert await later(n) == n == int(text)
          note(n)
          return n
      results = await asyncio.gather(*(work(n) for n in range(${TASKS})))
      assert results == list(range(${TASKS}))
      len(asyncio.all_tasks())
    `;
    try {
      // The code itself is a task.
      assert.equal(await py.runPythonAsync(code), 1);
    } finally {
      await end();
    }
    assert.equal(seen.length, TASKS);
    assert.equal(new Set(seen).size, TASKS);
  });

  test("10,000 callbacks and wakings come in order", async () => {
    const code = `
      import asyncio
      loop, called, woken, timed = asyncio.get_running_loop(), [], [], []
      start = loop.time() + 0.005
      for n in range(${TASKS}):
          loop.call_soon(called.append, n)
          loop.call_at(start + n / 1e6, timed.append, n)
      async def wake(n):
          await asyncio.sleep(0)
          woken.append(n)
      await asyncio.gather(*(wake(n) for n in range(${TASKS})))
      await asyncio.sleep(start + 0.02 - loop.time())
      called == woken == timed == list(range(${TASKS}))
    `;
    assert.equal(await py.runPythonAsync(code), true);
  });

  test("10,000 coroutines that JavaScript waits for come to what they should, in order", async () => {
    run(`
import asyncio
async def work(n):
    if n % 2: await asyncio.sleep(0)
    if n % 3 == 0: raise LookupError(str(n))
    return n
`);
    const work = py.globals.get("work");
    const order = [];
    const outcomes = await Promise.allSettled(
      Array.from({ length: TASKS }, (_, n) => work(n).finally(() => order.push(n))),
    );
    outcomes.forEach(({ status, value }, n) => {
      assert.equal(status, n % 3 === 0 ? "rejected" : "fulfilled");
      if (n % 3 !== 0) assert.equal(value, n);
    });
    const ofKind = (rest) => order.filter((n) => n % 2 === rest);
    for (const rest of [0, 1]) {
      assert.deepEqual(
        ofKind(rest),
        Array.from({ length: TASKS / 2 }, (_, n) => 2 * n + rest),
      );
    }
  });

  test("10,000 promises that never settle are forgotten when they are collected", async () => {
    py.globals.set("never", () => new Promise(() => {}));
    const code = `
      import asyncio
      loop = asyncio.get_running_loop()
      loop.set_exception_handler(lambda *_: None)
      async def wait(): await never()
      tasks = [asyncio.create_task(wait()) for _ in range(${TASKS})]
      await asyncio.sleep(0)
      del tasks
    `;
    await py.runPythonAsync(code);
    assert.ok(py.debug.counts().pyObjects >= TASKS);
  });
});
