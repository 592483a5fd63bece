/** A file server on loopback, for the tests alone. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".zip": "application/zip",
};

/** The content type by which a file is served. */
export const typeOf = (path) => TYPES[extname(path)] ?? "application/octet-stream";

/**
 * Serves folders, given as `{ "/dist/": folderUrl }`.
 *
 * `answer(path)` may give `{ status, type, body, headers }`, or a promise, in place of the file; `common` are headers
 * of every answer.
 */
export async function serve(folders, answer = () => undefined, common = {}) {
  const fileUrl = (path) => {
    const prefix = Object.keys(folders).find((each) => path.startsWith(each));
    return prefix === undefined
      ? undefined
      : new URL(`.${path.slice(prefix.length - 1)}`, folders[prefix]);
  };
  const fromFolder = async (path) => {
    const url = fileUrl(path);
    if (url === undefined) return { status: 404, type: "text/plain", body: "not here" };
    try {
      return { status: 200, type: typeOf(path), body: await readFile(url) };
    } catch {
      return { status: 404, type: "text/plain", body: "not here" };
    }
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const { status, type, body, headers } =
      (await answer(pathname)) ?? (await fromFolder(pathname));
    response.writeHead(status, { "content-type": type, ...common, ...headers });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
