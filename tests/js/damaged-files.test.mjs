/** Files that are missing or damaged: what loadJaspy says, and that a later call works. */
import assert from "node:assert/strict";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { serve } from "../support/static-server.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const WASM = "jaspy-core.wasm";
const LIBRARY = "python_stdlib.zip";

const contents = (file) => readFileSync(new URL(file, DIST));
const sizeOf = (file) => statSync(new URL(file, DIST)).size;
const half = (file) => contents(file).subarray(0, sizeOf(file) >> 1);

const folders = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The URL of a copy of the package, changed by `change(folder)`. */
function changedCopy(change) {
  const folder = mkdtempSync(join(tmpdir(), "jaspy-test-"));
  folders.push(folder);
  cpSync(fileURLToPath(DIST), folder, { recursive: true });
  change(folder);
  return `${pathToFileURL(folder).href}/`;
}

const asPattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Loading from there fails, names the file's URL and says `what`; then a good load works. */
async function assertRefused(indexURL, file, what) {
  const error = await loadJaspy({ indexURL }).then(
    () => assert.fail("it loaded"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof Error);
  assert.match(error.message, new RegExp(asPattern(`${indexURL}${file}`)));
  assert.match(error.message, what);
  assert.equal((await loadJaspy({ indexURL: DIST.href })).runPython("1 + 1"), 2);
}

for (const file of [WASM, LIBRARY]) {
  const sizes = new RegExp(
    `${sizeOf(file)}[\\s\\S]*${sizeOf(file) >> 1}|${sizeOf(file) >> 1}[\\s\\S]*${sizeOf(file)}`,
  );

  test(`a missing ${file} in a folder is reported`, async () => {
    const indexURL = changedCopy((folder) => unlinkSync(join(folder, file)));
    await assertRefused(indexURL, file, /no such file|not found|missing|ENOENT/i);
  });

  test(`a truncated ${file} in a folder is reported with both sizes`, async () => {
    const indexURL = changedCopy((folder) => writeFileSync(join(folder, file), half(file)));
    await assertRefused(indexURL, file, sizes);
  });

  test(`an empty ${file} in a folder is reported`, async () => {
    const indexURL = changedCopy((folder) => writeFileSync(join(folder, file), ""));
    await assertRefused(indexURL, file, /\b0 bytes|empty/);
  });

  test(`a ${file} of the right size with other bytes is reported with both hashes`, async () => {
    const damaged = contents(file);
    damaged.fill(0, 0, 64);
    const indexURL = changedCopy((folder) => writeFileSync(join(folder, file), damaged));
    await assertRefused(indexURL, file, /[0-9a-f]{64}[\s\S]*[0-9a-f]{64}/);
  });

  test(`a ${file} that a server does not have is reported with its status`, async () => {
    const status404 = { status: 404, type: "text/plain", body: "" };
    const server = await serve({ "/dist/": DIST }, (path) =>
      path.endsWith(file) ? status404 : undefined,
    );
    await assertRefused(`${server.url}/dist/`, file, /404/).finally(server.close);
  });

  test(`a truncated ${file} from a server is reported with both sizes`, async () => {
    const body = half(file);
    const type = file === WASM ? "application/wasm" : "application/zip";
    const server = await serve({ "/dist/": DIST }, (path) =>
      path.endsWith(file) ? { status: 200, type, body } : undefined,
    );
    await assertRefused(`${server.url}/dist/`, file, sizes).finally(server.close);
  });

  test(`a page in place of ${file} from a server is reported`, async () => {
    const page = { status: 200, type: "text/html", body: "<!DOCTYPE html><title>Welcome</title>" };
    const server = await serve({ "/dist/": DIST }, (path) =>
      path.endsWith(file) ? page : undefined,
    );
    await assertRefused(
      `${server.url}/dist/`,
      file,
      new RegExp(`${sizeOf(file)}|text/html`),
    ).finally(server.close);
  });
}

test("a server that does not answer is reported", async () => {
  const server = await serve({});
  await server.close();
  await assert.rejects(loadJaspy({ indexURL: `${server.url}/dist/` }), (error) =>
    error.message.includes(server.url),
  );
  assert.equal((await loadJaspy()).runPython("1 + 1"), 2);
});

test("a folder that is not there is reported", async () => {
  const indexURL = "file:///jaspy/is/not/here/";
  await assert.rejects(loadJaspy({ indexURL }), /\/jaspy\/is\/not\/here\//);
});

test("a whole package loads from a server", async () => {
  const server = await serve({ "/dist/": DIST });
  try {
    assert.equal((await loadJaspy({ indexURL: `${server.url}/dist/` })).runPython("1 + 1"), 2);
  } finally {
    await server.close();
  }
});

test("the wasm and the library are fetched at the same time, and the wasm compiled as it comes", async () => {
  const asked = new Set();
  let answerAll;
  const bothAreAsked = new Promise((resolve) => {
    answerAll = resolve;
  });
  const answer = async (path) => {
    const file = path.split("/").at(-1);
    asked.add(file);
    if (asked.has(WASM) && asked.has(LIBRARY)) answerAll();
    if (file === WASM || file === LIBRARY) await bothAreAsked;
  };
  const server = await serve({ "/dist/": DIST }, answer);
  const { compileStreaming } = WebAssembly;
  const streamed = [];
  WebAssembly.compileStreaming = async (response) => {
    streamed.push((await response).constructor.name);
    return compileStreaming(response);
  };
  try {
    assert.equal((await loadJaspy({ indexURL: `${server.url}/dist/` })).runPython("1 + 1"), 2);
    assert.deepEqual(streamed, ["Response"]);
  } finally {
    WebAssembly.compileStreaming = compileStreaming;
    await server.close();
  }
});

test("a wasm with a wrong content type loads all the same", async () => {
  const answer = (path) =>
    path.endsWith(WASM)
      ? { status: 200, type: "application/octet-stream", body: contents(WASM) }
      : undefined;
  const server = await serve({ "/dist/": DIST }, answer);
  try {
    assert.equal((await loadJaspy({ indexURL: `${server.url}/dist/` })).runPython("1 + 1"), 2);
  } finally {
    await server.close();
  }
});
