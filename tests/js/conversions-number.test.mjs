import assert from "node:assert/strict";
import fc from "fast-check";

import { py, run, test } from "./support/runtime.mjs";

const LIMIT = 2n ** 400n;

test("any BigInt up to 400 bits arrives exactly", () => {
  const describe = run("lambda number: f'{type(number).__name__} {number:x}'");
  fc.assert(
    fc.property(fc.bigInt({ min: -LIMIT, max: LIMIT }), (number) => {
      assert.equal(describe(number), `int ${number.toString(16)}`);
    }),
  );
});

test("any int up to 400 bits arrives exactly, as a Number only where that is safe", () => {
  const parse = run("lambda text: int(text)");
  fc.assert(
    fc.property(fc.bigInt({ min: -LIMIT, max: LIMIT }), (number) => {
      const isSafe = number === BigInt.asIntN(54, number) && number !== -(2n ** 53n);
      const expected = isSafe ? Number(number) : number;
      assert.equal(parse(String(number)), expected);
    }),
  );
});

test("ints around each power of two arrive exactly", () => {
  const power = run("lambda exponent, offset: 2**exponent + offset");
  const negative = run("lambda exponent, offset: -2**exponent + offset");
  for (let exponent = 0; exponent <= 130; exponent += 1) {
    for (const offset of [-1, 0, 1]) {
      const expected = 2n ** BigInt(exponent) + BigInt(offset);
      assert.equal(BigInt(power(exponent, offset)), expected);
      assert.equal(BigInt(negative(exponent, offset)), BigInt(offset) - 2n ** BigInt(exponent));
    }
  }
});

test("any double comes back with the same bits, a whole one as an int of the same value", () => {
  const echo = run("lambda number: number");
  const kind = run("lambda number: type(number).__name__");
  fc.assert(
    fc.property(fc.double(), (number) => {
      assert.equal(echo(number), Object.is(number, -0) ? 0 : number);
      assert.equal(kind(number), Number.isSafeInteger(number) ? "int" : "float");
    }),
  );
});

test("a bool stays a bool inside of containers", () => {
  assert.deepEqual(py.runPython("[True, 1, {'no': False, 'zero': 0}]"), [
    true,
    1,
    { no: false, zero: 0 },
  ]);
});

test("wrapped primitives are objects, not values", () => {
  assert.equal(run("value.typeof", { value: Object(1) }), "object");
  assert.equal(run("value.typeof", { value: Object("s") }), "object");
});
