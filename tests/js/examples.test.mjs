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
  assert.equal(values['py.runPython("2 ** 100")'], `${2n ** 100n}n`);
  assert.equal(values["account.withdraw(20)"], "30");
  assert.equal(values["py.globals.account === account"], "true");
  assert.equal(values["[1, 2].map(py.globals.double)"], "[ 2, 4 ]");
  assert.equal(values["py.pyimport('math').factorial(20)"], "2432902008176640000n");
  assert.equal(values["js.Date.new(0).toISOString()"], "'1970-01-01T00:00:00.000Z'");
  assert.equal(values["shout('hey', times=2)"], "'HEY!HEY!'");
  assert.equal(values["js.samples.format, sum(js.samples)"], "('f', 0.75)");
  assert.equal(values["answer, which Python set"], "42");
  assert.equal(values["error.type of account.withdraw(100)"], "'ValueError'");
  assert.equal(values["caught  # from js.explode()"], "'RangeError: too far [JsException]'");
  assert.equal(values["error instanceof RangeError, after Python"], "true");
  assert.match(values["account.balance after account.destroy()"], /already been destroyed/);
  assert.equal(stdout.trimEnd().split("\n").length, 30);
});

test("07-pyodide runs as it is written for Pyodide", async () => {
  const { stdout, stderr, code } = await runNode([example("07-pyodide/main.mjs")]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), {
    total: 4.25,
    receipt: {
      owner: "Ada",
      lines: [
        { name: "apple", count: 4 },
        { name: "bread", count: 1 },
      ],
      total: 4.25,
      currency: "EUR",
    },
    isMap: true,
    name: "apple",
    grandTotal: 17.25,
    kind: "dict",
    squares: [1, 4, 9],
    problem: "OutOfStock: OutOfStock: diamond",
    classes: [true, true, true, false],
    promised: "kept",
    lines: ["> shop opens 1"],
  });
});

test("09-waiting shows that the languages wait for each other", async () => {
  const { stdout, stderr, code } = await runNode([example("09-waiting/main.mjs")]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.trimEnd().split("\n"), [
    "soup: begun",
    "cake: begun",
    "[ 'soup: done', 'cake: done' ]",
    "the next course: soup",
    "the next course: cake",
    "Python's generator has cleaned up",
    "JavaScript's generator has cleaned up",
    "left at 8",
    "goose: begun",
    "the goose: CancelledError",
  ]);
});
