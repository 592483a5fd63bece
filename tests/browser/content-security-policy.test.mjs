/** A page whose policy allows compiling wasm, and neither `eval` nor scripts within the page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { browserTests } from "./support/browser.mjs";

const page = readFileSync(new URL("pages/empty.html", import.meta.url), "utf8");
const strict = page.replace(
  "<body>",
  '<body><script type="module" src="/strict/main.mjs"></script>',
);
const script = `
  import { loadJaspy } from "/dist/jaspy.mjs";
  const py = await loadJaspy();
  py.runPython("import js\\njs.document.title = str(sum(map(lambda x: x * x, range(4))))");
`;

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";

const test = browserTests({
  answer: (path) => {
    const headers = { "content-security-policy": policy };
    if (path === "/strict/page.html")
      return { status: 200, type: "text/html", body: strict, headers };
    if (path === "/strict/main.mjs") return { status: 200, type: "text/javascript", body: script };
  },
});

test("a page with a strict policy runs Python", "/strict/page.html", async (strictPage) => {
  await strictPage.waitForFunction(() => document.title !== "before");
  assert.equal(await strictPage.title(), "14");
});
