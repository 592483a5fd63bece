/** Runs the tests that are written in Python, each as a test of its own. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { py, test } from "./support/runtime.mjs";

py.mountNodeFS("/tests", fileURLToPath(new URL("../python/", import.meta.url)));
const names = py.runPython(`
import sys
sys.path.insert(0, "/tests")
import driver
driver.test_names("/tests")
`);

assert.ok(names.length > 0, "there are tests in Python");
for (const name of names) {
  test(`in Python: ${name}`, () => {
    const failure = py.runPython(`import driver\ndriver.failure_of(${JSON.stringify(name)})`);
    assert.equal(failure, undefined, failure);
  });
}
