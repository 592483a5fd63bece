/** The pages of the manual that the classic semantics follow, where they are at hand. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test as nodeTest } from "node:test";

import { browserTests } from "./support/browser.mjs";

const MANUAL = new URL("../../../shared/manual/", import.meta.url);

/** The page as the manual has it, with the addresses of the package put in. */
const page = (name) =>
  readFileSync(new URL(name, MANUAL), "utf8").replaceAll(
    /https:\/\/cdn\.[^'"]*\/full\//g,
    "/dist/",
  );

if (!existsSync(MANUAL)) {
  nodeTest(
    "the manual's pages run",
    { skip: "left out: the manual's pages are not at hand" },
    () => {},
  );
} else {
  const answer = (path) =>
    path === "/manual/complete.html"
      ? { status: 200, type: "text/html", body: page("complete.html") }
      : undefined;
  const test = browserTests({ answer });

  test(
    "the manual's complete example prints the version and a sum",
    "/manual/complete.html",
    async (browserPage) => {
      const texts = [];
      browserPage.on("console", (message) => texts.push(message.text()));
      await browserPage.reload();
      await browserPage.waitForFunction(() => globalThis.languagePluginLoader.then(() => true));
      // The page's own handlers run before this round trip ends.
      await browserPage.evaluate(() => globalThis.languagePluginLoader);
      assert.ok(
        texts.some((text) => /^3\.13\./.test(text)),
        texts.join("\n"),
      );
      assert.ok(texts.includes("3"), texts.join("\n"));
    },
  );
}
