/** A panic of the bridge is an error like others, on either path. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const stillWorks = () => {
    const object = {};
    assert.equal(run("f(object_) is object_", { f: (x) => x, object_: object }), true);
    assert.equal(py.runPython("lambda x: x + 1")(1), 2);
    assert.throws(() => py.runPython("1 / 0"), { type: "ZeroDivisionError" });
  };

  const CATCH = `
import _jaspy
try:
    _jaspy._panic("a bug")
except BaseException as e:
    caught = [type(e) is _jaspy.PanicException, isinstance(e, Exception), str(e)]
caught
`;

  test("a panic in a call from Python raises PanicException", () => {
    const [isPanic, isException, message] = py.runPython(CATCH);
    assert.equal(isPanic, true);
    assert.equal(isException, false);
    assert.match(message, /a bug/);
    stillWorks();
  });

  test("a panic in a call from Python that nobody catches is thrown", () => {
    const panic = () => py.runPython("import _jaspy\n_jaspy._panic('on the way out')");
    assert.throws(panic, {
      name: "PythonError",
      type: "PanicException",
      message: /on the way out/,
    });
    stillWorks();
  });

  test("a panic in a call from JavaScript is thrown", () => {
    const expected = { name: "PythonError", type: "PanicException", message: /from JavaScript/ };
    assert.throws(() => py.debug.panic("from JavaScript"), expected);
    stillWorks();
  });

  test("a panic says where it happened", () => {
    assert.throws(() => py.debug.panic("placed"), { message: /placed[\s\S]*\.rs:\d+/ });
  });

  test("a panic passes through Python and JavaScript frames", () => {
    py.globals.panic = () => py.debug.panic("in the middle");
    const code = `
    def inner(): panic()
    def outer():
        try:
            pass_on(inner)
        except BaseException as e:
            return type(e).__name__
    outer()
  `;
    assert.equal(run(code, { pass_on: (f) => f() }), "PanicException");
    stillWorks();
  });

  test("a thousand panics leave the runtime as it was", () => {
    for (let i = 0; i < 1000; i += 1) {
      assert.throws(() => py.debug.panic("again"), { type: "PanicException" });
    }
    py.runPython(`
    import _jaspy
    for _ in range(1000):
        try:
            _jaspy._panic("again")
        except BaseException:
            pass
  `);
    stillWorks();
  });
});
