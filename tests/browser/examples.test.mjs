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

test("03-script prints the version and a sum", "/examples/03-script/index.html", async (page) => {
  const texts = [];
  page.on("console", (message) => texts.push(message.text()));
  const sum = page.waitForEvent("console", { predicate: (message) => message.text() === "3" });
  await page.reload();
  await sum;
  assert.match(texts[0], /^3\.13\./);
});

test(
  "04-python-scope shows what it reads, sets and calls",
  "/examples/04-python-scope/index.html",
  async (page) => {
    await page.waitForSelector("li:nth-child(4)");
    assert.deepEqual(await page.locator("li").allTextContents(), [
      "rows has 3 rows",
      "their total is 9",
      "rows is 'text now'",
      "12 squared is 144",
    ]);
  },
);

test(
  "05-document begins with what Python made",
  "/examples/05-document/index.html",
  async (page) => {
    await page.waitForSelector("h1");
    const texts = await page.evaluate(() =>
      Array.from(document.body.children, (each) => each.innerText),
    );
    assert.deepEqual(texts, ["Python made this heading", "This paragraph was here before."]);
  },
);

test("06-worker shows what the worker computed", "/examples/06-worker/index.html", async (page) => {
  await page.waitForFunction(() => /\d/.test(document.querySelector("output").value));
  assert.match(await page.textContent("output"), /^2\.0634/);
});
