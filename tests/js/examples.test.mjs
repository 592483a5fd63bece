/** The examples that run in Node; those with a page are tested in a browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { runNode } from "./support/node.mjs";

const example = (path) => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

test("01-hello shows both directions", async () => {
  const { stdout, stderr, code } = await runNode([example("01-hello/main.mjs")]);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
  const values = Object.fromEntries(
    stdout
      .split("\n")
      .filter((line) => line.startsWith("  "))
      .map((line) => [line.slice(2, 48).trim(), line.slice(49)]),
  );
  assert.equal(values['py.runPython("2 ** 100")'], String(2n ** 100n));
  assert.equal(values["account.withdraw(20)"], "30");
  assert.equal(values["py.pyimport('math').factorial(20)"], "2432902008176640000");
  assert.equal(values["js.Date.new(0).toISOString()"], "'1970-01-01T00:00:00.000Z'");
  assert.equal(values["shout('hey', times=2)"], "'HEY!HEY!'");
  assert.equal(values["answer, which Python set"], "42");
  assert.equal(values["account.withdraw(100) in JavaScript"], "'PythonError of type ValueError'");
  assert.equal(values["js.explode() in Python"], "'RangeError: too far [JsException]'");
  assert.match(values["account.balance after account.destroy()"], /already been destroyed/);
  assert.ok(stdout.trimEnd().split("\n").length <= 32, stdout);
});
