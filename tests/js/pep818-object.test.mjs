/** A plain object is no container for PEP 818: its properties are attributes only. */
import assert from "node:assert/strict";

import { run, test } from "./support/pep818.mjs";

const failure = (code, names) =>
  run(
    `
    try:
        ${code}
        seen = "done"
    except Exception as error:
        seen = f"{type(error).__name__}: {error}"
    seen
  `,
    names,
  );

for (const [what, code] of Object.entries({
  "reading an item": "target['a']",
  "setting an item": "target['a'] = 2",
  "deleting an item": "del target['a']",
  "asking with in": "'a' in target",
  iterating: "iter(target)",
  "making a dict": "dict(target)",
  unpacking: "[*target]",
  "taking the length": "len(target)",
  "asking for the next value": "next(target)",
  calling: "target()",
})) {
  test(`${what} of a plain object is a TypeError`, () => {
    for (const target of [{ a: 1 }, Object.create(null), new (class {})()]) {
      assert.match(failure(code, { target }), /^TypeError: /);
    }
  });
}

test("attributes of a plain object are its properties all the same", () => {
  const target = { a: 1 };
  assert.equal(run("target.a += 1\ntarget.b = 'new'\ndel target.a\ntarget.b", { target }), "new");
  assert.deepEqual(target, { b: "new" });
});

test("what has get, has, a length or is iterable has items, values and a length", () => {
  const target = { get: (key) => `the ${key}`, has: (key) => key === "a", length: 3 };
  assert.equal(
    run("target['a'] + str('a' in target) + str(len(target))", { target }),
    "the aTrue3",
  );
  assert.equal(run("sum(target)", { target: new Set([1, 2]) }), 3);
});

test("buffers of every kind are JsProxies that say so", () => {
  const code = `
    from pyodide.ffi import JsBuffer, JsTypedArray
    f"{isinstance(target, JsBuffer)} {isinstance(target, JsTypedArray)}"
  `;
  const buffer = new ArrayBuffer(8);
  assert.equal(run(code, { target: buffer }), "True False");
  assert.equal(run(code, { target: new DataView(buffer) }), "True False");
  for (const Type of [Uint8Array, Float64Array, BigInt64Array]) {
    assert.equal(run(code, { target: new Type(buffer) }), "True True");
    assert.equal(run(code, { target: new Type(1) }), "True True", "the second of its class");
  }
});

test("get may throw and may run Python", () => {
  const get = (key) => {
    if (key === "bad") throw new RangeError("no such key");
    return inner();
  };
  let inner;
  const keep = (given) => {
    inner = given.copy?.() ?? given;
  };
  const names = { target: { get }, keep };
  assert.equal(run("keep(lambda: str(target))\ntarget['good']", names), "[object Object]");
  assert.match(failure("target['bad']", names), /^JsException: RangeError: no such key/);
  inner.destroy();
});
