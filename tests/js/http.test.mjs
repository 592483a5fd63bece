/** `pyodide.http`: requests to a real server, in both semantics. */
import assert from "node:assert/strict";
import { after } from "node:test";

import { serveHttp } from "../support/http-server.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

const server = await serveHttp();
after(() => server.close());

/** Waits until the server has so many requests that it does not answer. */
async function unanswered(count) {
  while (server.unanswered() !== count) await new Promise((resolve) => setTimeout(resolve, 1));
}

await inBothSemantics(({ py, test, semantics }) => {
  /** Runs code that knows `url` and the names of `pyodide.http`; lists come as JSON. */
  async function run(code, names = {}) {
    for (const [name, value] of Object.entries({ url: server.url, ...names })) {
      py.globals.set(name, value);
    }
    py.runPython("import asyncio, json\nfrom pyodide.http import *");
    return py.runPythonAsync(code);
  }
  const parsed = async (code, names) => JSON.parse(await run(`json.dumps(${code})`, names));

  test("a response says where it came from and what the server said", async () => {
    const names = ["status", "status_text", "ok", "redirected", "type", "body_used"];
    const seen = await parsed(
      `(lambda r: [${names.map((name) => `r.${name}`)}, r.url, r.headers])(await pyfetch(url + "/text"))`,
    );
    const headers = seen.pop();
    assert.deepEqual(seen, [200, "OK", true, false, "basic", false, `${server.url}/text`]);
    assert.deepEqual([headers["content-type"], headers["x-own"]], ["text/plain", "a"]);
  });

  test("a redirected response says so", async () => {
    const code = `(lambda r: [r.redirected, r.url])(await pyfetch(url + "/redirect"))`;
    assert.deepEqual(await parsed(code), [true, `${server.url}/text`]);
  });

  test("the body is read as text, JSON, bytes and memoryview", async () => {
    const code = `[
      await (await pyfetch(url + "/text")).text(),
      await (await pyfetch(url + "/text")).string(),
      await (await pyfetch(url + "/json")).json(),
      await (await pyfetch(url + "/json")).json(parse_float=str),
      [*await (await pyfetch(url + "/bytes")).bytes()],
      (await (await pyfetch(url + "/bytes")).memoryview()).tolist(),
    ]`;
    const body = [0, 1, 254, 255];
    const json = [{ a: [1, 2.5] }, { a: [1, "2.5"] }];
    assert.deepEqual(await parsed(code), ["grün", "grün", ...json, body, body]);
    const buffer = await run('type(await (await pyfetch(url + "/bytes")).buffer()).__name__');
    assert.equal(buffer, { classic: "memoryview", pep818: "JsProxy" }[semantics]);
  });

  test("a body is read once, and a clone has its own", async () => {
    const code = `
      response = await pyfetch(url + "/text")
      other = response.clone()
      texts = [await response.text(), await other.text()]
      refused = []
      for attempt in (response.text, response.bytes, response.unpack_archive):
          try:
              await attempt()
          except (BodyUsedError, ValueError) as error:
              refused.append(str(error).partition(" '")[0])
      try:
          response.clone()
      except OSError as error:
          refused.append(type(error).__name__)
      json.dumps([texts, refused, response.body_used])
    `;
    const used = "Response body is already used";
    const unknown = "cannot tell the format of the archive";
    const expected = [["grün", "grün"], [used, used, unknown, "BodyUsedError"], true];
    assert.deepEqual(JSON.parse(await run(code)), expected);
  });

  test("an error's status is raised when asked for", async () => {
    const code = `
      seen = []
      for path in ("/missing", "/broken", "/text"):
          response = await pyfetch(url + path)
          try:
              seen.append([response.ok, response.raise_for_status()])
          except HttpStatusError as error:
              seen.append([response.ok, error.status, error.status_text, error.url, str(error)])
      import pickle
      copy = pickle.loads(pickle.dumps(HttpStatusError(404, "Not Found", "/x")))
      json.dumps([*seen, [type(copy).__name__, copy.status, str(copy)]])
    `;
    const { url } = server;
    assert.deepEqual(JSON.parse(await run(code)), [
      [
        false,
        404,
        "Not Found",
        `${url}/missing`,
        `404 Client Error: Not Found for url: ${url}/missing`,
      ],
      [
        ...[false, 503, "Service Unavailable", `${url}/broken`],
        `503 Server Error: Service Unavailable for url: ${url}/broken`,
      ],
      [true, null],
      ["HttpStatusError", 404, "404 Client Error: Not Found for url: /x"],
    ]);
  });

  test("method, headers and body are options, from Python and from JavaScript", async () => {
    const code = `[
      await (await pyfetch(url + "/echo", method="POST", headers={"x-asked": "a"}, body=body)).json()
      for body in (b"\\x00\\xff", bytearray(b"b"), "text", query)
    ]`;
    const query = new URLSearchParams({ a: "1" });
    const answer = (body) => ({ method: "POST", body, header: "a" });
    const expected = ["\0\xff", "b", "text", "a=1"].map(answer);
    assert.deepEqual(await parsed(code, { query }), expected);
  });

  test("a request that the network or the engine refuses is an OSError that says why", async () => {
    const refused = (url, reason) =>
      assert.rejects(run("await pyfetch(refused)", { refused: url }), {
        type: "OSError",
        message: reason,
      });
    await refused("http://127.0.0.1:1/", /cannot fetch http:\/\/127\.0\.0\.1:1\/: fetch failed: /);
    await refused("/relative", /cannot fetch \/relative: Failed to parse URL/);
    await refused("nonsense:x", /cannot fetch nonsense:x: /);
  });

  test("arguments of a wrong type are refused", async () => {
    const refused = (call, message) => assert.rejects(run(call), { type: "TypeError", message });
    await refused("await pyfetch(5)", /url must be a str or a JavaScript Request, not int/);
    await refused("await pyfetch(url, signal=5)", /signal must be an AbortSignal, not int/);
  });

  test("a Request of JavaScript's and a fetcher of one's own do", async () => {
    const request = new Request(`${server.url}/echo`, { method: "PUT", body: "put" });
    const asked = [];
    const fetcher = (resource, options) => {
      asked.push([resource, Object.keys(options)]);
      return fetch(resource, options);
    };
    const code =
      "(await (await pyfetch(request, fetcher=fetcher, cache='no-store')).json())['body']";
    assert.equal(await run(code, { request, fetcher }), "put");
    assert.deepEqual(asked, [[request, ["cache", "signal"]]]);
  });

  test("a signal aborts the request and the body, for its reason", async () => {
    const controller = new AbortController();
    py.globals.set("signal", controller.signal);
    const waiting = run(`
      error = None
      try:
          await pyfetch(url + "/silent", signal=signal)
      except AbortError as caught:
          error = caught
      json.dumps([str(error), str(error.reason), isinstance(error, OSError)])
    `);
    await unanswered(1);
    controller.abort(new RangeError("too long"));
    assert.deepEqual(JSON.parse(await waiting), ["too long", "RangeError: too long", true]);
    await unanswered(0);
    await assert.rejects(run("await pyfetch(url + '/text', signal=signal)"), {
      type: "AbortError",
      message: /AbortError: too long/,
    });
  });

  test("a signal aborts where the engine cannot join two", async () => {
    const { any } = AbortSignal;
    AbortSignal.any = undefined;
    try {
      const controller = new AbortController();
      const { signal } = controller;
      const waiting = run("await pyfetch(url + '/silent', signal=signal)", { signal });
      await unanswered(1);
      controller.abort();
      await assert.rejects(waiting, { type: "AbortError" });
      await assert.rejects(run("await pyfetch(url + '/text', signal=signal)", { signal }), {
        type: "AbortError",
      });
      await unanswered(0);
    } finally {
      AbortSignal.any = any;
    }
  });

  test("abort() ends who waits for the body, and what comes later", async () => {
    const code = `
      import pickle
      response = await pyfetch(url + "/endless")
      waiting = asyncio.create_task(response.text())
      await asyncio.sleep(0)
      await asyncio.sleep(0)
      response.abort(reason)
      seen = []
      for attempt in (waiting, response.bytes()):
          try:
              await attempt
          except AbortError as error:
              seen += [str(error), str(pickle.loads(pickle.dumps(error)))]
      json.dumps(seen)
    `;
    for (const [reason, text] of [
      ["no more", "no more"],
      [5, "5"],
      [undefined, "This operation was aborted"],
      [new TypeError("own"), "own"],
    ]) {
      assert.deepEqual(JSON.parse(await run(code, { reason })), [text, text, text, text]);
    }
    await unanswered(0);
    const unowned = "FetchResponse('/', js_response).abort()";
    await assert.rejects(run(unowned, { js_response: new Response() }), {
      type: "ValueError",
      message: /abort_controller is not set/,
    });
  });

  test("cancelling the task aborts the request", async () => {
    const waiting = run(`
      async def fetch():
          return await pyfetch(url + "/silent")
      task = asyncio.create_task(fetch())
      try:
          await task
      except asyncio.CancelledError as error:
          cancelled = str(error)
      cancelled
    `);
    await unanswered(1);
    py.runPython("task.cancel('why')");
    assert.equal(await waiting, "why");
    await unanswered(0);
  });

  test("many requests at once are all answered", async () => {
    const code = `
      async def ask(number):
          response = await pyfetch(url + "/echo", method="POST", body=str(number))
          return int((await response.json())["body"])
      answers = await asyncio.gather(*map(ask, range(50)))
      answers == list(range(50))
    `;
    assert.equal(await run(code), true);
  });

  test("a Python function that JavaScript calls fetches, while the response calls Python", async () => {
    const fetcher = (resource, options) => {
      py.runPython("calls.append(1)");
      return fetch(resource, options);
    };
    const code = `
      calls = []
      async def ask():
          return await (await pyfetch(url + "/text", fetcher=fetcher)).text()
      [await ask(), await ask(), len(calls)] == ["grün", "grün", 2]
    `;
    assert.equal(await run(code, { fetcher }), true);
  });
});
