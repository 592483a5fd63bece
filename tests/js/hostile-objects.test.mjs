/** Whatever an object does to who uses it, Python gets an exception and goes on. */
import assert from "node:assert/strict";

import { ATTEMPTS, HOSTILE } from "../support/hostile.mjs";
import { runtime } from "./support/new-runtime.mjs";

// What a user must never see, as it tells of a defect or of lost state.
const DEFECTS = new Set(["PanicException", "SystemError", "InternalError", "MemoryError"]);

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test } = await runtime({ semantics });

  for (const [what, make] of Object.entries(HOSTILE)) {
    test(`${semantics}: ${what} does no harm`, () => {
      const outcomes = run(`${ATTEMPTS}\n" ".join(attempt_all(make))`, { make }).split(" ");
      assert.ok(outcomes.length > 100, "every attempt has an outcome");
      const defects = outcomes.filter((outcome) => DEFECTS.has(outcome));
      assert.deepEqual(defects, []);
      assert.equal(py.runPython("sum(range(5))"), 10);
    });
  }
}
