/** An Array in Python is a mutable sequence: classic semantics. */
import assert from "node:assert/strict";

import { declare } from "./support/js-array.mjs";
import { run, test } from "./support/runtime.mjs";

declare({ run, test });

test("a str means a property of an Array, as of any object", () => {
  assert.equal(run("array['length']", { array: [1, 2] }), 2);
});

test("what is like an Array can be read by index and slice, not changed", () => {
  const source = `
like = js.bench_arguments
result = [like[0], like[-1], list(like[1:]), list(reversed(like)), 20 in like, len(like)]
for change in ("like[0] = 1", "del like[0]", "like.append(1)"):
    try:
        exec(change)
        result.append("changed")
    except (TypeError, AttributeError) as error:
        result.append(type(error).__name__)
str(result)`;
  const list = (function () {
    // biome-ignore lint/complexity/noArguments: they are what is tested.
    return arguments;
  })(10, 20, 30);
  assert.equal(
    run(source.replace("js.bench_arguments", "value"), { value: list }),
    "[10, 30, [20, 30], [30, 20, 10], True, 3, 'TypeError', 'TypeError', 'AttributeError']",
  );
});
