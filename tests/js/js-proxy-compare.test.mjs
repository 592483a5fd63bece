import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ run, test }) => {
  test("proxies are equal exactly when their objects are identical", () => {
    const a = {};
    const b = {};
    assert.deepEqual(run("[a == a, a == b, a != a, a != b]", { a, b }), [true, false, false, true]);
  });

  test("two Arrays with equal elements are not equal", () => {
    assert.equal(run("a == b", { a: [1], b: [1] }), false);
  });

  test("a proxy is unequal to every other Python value", () => {
    assert.deepEqual(
      run("[a == other for other in (None, 0, '', [], {}, object(), [1])]", { a: [1] }),
      Array(7).fill(false),
    );
  });

  test("an object converted again while its proxy lives is that proxy", () => {
    const target = { inner: {} };
    assert.equal(run("target.inner is target.inner", { target }), true);
    assert.equal(run("give() is target", { target, give: () => target }), true);
    assert.equal(run("import js\njs.Math is js.Math", {}), true);
  });

  test("equal proxies hash alike, so that an object can be a key", () => {
    const a = {};
    assert.deepEqual(
      run("names = {a: 'a', b: 'b'}\n[names[a], names[b], len({a, a, b})]", { a, b: {} }),
      ["a", "b", 2],
    );
    assert.equal(run("hash(a) == hash(again())", { a, again: () => a }), true);
  });

  test("a method read twice is equal to itself", () => {
    const target = { method() {} };
    assert.equal(run("target.method == target.method", { target }), true);
  });

  test("order is not defined", () => {
    assert.throws(() => run("a < b", { a: {}, b: {} }), {
      type: "TypeError",
      message: /'<' not supported/,
    });
  });

  test("a comparison with an object that compares itself is left to it", () => {
    const code = `
    class Anything:
        def __eq__(self, other): raise LookupError("asked")
    target == Anything()
  `;
    assert.throws(() => run(code, { target: {} }), { type: "LookupError", message: /asked/ });
  });

  test("a comparison may call back", () => {
    const code = `
    class Asker:
        def __eq__(self, other): return other.answer()
    target == Asker()
  `;
    assert.equal(run(code, { target: { answer: () => run("40 + 2 == 42") } }), true);
  });
});
