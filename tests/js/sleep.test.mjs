import assert from "node:assert/strict";

import { run, test } from "./support/runtime.mjs";

test("time.sleep waits at least as long as it is told", () => {
  const passed = run(`
    import time
    before = time.monotonic()
    time.sleep(0.06)
    time.sleep(0)
    time.monotonic() - before
  `);
  assert.ok(passed >= 0.06, `${passed}`);
});

test("time.sleep refuses what it always has, in the same words", () => {
  const outcome = (argument) =>
    run(`
      import time
      try:
          time.sleep(${argument})
      except Exception as error:
          outcome = f"{type(error).__name__}: {error}"
      outcome
    `);
  assert.equal(outcome("-1"), "ValueError: sleep length must be non-negative");
  assert.equal(outcome("float('nan')"), "ValueError: Invalid value NaN (not a number)");
  assert.equal(outcome("1e12"), "OverflowError: timestamp out of range for platform time_t");
  assert.equal(outcome("'1'"), "TypeError: 'str' object cannot be interpreted as an integer");
  assert.match(outcome(""), /^TypeError: /);
});

test("time.sleep belongs to its module", () => {
  assert.equal(
    run("import time\nrepr((time.sleep.__self__ is time, time.sleep.__module__))"),
    "(True, 'time')",
  );
});

test("time.sleep as an attribute of a class is no method", () => {
  assert.equal(run("import time\nclass C: sleep = time.sleep\nrepr(C().sleep(0))"), "None");
});
