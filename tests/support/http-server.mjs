/** A server on loopback that answers requests in the ways that tests of fetching need. */
import { createServer } from "node:http";

/** Pages of another origin may ask and see everything. */
const OPEN = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-allow-methods": "*",
  "access-control-expose-headers": "*",
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What each path answers: `(request, response, send)`, where `send(status, headers, body)` ends it. */
const ROUTES = {
  "/text": (_request, send) => send(200, { "content-type": "text/plain", "x-own": "a" }, "grün"),
  "/json": (_request, send) => send(200, { "content-type": "application/json" }, '{"a": [1, 2.5]}'),
  "/bytes": (_request, send) => send(200, {}, Buffer.from([0, 1, 254, 255])),
  "/redirect": (_request, send) => send(302, { location: "/text" }, ""),
  "/missing": (_request, send) => send(404, {}, "not here"),
  "/broken": (_request, send) => send(503, {}, "later"),
  async "/echo"(request, send) {
    const { method, headers } = request;
    const body = (await bodyOf(request)).toString("latin1");
    const type = { "content-type": "application/json" };
    send(200, type, JSON.stringify({ method, body, header: headers["x-asked"] ?? null }));
  },
  // Begins to answer and never ends.
  "/endless": (_request, _send, response) => {
    response.writeHead(200, OPEN);
    response.write("begun");
  },
  // Never answers.
  "/silent": () => undefined,
};

/** Starts the server; `files` are more bodies, by their paths. `open()` counts what is unanswered. */
export async function serveHttp(files = {}) {
  const unanswered = new Set();
  const server = createServer(async (request, response) => {
    unanswered.add(response);
    response.on("close", () => unanswered.delete(response));
    const send = (status, headers, body) => {
      response.writeHead(status, { ...OPEN, ...headers });
      response.end(body);
    };
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "OPTIONS") send(204, {}, "");
    else if (pathname in files) send(200, {}, files[pathname]);
    else if (pathname in ROUTES) await ROUTES[pathname](request, send, response);
    else send(404, {}, "no such path");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close,
    unanswered: () => unanswered.size,
  };
}
