/** `pyodide.js` as a script of a page. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

test("languagePluginLoader makes the global pyodide", "/pages/script.html", async (page) => {
  await page.waitForFunction(() => document.title !== "before");
  assert.equal(await page.title(), "sum: 6");
});

test("the script's pyodide has classic semantics", "/pages/script.html", async (page) => {
  const value = await page.evaluate(async () => {
    await globalThis.languagePluginLoader;
    return globalThis.pyodide.runPython("[1, (2, 3), {'a': None}]");
  });
  assert.deepEqual(value, [1, [2, 3], { a: undefined }]);
});

test("the script gives loadPyodide too", "/pages/script.html", async (page) => {
  const value = await page.evaluate(async () => {
    const py = await globalThis.loadPyodide({ semantics: "classic", indexURL: "/dist/" });
    return py.runPython("6 * 7");
  });
  assert.equal(value, 42);
});
