/** A page that cannot load a file says which and why, and can load again. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { browserTests } from "./support/browser.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const contents = (file) => readFileSync(new URL(file, DIST));

/** Folders that serve the package with one file missing or cut off. */
const damage = {
  "/no-wasm/jaspy-core.wasm": () => ({ status: 404, type: "text/plain", body: "" }),
  "/no-library/python_stdlib.zip": () => ({ status: 404, type: "text/plain", body: "" }),
  "/half-wasm/jaspy-core.wasm": () => ({
    status: 200,
    type: "application/wasm",
    body: contents("jaspy-core.wasm").subarray(0, 100_000),
  }),
  "/half-library/python_stdlib.zip": () => ({
    status: 200,
    type: "application/zip",
    body: contents("python_stdlib.zip").subarray(0, 100_000),
  }),
};

const TYPES = { mjs: "text/javascript", wasm: "application/wasm", zip: "application/zip" };

function answer(path) {
  const [, folder, file] = path.split("/");
  if (!/^(no|half)-/.test(folder)) return undefined;
  return (
    damage[path]?.() ?? { status: 200, type: TYPES[file.split(".").at(-1)], body: contents(file) }
  );
}

const test = browserTests({ answer });

for (const [path, what] of [
  ["/no-wasm/jaspy-core.wasm", /404/],
  ["/no-library/python_stdlib.zip", /404/],
  ["/half-wasm/jaspy-core.wasm", /100000|100,000/],
  ["/half-library/python_stdlib.zip", /100000|100,000/],
]) {
  test(
    `the page reports ${path} and then loads from elsewhere`,
    "/pages/empty.html",
    async (page, url) => {
      const [message, value] = await page.evaluate(
        async (indexURL) => {
          const { loadJaspy } = await import("/dist/jaspy.mjs");
          const error = await loadJaspy({ indexURL }).then(
            () => new Error("it loaded"),
            (thrown) => thrown,
          );
          return [error.message, (await loadJaspy()).runPython("1 + 1")];
        },
        path.replace(/[^/]*$/, ""),
      );
      assert.ok(message.includes(url + path), message);
      assert.match(message, what);
      assert.equal(value, 2);
    },
  );
}
