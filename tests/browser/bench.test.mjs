/** How `cargo xtask bench` measures in a page, without its peers' packages. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { chromium } from "../../benches/engines/chromium.mjs";
import { measure } from "../../benches/measure.mjs";
import { serve } from "../support/static-server.mjs";
import { ISOLATING } from "./support/browser.mjs";

const folder = (path) => new URL(`../../${path}`, import.meta.url);

/** The cases that were measured; `script` takes the place of the page's own. */
async function measureInPage(filter, script) {
  const answer = (path) =>
    script !== undefined && path === "/benches/hosts/page.mjs"
      ? { status: 200, type: "text/javascript", body: script }
      : undefined;
  const folders = { "/benches/": folder("benches/"), "/dist/": folder("dist/") };
  const server = await serve(folders, answer, ISOLATING);
  try {
    const engine = chromium(server.url);
    const row = { name: "page", engine, runtimes: ["Jaspy classic"], rounds: 1 };
    const samples = await measure([row], filter, () => {});
    return samples.page["Jaspy classic"];
  } finally {
    await server.close();
  }
}

test("a case is measured in a page", async () => {
  const cases = await measureInPage("py f()");
  assert.deepEqual(Object.keys(cases), ["py f()"]);
  assert.ok(cases["py f()"].amounts[0] > 0);
});

test("an error that nothing caught ends its page, and another goes on", async () => {
  const script = `
    export async function measure({ skipped }) {
      if (skipped.includes("waits")) {
        await tell({ group: "group", name: "isolated", amount: Number(crossOriginIsolated) });
        return;
      }
      await tell({ group: "group", name: "waits", begins: true });
      setTimeout(() => { throw new Error("late"); });
      await new Promise(() => {});
    }`;
  const { waits, isolated } = await measureInPage("", script);
  assert.equal(waits.cannot, "the page ended with late");
  assert.deepEqual(isolated.amounts, [1]);
});
