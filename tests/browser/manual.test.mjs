/**
 * The pages of the manual that the classic semantics follow, where they are at hand: served as they
 * are, with nothing but the addresses of the package and of modules put in.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test as nodeTest } from "node:test";

import { browserTests } from "./support/browser.mjs";

const MANUAL = new URL("../../../shared/manual/", import.meta.url);

const read = (name) => readFileSync(new URL(name, MANUAL), "utf8");

/** A file as the manual has it, with addresses put in. */
const rewritten = (name) =>
  read(name)
    .replaceAll(/https:\/\/cdn\.[^'"]*\/full\//g, "/dist/")
    .replaceAll("'./py-worker'", "'./py-worker.js'");

/** The code in a section of the manual, one text for each piece of it. */
function code(section) {
  const [, text] = read("manual.txt").split(`\n${section}\n`);
  const [body] = text.split(/\n1\.\d[\d.]* /);
  // Of a line that was too long for the page, the rest comes in the next.
  return body
    .split(/\n```\n/)
    .flatMap((part, at) => (at % 2 ? [part.replaceAll(/\n\S*↪/g, "")] : []));
}

const CONSUMER =
  '<!DOCTYPE html><link rel="icon" href="data:,"><script type="module" src="consumer.js"></script>';

const served = {
  // Browsers ask for one by themselves.
  "/favicon.ico": ["image/svg+xml", () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  "/manual/complete.html": ["text/html", () => rewritten("complete.html")],
  "/manual/alternative.html": ["text/html", () => rewritten("alternative.html")],
  "/manual/worker/index.html": ["text/html", () => CONSUMER],
  "/manual/worker/consumer.js": ["text/javascript", () => rewritten("worker/consumer.js")],
  "/manual/worker/py-worker.js": ["text/javascript", () => rewritten("worker/py-worker.js")],
  "/manual/worker/build/webworker.js": ["text/javascript", () => rewritten("worker/webworker.js")],
};

function answer(path) {
  const [type, body] = served[path] ?? [];
  return body && { status: 200, type, body: body() };
}

if (!existsSync(MANUAL)) {
  const skip = "left out: the manual's pages are not at hand";
  nodeTest("the manual's pages run", { skip }, () => {});
} else {
  const test = browserTests({ answer });

  /** Loads a page anew and gives what it writes on the console, from its start on. */
  async function consoleOf(page, isDone) {
    const texts = [];
    page.on("console", (message) => texts.push(message.text()));
    const done = page.waitForEvent("console", { predicate: () => isDone(texts) });
    await page.reload();
    await done;
    return texts;
  }

  test(
    "the manual's complete example prints the version and a sum",
    "/manual/complete.html",
    async (page) => {
      const texts = await consoleOf(page, (seen) => seen.length === 3);
      assert.match(texts[0], /^3\.13\./);
      assert.deepEqual(texts.slice(1), ["3", "undefined"]);
    },
  );

  test(
    "the manual's alternative example runs what is typed",
    "/manual/alternative.html",
    async (page) => {
      const output = () => page.inputValue("#output");
      const run = async (typed) => {
        const before = await output();
        await page.fill("#code", typed);
        await page.click("button");
        await page.waitForFunction(
          (old) => document.querySelector("#output").value !== old,
          before,
        );
        return (await output()).slice(before.length);
      };
      await page.waitForFunction(() => /Ready!/.test(document.querySelector("#output").value));
      assert.equal(await output(), "Initializing...\nReady!\n");
      assert.equal(await run("sum([1, 2, 3, 4, 5])"), ">>>sum([1, 2, 3, 4, 5])\n15\n");
      assert.match(await run("1 / 0"), /ZeroDivisionError: division by zero/);
      assert.equal(await run("'still' + ' here'"), ">>>'still' + ' here'\nstill here\n");
    },
  );

  test("the manual's use of Python's scope works", "/manual/alternative.html", async (page) => {
    // The first piece reads a variable that only NumPy makes.
    const [, ...pieces] = code("1.2.5 Accessing Python scope from JavaScript");
    await page.evaluate(async () => globalThis.languagePluginLoader);
    await page.evaluate(() => globalThis.pyodide.runPython("x = [1.0, 2.0]"));
    const alerts = [];
    page.on("dialog", async (dialog) => {
      alerts.push(dialog.message());
      await dialog.accept();
    });
    await page.evaluate(pieces.join("\n"));
    const values = await page.evaluate(() =>
      globalThis.pyodide.runPython("alert('from Python')\n[x, squer(12)]"),
    );
    assert.deepEqual(values, ["x will be now string", 144]);
    assert.deepEqual(alerts, ["from Python"]);
  });

  test("the manual's div appears in the page", "/manual/alternative.html", async (page) => {
    const [source] = code("1.2.6 Accessing JavaScript scope from Python");
    await page.evaluate(async () => globalThis.languagePluginLoader);
    await page.evaluate((python) => globalThis.pyodide.runPython(python), source);
    const first = await page.evaluate(() => document.body.firstElementChild.outerHTML);
    assert.match(first, /^<div><h1>[^<]*Python<\/h1><\/div>$/);
  });

  test(
    "the manual's worker gives a standard deviation to its consumer",
    "/manual/worker/index.html",
    async (page) => {
      const [text] = await consoleOf(page, (seen) => seen.length > 0);
      assert.match(text, /^pyodideWorker return results: {2}2\.0634/);
    },
  );
}
