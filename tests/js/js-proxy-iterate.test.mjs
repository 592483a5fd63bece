import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  test("iteration gives the values of anything iterable", () => {
    const numbers = function* () {
      yield 1;
      yield 2;
    };
    for (const [target, expected] of [
      [
        [1, "a", undefined],
        [1, "a", undefined],
      ],
      [new Set([1, 2]), [1, 2]],
      [numbers(), [1, 2]],
      [{ [Symbol.iterator]: numbers }, [1, 2]],
      [[], []],
    ]) {
      assert.deepEqual(run("list(target)", { target }), expected);
    }
  });

  test("iteration of a Map gives its keys", () => {
    assert.deepEqual(
      run("list(target)", {
        target: new Map([
          ["a", 1],
          ["b", 2],
        ]),
      }),
      ["a", "b"],
    );
  });

  if (semantics === "classic") {
    test("iteration of a plain object gives its entries", () => {
      const target = { a: 1, b: [2] };
      assert.deepEqual(
        run("{key: list(value) if key == 'b' else value for key, value in target}", { target }),
        {
          a: 1,
          b: [2],
        },
      );
      assert.deepEqual(run("dict(target)", { target: { a: 1, b: "two" } }), { a: 1, b: "two" });
    });
  }

  test("objects come out of an iteration as themselves", () => {
    const thing = {};
    assert.equal(run("next(iter(target))", { target: [thing] }), thing);
  });

  test("an Array can be unpacked", () => {
    assert.deepEqual(run("a, *b = target\n[a, b]", { target: [1, 2, 3] }), [1, [2, 3]]);
  });

  test("next takes one value from an iterator and then raises StopIteration", () => {
    const target = ["only"][Symbol.iterator]();
    assert.equal(run("next(target)", { target }), "only");
    assert.equal(run("next(target, 'end')", { target }), "end");
    assert.throws(() => run("next(target)", { target }), { type: "StopIteration" });
  });

  test("what an iterator returns at its end is the value of StopIteration", () => {
    const target = (function* () {
      yield 1;
      return "last";
    })();
    const code = `
    next(target)
    try:
        next(target)
    except StopIteration as stop:
        result = stop.value
    result
  `;
    assert.equal(run(code, { target }), "last");
  });

  test("what is not iterable raises TypeError", () => {
    assert.throws(() => run("iter(target)", { target: () => 1 }), {
      type: "TypeError",
      message: /not iterable/,
    });
    assert.throws(() => run("next(target)", { target: [] }), {
      type: "TypeError",
      message: /not an iterator/,
    });
  });

  test("what an iterator throws comes through, after the values before it", () => {
    const target = (function* () {
      yield 1;
      throw new RangeError("ran out");
    })();
    run("seen = []", { target });
    assert.throws(
      () => py.runPython("for each in target: seen.append(each)"),
      /RangeError: ran out/,
    );
    assert.deepEqual(py.globals.seen, [1]);
  });

  test("an iterator that breaks the protocol raises TypeError", () => {
    const iterate = (target) => run("list(target)", { target });
    assert.throws(() => iterate({ [Symbol.iterator]: () => 5 }), /TypeError/);
    assert.throws(() => iterate({ [Symbol.iterator]: () => ({ next: () => 5 }) }), /TypeError/);
  });

  test("an iterator may run Python that iterates as well", () => {
    const target = {
      *[Symbol.iterator]() {
        yield* py.runPython("list(inner)");
        yield py.runPython("sum(inner)");
      },
    };
    assert.deepEqual(run("list(target)", { target, inner: [1, 2, 3] }), [1, 2, 3, 6]);
  });

  test("an Array that grows while it is iterated gives the new elements too", () => {
    const target = [1, 2];
    const code = `
    seen = []
    for each in target:
        seen.append(each)
        if each < 3: target.push(each + 2)
    seen
  `;
    assert.deepEqual(run(code, { target }), [1, 2, 3, 4]);
  });

  test("a long Array is iterated whole", () => {
    const target = Array.from({ length: 10_000 }, (_, i) => (i % 2 ? i : String(i)));
    assert.deepEqual(run("list(target)", { target }), target);
  });
});
