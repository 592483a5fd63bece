/** Chromium, a server with the package, and a `test` that gives each test a fresh page. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test as nodeTest } from "node:test";
import { chromium } from "playwright-core";

import { serve } from "../../support/static-server.mjs";

const EXECUTABLE = process.env.JASPY_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--js-flags=--expose-gc",
];

const root = new URL("../../../", import.meta.url);

/** What a page must be served with to get shared memory. */
export const ISOLATING = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Starts the browser and the server for the tests of this file. */
export function browserTests({ answer, headers } = {}) {
  let browser;
  let server;

  before(async () => {
    assert.ok(
      existsSync(EXECUTABLE),
      `${EXECUTABLE} is missing: apt-get install chromium, or name another in JASPY_CHROMIUM`,
    );
    const folder = (path) => new URL(path, root);
    server = await serve(
      {
        "/dist/": folder("dist/"),
        "/examples/": folder("examples/"),
        "/pages/": folder("tests/browser/pages/"),
        "/support/": folder("tests/support/"),
      },
      answer,
      headers,
    );
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A test with a page at `path`; whatever the page reports as an error fails it. */
  return function test(name, path, body) {
    nodeTest(name, async () => {
      const page = await browser.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      try {
        await page.goto(server.url + path);
        await body(page, server.url);
        assert.deepEqual(problems, []);
      } finally {
        await page.close();
      }
    });
  };
}
