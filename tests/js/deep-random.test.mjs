/** Random values through deep conversions, in both directions and both semantics. */
import assert from "node:assert/strict";
import fc from "fast-check";

import { runtime } from "./support/runtime.mjs";

// Any 16-bit units, lone surrogates too, and text of each of Python's three widths.
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => {
    return String.fromCharCode(...units);
  }),
);
// What is a Number or a BigInt again after Python had it, whatever the semantics.
const large = fc
  .bigInt({ min: -(2n ** 400n), max: 2n ** 400n })
  .map((n) => (n >= -(2n ** 53n) && n <= 2n ** 53n ? n + (n < 0n ? -(2n ** 60n) : 2n ** 60n) : n));
const number = fc.double().map((n) => (Object.is(n, -0) ? 0 : n));
const scalar = fc.oneof(
  text,
  large,
  number,
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(undefined),
);
const key = text.filter((name) => name !== "__proto__");

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, scalar, tie("array"), tie("object"), tie("set")),
  array: fc.array(tie("value"), { maxLength: 8 }),
  object: fc.dictionary(key, tie("value"), { maxKeys: 6, noNullPrototype: true }),
  set: fc.uniqueArray(text, { maxLength: 6 }).map((members) => new Set(members)),
}));

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test } = await runtime({ semantics });

  test(`any nested value comes back from Python as it went, ${semantics}`, () => {
    const there = run(
      "from jaspy.ffi import to_js, JsProxy\nlambda it: to_js(it.to_py()) if isinstance(it, JsProxy) else it",
    );
    fc.assert(
      fc.property(value, (it) => {
        assert.deepEqual(there(it), it);
      }),
    );
  });

  test(`any nested value of Python's comes back from JavaScript equal, ${semantics}`, () => {
    const back = run(`
from jaspy.ffi import to_js, JsProxy
def same(a, b):
    if isinstance(a, (list, tuple)): return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict): return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, set): return a == b
    return repr(a) == repr(b) or (isinstance(a, float) and a == b)
def there_and_back(it):
    first = it.to_py() if isinstance(it, JsProxy) else it
    second = to_js(first)
    third = second.to_py() if isinstance(second, JsProxy) else second
    return same(first, third)
there_and_back`);
    fc.assert(
      fc.property(value, (it) => {
        assert.equal(back(it), true);
      }),
    );
  });

  test(`toPy and toJs are each other's opposite, ${semantics}`, () => {
    fc.assert(
      fc.property(fc.array(value), (it) => {
        const list = py.toPy(it);
        assert.deepEqual(list.toJs(), it);
        list.destroy();
      }),
    );
  });

  test(`a graph with shared parts and cycles keeps its shape, ${semantics}`, () => {
    const there = run("from jaspy.ffi import to_js\nlambda it: to_js(it.to_py())");
    const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const nodes = Array.from({ length: 10 }, () => []);
        for (const [from, to] of pairs) nodes[from].push(nodes[to]);
        const copies = there(nodes);
        const indexOf = (all) => all.map((node) => node.map((target) => all.indexOf(target)));
        assert.deepEqual(indexOf(copies), indexOf(nodes));
      }),
    );
  });

  test(`any typed array comes back with the same bytes, ${semantics}`, () => {
    const there = run("from jaspy.ffi import to_js\nlambda it: to_js(it.to_py())");
    const bytes = fc.uint8Array({ maxLength: 64 });
    const types = [Int8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array];
    fc.assert(
      fc.property(bytes, fc.constantFrom(...types), fc.nat(3), (given, Type, skipped) => {
        const size = Type.BYTES_PER_ELEMENT;
        const { buffer } = new Uint8Array([...new Uint8Array(skipped * size), ...given]);
        const it = new Type(buffer, skipped * size, Math.floor(given.length / size));
        assert.deepEqual(there([it]), [it]);
      }),
    );
  });
}
