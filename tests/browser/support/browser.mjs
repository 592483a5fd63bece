/** Chromium, a server with the package, and a `test` that gives each test a fresh page. */
import assert from "node:assert/strict";
import { after, before, test as nodeTest } from "node:test";

import { launchChromium } from "../../support/chromium.mjs";
import { serve } from "../../support/static-server.mjs";

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
    browser = await launchChromium(["--js-flags=--expose-gc"]);
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
