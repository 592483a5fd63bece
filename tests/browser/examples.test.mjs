import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();
const PAGE = "/examples/02-page/index.html";

/** Types code, presses Run and gives the lines of output. */
async function runInPage(page, code) {
  await page.waitForSelector("#run:not([disabled])");
  await page.fill("#code", code);
  await page.click("#run");
  return (await page.textContent("#output")).trimEnd().split("\n");
}

test("02-page shows what the code prints and its value", PAGE, async (page) => {
  assert.deepEqual(await runInPage(page, "print('hello')\nsum([1, 2, 3, 4, 5])"), ["hello", "15"]);
  assert.deepEqual(await runInPage(page, "x = 1"), [""]);
});

test("02-page runs the code that it comes with", PAGE, async (page) => {
  await page.waitForSelector("#run:not([disabled])");
  await page.click("#run");
  assert.deepEqual((await page.textContent("#output")).trimEnd().split("\n"), [
    "['Python', 'in', 'this', 'page']",
    "4",
  ]);
});

test("02-page shows the traceback of an error and goes on", PAGE, async (page) => {
  const lines = await runInPage(page, "1 / 0");
  assert.equal(lines[0], "Traceback (most recent call last):");
  assert.equal(lines.at(-1), "ZeroDivisionError: division by zero");
  assert.deepEqual(await runInPage(page, "2 + 2"), ["4"]);
});

test("02-page sets the title from Python, and again at each input", PAGE, async (page) => {
  await page.waitForFunction(() => /^Python 3\.13\.\d+$/.test(document.title));
  await page.fill("#code", "12345");
  assert.equal(await page.title(), "5 characters of Python");
});
