/** `pyodide.http` and `pyodide.ffi.wrappers` in a page, whose `fetch` and events are the browser's own. */
import assert from "node:assert/strict";
import { after, before } from "node:test";

import { serveHttp } from "../support/http-server.mjs";
import { browserTests } from "./support/browser.mjs";

const test = browserTests();
const PAGE = "/pages/empty.html";
let server;
before(async () => {
  server = await serveHttp();
});
after(() => server.close());

/** Runs code in a runtime of a page, which knows `url` and the names of `pyodide.http`. */
function run(page, semantics, code) {
  return page.evaluate(
    async ([semantics, code, url]) => {
      const { loadJaspy } = await import("/dist/jaspy.mjs");
      const py = await loadJaspy({ semantics });
      py.globals.set("url", url);
      py.runPython("import asyncio, js, json\nfrom pyodide.http import *");
      return JSON.parse(await py.runPythonAsync(code));
    },
    [semantics, code, server.url],
  );
}

for (const semantics of ["classic", "pep818"]) {
  test(
    `${semantics}: a page fetches text, JSON and bytes, and follows redirections`,
    PAGE,
    async (page) => {
      const seen = await run(
        page,
        semantics,
        `
      text = await pyfetch(url + "/redirect")
      json.dumps([
          [text.status, text.status_text, text.ok, text.redirected, text.type, text.url == url + "/text"],
          text.headers["x-own"],
          await text.text(),
          await (await pyfetch(url + "/json")).json(),
          [*await (await pyfetch(url + "/bytes")).bytes()],
          await (await pyfetch(url + "/echo", method="PUT", headers={"x-asked": "b"}, body=b"\\xff")).json(),
          (await (await pyfetch("/pages/empty.html")).text())[:15],
      ])
    `,
      );
      assert.deepEqual(seen, [
        [200, "OK", true, true, "cors", true],
        "a",
        "grün",
        { a: [1, 2.5] },
        [0, 1, 254, 255],
        { method: "PUT", body: "\xff", header: "b" },
        "<!DOCTYPE html>",
      ]);
    },
  );

  test(`${semantics}: in a page, a request fails, is aborted and cancelled`, PAGE, async (page) => {
    const seen = await run(
      page,
      semantics,
      `
      seen = []
      async def attempt(awaitable):
          try:
              await awaitable
          except (OSError, asyncio.CancelledError) as error:
              seen.append([type(error).__name__, str(error)])
      await attempt(pyfetch("http://127.0.0.1:1/"))
      response = await pyfetch(url + "/endless")
      reading = asyncio.create_task(attempt(response.text()))
      await asyncio.sleep(0.01)
      response.abort("enough")
      await reading
      await attempt(response.bytes())
      controller = js.AbortController.new()
      waiting = asyncio.create_task(attempt(pyfetch(url + "/silent", signal=controller.signal)))
      await asyncio.sleep(0.01)
      controller.abort()
      await waiting
      task = asyncio.create_task(attempt(pyfetch(url + "/silent")))
      await asyncio.sleep(0.01)
      task.cancel("no")
      await task
      try:
          (await pyfetch(url + "/missing")).raise_for_status()
      except HttpStatusError as error:
          seen.append(error.status)
      json.dumps(seen)
    `,
    );
    assert.deepEqual(seen, [
      ["OSError", "cannot fetch http://127.0.0.1:1/: Failed to fetch"],
      ["AbortError", "enough"],
      ["AbortError", "enough"],
      ["AbortError", "signal is aborted without reason"],
      ["CancelledError", "no"],
      404,
    ]);
  });

  test(`${semantics}: an element's listener and timers leave nothing`, PAGE, async (page) => {
    const seen = await run(
      page,
      semantics,
      `
      from pyodide.ffi.wrappers import *
      from pyodide_js import debug
      button = js.document.createElement("button")
      seen = []
      def clicked(event):
          seen.append(event.type)
      def count():
          return debug.counts().pyObjects
      # Whoever waits is held, too, before and after.
      await asyncio.sleep(0)
      before = count()
      add_event_listener(button, "click", clicked)
      button.click()
      remove_event_listener(button, "click", clicked)
      button.click()
      rang = asyncio.Event()
      timer = set_timeout(rang.set, 1)
      await rang.wait()
      ticks = asyncio.Queue()
      interval = set_interval(lambda: ticks.put_nowait("tick"), 1)
      seen += [await ticks.get(), await ticks.get()]
      clear_interval(interval)
      clear_timeout(timer)
      await asyncio.sleep(0)
      json.dumps([seen, isinstance(timer, int), count() - before])
    `,
    );
    assert.deepEqual(seen, [["click", "tick", "tick"], true, 0]);
  });
}
