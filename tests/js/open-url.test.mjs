/** `open_url` waits for a server, which is in another thread: this one is blocked meanwhile. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { inBothSemantics } from "./support/both-semantics.mjs";

const SERVER = `
const { createServer } = require("node:http");
const { parentPort } = require("node:worker_threads");
const server = createServer((request, response) => {
  if (request.url === "/cut") return request.socket.destroy();
  if (request.url === "/moved") return response.writeHead(302, { location: "/text" }).end();
  if (request.url === "/late") return setTimeout(() => response.end("late"), 50);
  if (request.url === "/long") return response.end("0123456789".repeat(200_000));
  if (request.url === "/text") return response.end("h\u00e9llo\\nworld\ud83d\udc0d");
  response.writeHead(404).end("no such page");
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

const server = new Worker(SERVER, { eval: true });
const [port] = await once(server, "message");
server.unref();
const origin = `http://127.0.0.1:${port}`;

await inBothSemantics(({ run, test }) => {
  const read = (path) =>
    run("from pyodide import open_url\nopen_url(url).read()", { url: origin + path });

  test("open_url reads a text from a server", () => {
    assert.equal(read("/text"), "h\u00e9llo\nworld\u{1f40d}");
    assert.equal(read("/moved"), "h\u00e9llo\nworld\u{1f40d}");
    assert.equal(read("/late"), "late");
    assert.equal(read("/long").length, 2_000_000);
    const code = "from pyodide.http import open_url\n[*open_url(url)]";
    assert.equal(run(code, { url: `${origin}/text` })[0], "h\u00e9llo\n");
  });

  test("open_url says what the server answered, or that it did not", () => {
    assert.throws(() => read("/nowhere"), {
      type: "OSError",
      message: /cannot open http:.*\/nowhere: the server answered 404 Not Found/,
    });
    assert.throws(() => read("/cut"), { type: "OSError", message: /cannot open http:.*\/cut: / });
  });
});
