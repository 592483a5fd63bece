/** `get_completions` with the real jedi, as it comes from PyPI. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test as nodeTest } from "node:test";

import * as classic from "./support/runtime.mjs";

const { JASPY_WHEELS } = process.env;
const SITE_PACKAGES = "/lib/python3.13/site-packages";

/** Loads a runtime with the wheels of some packages. */
async function withPackages(semantics, packages) {
  const loaded = await classic.runtime({ semantics });
  const isWanted = (file) => packages.some((name) => file.startsWith(`${name}-`));
  for (const wheel of readdirSync(JASPY_WHEELS).filter(isWanted)) {
    const content = readFileSync(join(JASPY_WHEELS, wheel));
    loaded.py.unpackArchive(content, "whl", { extractDir: SITE_PACKAGES });
  }
  return loaded;
}

classic.test("without jedi, get_completions says what to install", () => {
  assert.throws(() => classic.run("from jaspy import get_completions\nget_completions('im')"), {
    type: "ModuleNotFoundError",
    message: /get_completions needs the package jedi: install it first/,
  });
});

if (!JASPY_WHEELS) {
  const skip = "left out: JASPY_WHEELS, which `cargo xtask test` sets, names no folder";
  nodeTest("jedi completes", { skip }, () => {});
} else {
  nodeTest("without parso, the error names what jedi misses", async () => {
    const { py, run } = await withPackages("classic", ["jedi"]);
    assert.throws(() => run("from jaspy import get_completions\nget_completions('im')"), {
      type: "ModuleNotFoundError",
      message: /No module named 'parso'/,
    });
    py.destroy();
  });

  for (const semantics of ["classic", "pep818"]) {
    const { py, run, test } = await withPackages(semantics, ["jedi", "parso"]);
    // What jedi caches is no leak of a test.
    py.runPython("import js\nfrom jaspy import get_completions\nget_completions('js.con');");

    const complete = (code, options = "", names = {}) =>
      run(`[*__import__("jaspy").get_completions(code${options})]`, { code, ...names });
    const listed = (value) => (Array.isArray(value) ? value : value.toJs());

    test(`${semantics}: jedi completes what a source defines and imports`, () => {
      assert.deepEqual(listed(complete("import string\nstring.capw")), ["capwords"]);
      assert.deepEqual(listed(complete("def spam_and_eggs(): pass\nspam_")), ["spam_and_eggs"]);
      assert.deepEqual(listed(complete("no_such_name.x")), []);
    });

    test(`${semantics}: the variables of the program complete`, () => {
      assert.deepEqual(listed(complete("text.upp", "", { text: "a" })), ["upper"]);
      const namespaces = ", namespaces=[{'zebra_crossing': 1}]";
      assert.deepEqual(listed(complete("zebra_", namespaces)), ["zebra_crossing"]);
    });

    test(`${semantics}: the properties of JavaScript's objects complete`, () => {
      const thing = { firstProperty: { inner: 1 }, second: 2 };
      assert.deepEqual(listed(complete("thing.firs", "", { thing })), ["firstProperty"]);
      assert.deepEqual(listed(complete("thing.firstProperty.inn", "", { thing })), ["inner"]);
    });

    test(`${semantics}: what completes is the name at the cursor`, () => {
      assert.deepEqual(listed(complete("text.upp.x", ", 8", { text: "a" })), ["upper"]);
    });
  }
}
