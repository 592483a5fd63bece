/** Waiting in a page: the loop on the browser's tasks, promises, events and AbortSignals. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

/** Runs `body(py)` in the page with a fresh runtime. */
const withRuntime = (page, body, semantics = "classic") =>
  page.evaluate(`(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    return (${body})(await loadJaspy({ semantics: ${JSON.stringify(semantics)} }));
  })()`);

/** What 20 wakings of a task, a chain of timers and a chain of microtasks do in which order. */
async function order(py) {
  const seen = [];
  const timers = (left) => left > 0 && setTimeout(() => seen.push("timer") && timers(left - 1));
  const done = new Promise((resolve) => {
    py.globals.set("note", (what) => seen.push(what));
    py.globals.set("begin", async () => {
      timers(200);
      await undefined;
      seen.push("microtask");
    });
    py.globals.set("end", resolve);
  });
  py.runPython(`
    import asyncio
    async def work():
        begin()
        for n in range(20):
            await asyncio.sleep(0)
            note(n)
        end()
    task = asyncio.create_task(work())
    note("started")
  `);
  await done;
  return seen;
}

const NUMBERS = Array.from({ length: 20 }, (_, n) => n);

test(
  "turns of the loop are tasks that do not wait as timers do",
  "/pages/empty.html",
  async (page) => {
    const seen = await withRuntime(page, order);
    assert.deepEqual(
      seen.filter((what) => what !== "timer"),
      ["started", "microtask", ...NUMBERS],
    );
    // Browsers slow nested timers down.
    assert.ok(seen.filter((what) => what === "timer").length < 200);
  },
);

test("without channels for messages the loop runs by timers", "/pages/empty.html", async (page) => {
  await page.evaluate("delete globalThis.MessageChannel");
  const seen = await withRuntime(page, order);
  assert.deepEqual(
    seen.filter((what) => what !== "timer"),
    ["started", "microtask", ...NUMBERS],
  );
});

test("the page goes on while a Python task never stops", "/pages/empty.html", async (page) => {
  const tasks = await withRuntime(page, async (py) => {
    py.runPython(`
      import asyncio
      turns = 0
      async def work():
          global turns
          while True:
              turns += 1
              await asyncio.sleep(0)
      task = asyncio.create_task(work())
    `);
    let tasks = 0;
    while (py.globals.get("turns") < 20) {
      await new Promise((resolve) => setTimeout(resolve));
      tasks += 1;
    }
    py.runPython("task.cancel()");
    return tasks;
  });
  assert.ok(tasks > 0);
});

for (const semantics of ["classic", "pep818"]) {
  test(
    `${semantics}: Python reads a stream, and leaving it cancels it`,
    "/pages/empty.html",
    async (page) => {
      const [text, cancelled] = await withRuntime(
        page,
        async (py) => {
          let cancelled = false;
          py.globals.set("endless", () => {
            return new ReadableStream({
              pull: (controller) => controller.enqueue("piece"),
              cancel() {
                cancelled = true;
              },
            });
          });
          const text = await py.runPythonAsync(`
          import js
          response = await js.fetch("/pages/empty.html")
          data = b""
          async for chunk in response.body:
              data += bytes(chunk.to_bytes() if hasattr(chunk, "to_bytes") else chunk)
          async for piece in endless():
              break
          data.decode()
        `);
          await new Promise((resolve) => setTimeout(resolve));
          return [text, cancelled];
        },
        semantics,
      );
      assert.match(text, /<!doctype html>/i);
      assert.equal(cancelled, true);
    },
  );

  test(
    `${semantics}: an async function handles an event, and starts at once`,
    "/pages/empty.html",
    async (page) => {
      const seen = await withRuntime(
        page,
        async (py) => {
          const seen = [];
          py.globals.set("note", (what) => seen.push(what));
          const ended = new Promise((resolve) => py.globals.set("end", () => resolve()));
          py.runPython(`
          import asyncio, js
          from jaspy.ffi import create_proxy
          async def on_click(event):
              note(event.type)
              await asyncio.sleep(0)
              note("woken")
              end()
          js.document.body.addEventListener("click", create_proxy(on_click))
        `);
          document.body.click();
          seen.push("clicked");
          await ended;
          return seen;
        },
        semantics,
      );
      assert.deepEqual(seen, ["click", "clicked", "woken"]);
    },
  );

  test(`${semantics}: an AbortSignal cancels code of Python`, "/pages/empty.html", async (page) => {
    const outcome = await withRuntime(
      page,
      async (py) => {
        const controller = new AbortController();
        const ended = py.runPythonAsync(
          `
          import asyncio, js
          seen = []
          try:
              await asyncio.sleep(1000)
          finally:
              seen.append("cleaned up")
          `,
          { signal: controller.signal },
        );
        await undefined;
        setTimeout(() => controller.abort(new Error("enough")));
        try {
          await ended;
        } catch (error) {
          return [error.type, /enough/.test(error.message), py.runPython("seen[0]")];
        }
        return "went on";
      },
      semantics,
    );
    assert.deepEqual(outcome, ["CancelledError", true, "cleaned up"]);
  });
}
