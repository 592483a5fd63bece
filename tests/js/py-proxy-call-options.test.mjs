/** Calls of Python objects with keyword arguments, without surplus ones, and with `this`. */
import { runInNewContext } from "node:vm";

import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  const show = () => py.runPython("def show(*args, **kwargs): return [list(args), kwargs]\nshow");

  test("callKwargs passes the properties of its last argument by name", () => {
    assert.deepEqual(show().callKwargs(1, 2, { a: 3, b: "x" }), [[1, 2], { a: 3, b: "x" }]);
    assert.deepEqual(show().callKwargs({}), [[], {}]);
    const f = py.runPython("lambda a, b=2, *, c: [a, b, c]");
    assert.deepEqual(f.callKwargs(1, { c: 3 }), [1, 2, 3]);
    assert.deepEqual(f.callKwargs({ c: 3, a: 1, b: undefined }), [1, undefined, 3]);
  });

  test("callKwargs refuses what is no object of arguments", () => {
    const named = { a: 1 };
    for (const last of [1, null, "a", [1], py.runPython("{1}"), () => 1, new Map([["a", 1]])]) {
      assert.throws(() => show().callWithOptions({ kwargs: true }, 1, last), TypeError);
      assert.throws(() => show().callWithOptions({ kwargs: last }), {
        name: "TypeError",
        message: /kwargs must be a boolean or an object of keyword arguments, not /,
      });
    }
    const plain = [named, Object.assign(Object.create(null), named), runInNewContext("({ a: 1 })")];
    for (const each of plain) assert.deepEqual(show().callKwargs(each), [[], named]);
    const others = [new Map([["a", 1]]), new (class {})()];
    for (const args of [[], [1], [null], ["a"], [[1]], [py.runPython("{1}")], [() => 1], others]) {
      assert.throws(() => show().callKwargs(...args), {
        name: "TypeError",
        message: /last argument of callKwargs must be an object of keyword arguments/,
      });
    }
  });

  test("what Python says of wrong keyword arguments is thrown", () => {
    const f = py.runPython("def f(a): return a\nf");
    assert.throws(() => f.callKwargs(1, { a: 2 }), {
      type: "TypeError",
      message: /multiple values/,
    });
    assert.throws(() => f.callKwargs(1, { z: 2 }), { type: "TypeError", message: /'z'/ });
  });

  test("any number of arguments of either kind can be passed", () => {
    const positional = Array.from({ length: 100 }, (_, i) => i);
    const named = Object.fromEntries(positional.map((i) => [`n${i}`, i]));
    assert.deepEqual(show().callKwargs(...positional, named), [positional, named]);
  });

  test("callRelaxed leaves out what the function has no parameters for", () => {
    const f = py.runPython("lambda a, b=0: [a, b]");
    assert.deepEqual(f.callRelaxed(1, 2, 3, 4), [1, 2]);
    assert.deepEqual(f.callRelaxed(1), [1, 0]);
    assert.deepEqual(show().callRelaxed(1, 2), [[1, 2], {}]);
    assert.throws(() => f.callRelaxed(), { type: "TypeError", message: /missing/ });
    assert.equal(
      py.runPython("class A:\n    def m(self, x): return x\nA().m").callRelaxed(1, 2),
      1,
    );
    assert.throws(() => py.runPython("lambda: 1 / 0").callRelaxed(1), {
      type: "ZeroDivisionError",
    });
  });

  test("callWithOptions combines keyword arguments and relaxed calls", () => {
    const f = py.runPython("lambda a, *, c=0: [a, c]");
    assert.deepEqual(f.callWithOptions({}, 1), [1, 0]);
    assert.deepEqual(f.callWithOptions({ kwargs: true }, 1, { c: 2 }), [1, 2]);
    assert.deepEqual(f.callWithOptions({ kwargs: { c: 2 } }, 1), [1, 2]);
    assert.deepEqual(f.callWithOptions({ relaxed: true }, 1, 2, 3), [1, 0]);
    assert.deepEqual(
      f.callWithOptions({ relaxed: true, kwargs: true }, 1, 2, { c: 3, z: 4 }),
      [1, 3],
    );
    assert.throws(() => f.callWithOptions({ relax: true }, 1), {
      name: "TypeError",
      message: /no option relax/,
    });
    assert.throws(() => f.callWithOptions({ kwargs: true }, 1), TypeError);
  });

  test("a call with options may call JavaScript, which calls with options", () => {
    const f = py.runPython("def f(*, depth): return again(depth - 1) + 1 if depth else 0\nf");
    py.globals.again = (depth) => py.globals.f.callKwargs({ depth });
    assert.equal(f.callKwargs({ depth: 10 }), 10);
  });

  test("captureThis passes this as the first argument", () => {
    const method = py
      .runPython("def method(self, *args): return [self.name, *args]\nmethod")
      .captureThis();
    const object = { name: "mine", method };
    assert.deepEqual(object.method(1, 2), ["mine", 1, 2]);
    assert.deepEqual(method.call(object, 1), ["mine", 1]);
    assert.deepEqual(method.apply(object, [1]), ["mine", 1]);
    assert.deepEqual(method.bind(object, 1)(2), ["mine", 1, 2]);
    const same = py.runPython("def same(this): return this\nsame").captureThis();
    assert.equal(same(), undefined);
  });

  test("captureThis leaves the proxy itself as it is", () => {
    const f = show();
    const method = f.captureThis();
    assert.notEqual(method, f);
    assert.equal(run("method is show", { method }), true);
    assert.deepEqual({ f }.f(1), [[1], {}]);
    f.destroy();
    assert.deepEqual(method.call(5, 1), [[5, 1], {}]);
    method.destroy();
    assert.throws(() => method.call(5), /destroyed/);
    assert.ok(method instanceof py.ffi.PyCallable);
  });
});
