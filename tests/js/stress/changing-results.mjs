/** Python in hot loops, calling JavaScript that changes what it gives. */
import assert from "node:assert/strict";

import { loadJaspy } from "../../../dist/jaspy.mjs";

const py = await loadJaspy();

const results = [
  1,
  1.5,
  "text",
  2n ** 70n,
  undefined,
  true,
  {},
  [1],
  () => 1,
  new Uint8Array(1),
  "\u{1f40d}",
];
let current = 0;
let calls = 0;
class Point {
  constructor(x) {
    this.x = x;
  }
  get twice() {
    return this.x * 2;
  }
}

py.globals.give = () => {
  calls += 1;
  // The kind changes in the middle of a hot loop as well.
  if (calls % 3001 === 0) current += 1;
  return results[current % results.length];
};
py.globals.Point = Point;
py.globals.reshape = (point) => Object.assign(point, { [`extra${calls % 5}`]: 1 });
py.globals.fail = (kind) => {
  throw kind === 0 ? new Error("stress") : kind;
};

py.runPython(`
def hot(n):
    for i in range(n):
        give()
        point = Point.new(i)
        assert point.twice == 2 * i
        if i % 100 == 0:
            reshape(point)
            assert point.x == i
        len(give.name)
        point.x = give()
        try:
            if i % 10 == 0: fail(i % 3)
        except Exception:
            pass
`);
const { hot } = py.globals;
// V8 replaces its baseline code for the interpreter's loop only between calls of it.
for (let entry = 0; entry < 12; entry += 1) hot(4000);
assert.equal(calls, 12 * 4000 * 2);
console.log("survived");
