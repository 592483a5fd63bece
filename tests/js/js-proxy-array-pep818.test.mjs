/** An Array in Python is a mutable sequence: the semantics of PEP 818. */
import assert from "node:assert/strict";

import { declare } from "./support/js-array.mjs";
import { run, test } from "./support/pep818.mjs";

declare({ run, test });

test("a str is no index", () => {
  assert.throws(() => run("array['length']", { array: [1, 2] }), {
    type: "TypeError",
    message: /integers or slices, not str/,
  });
});
