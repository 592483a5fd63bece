/** Iteration over Python objects in JavaScript: iterables, iterators and generators. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";
import { collectUntil } from "./support/live-counts.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** A generator that tells in `events` what becomes of it. */
  const TALKER = `
events = []
def talk():
    try:
        got = yield "hello"
        while True:
            events.append(got)
            try:
                got = yield got
            except ValueError as error:
                got = str(error)
    finally:
        events.append("closed")
    return "never"
`;

  test("for...of, spread and Array.from iterate as for does", () => {
    assert.deepEqual([...py.runPython("{'only'}")], ["only"]);
    assert.deepEqual(
      Array.from(py.runPython("range(3)"), (x) => 2 * x),
      [0, 2, 4],
    );
    const seen = [];
    for (const value of py.runPython("map(str, [1, 2])")) seen.push(value);
    assert.deepEqual(seen, ["1", "2"]);
    const [first, ...rest] = py.runPython("range(4)");
    assert.deepEqual([first, rest], [0, [1, 2, 3]]);
  });

  test("iterating over a mapping gives its keys", () => {
    assert.deepEqual(
      [...py.runPython("__import__('types').MappingProxyType({'a': 1, 2: 3})")],
      ["a", 2],
    );
  });

  test("an object that only has __getitem__ is iterated over by its indices", () => {
    const squares = py.runPython(`
    class Squares:
        def __getitem__(self, index):
            if index == 4: raise IndexError
            return index * index
    Squares()
  `);
    assert.deepEqual([...squares], [0, 1, 4, 9]);
  });

  test("an iterable can be iterated over again, an iterator cannot", () => {
    const range = py.runPython("range(2)");
    assert.deepEqual(
      [[...range], [...range]],
      [
        [0, 1],
        [0, 1],
      ],
    );
    const iterator = py.runPython("iter([1, 2])");
    assert.equal(iterator[Symbol.iterator](), iterator);
    assert.deepEqual([[...iterator], [...iterator]], [[1, 2], []]);
  });

  test("next gives the elements, then the end", () => {
    const iterator = py.runPython("iter(['a', None])");
    assert.deepEqual(iterator.next(), { done: false, value: "a" });
    assert.deepEqual(iterator.next(), { done: false, value: undefined });
    assert.deepEqual(iterator.next(), { done: true, value: undefined });
    assert.deepEqual(iterator.next(), { done: true, value: undefined });
  });

  test("what an iterator raises is thrown, and the loop lets go of it", () => {
    const before = py.debug.counts().pyObjects;
    const broken = py.runPython("(1 // (2 - x) for x in range(5))");
    assert.throws(() => [...broken], { type: "ZeroDivisionError" });
    const lazy = py.runPython(
      "class Lazy:\n    def __iter__(self): return (1 // x for x in [0])\nLazy()",
    );
    assert.throws(() => [...lazy], { type: "ZeroDivisionError" });
    const stubborn = py.runPython(
      "class Stubborn:\n    def __iter__(self): raise LookupError\nStubborn()",
    );
    assert.throws(() => [...stubborn], { type: "LookupError" });
    assert.equal(py.debug.counts().pyObjects <= before + 6, true);
  });

  test("a loop lets go of Python's iterator at its end, and when it is left early", () => {
    const range = py.runPython("range(5)");
    const before = py.debug.counts().pyObjects;
    for (const _ of range) assert.equal(py.debug.counts().pyObjects, before + 1);
    assert.equal(py.debug.counts().pyObjects, before);
    for (const _ of range) break;
    assert.equal(py.debug.counts().pyObjects, before);
    const [_first] = range;
    assert.equal(py.debug.counts().pyObjects, before);
  });

  test("a loop that is given up is collected", async () => {
    const range = py.runPython("range(5)");
    const before = py.debug.counts().pyObjects;
    for (let i = 0; i < 20; i += 1) range[Symbol.iterator]().next();
    assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before));
  });

  test("a loop goes on when the proxy is destroyed in the middle", () => {
    const range = py.runPython("range(3)");
    const seen = [];
    for (const value of range) {
      seen.push(value);
      range.destroy();
    }
    assert.deepEqual(seen, [0, 1, 2]);
  });

  test("an iterator may call JavaScript, which iterates over it", () => {
    const countdown = py.runPython(
      "def countdown(n):\n    yield n\n    if n: yield from inner(n - 1)\ncountdown",
    );
    py.globals.inner = (n) => [...countdown(n)];
    assert.deepEqual([...countdown(3)], [3, 2, 1, 0]);
  });

  test("a generator that is entered while it runs throws", () => {
    const generator = py.runPython("def g():\n    yield again()\ng()");
    py.globals.again = () => generator.next();
    assert.throws(() => generator.next(), { type: "ValueError", message: /already executing/ });
  });

  test("next with a value resumes a generator with it", () => {
    const generator = py.runPython(`${TALKER}\ntalk()`);
    assert.deepEqual(generator.next(), { done: false, value: "hello" });
    assert.deepEqual(generator.next(5), { done: false, value: 5 });
    assert.equal(generator.send("six"), "six");
    assert.deepEqual(generator.next(), { done: false, value: undefined });
    assert.deepEqual(py.globals.events, [5, "six", undefined]);
  });

  test("a value for a generator that has not begun is TypeError", () => {
    assert.throws(() => py.runPython(`${TALKER}\ntalk()`).next(1), { type: "TypeError" });
  });

  test("what a generator returns is the value at its end", () => {
    const generator = py.runPython("def g():\n    yield 1\n    return {2}\ng()");
    generator.next();
    const { done, value } = generator.next();
    assert.deepEqual([done, value.type], [true, "set"]);
  });

  test("throw raises inside of a generator, which may catch it", () => {
    const generator = py.runPython(`${TALKER}\ntalk()`);
    generator.next();
    generator.next(1);
    const ValueError = py.runPython("ValueError");
    assert.deepEqual(generator.throw(ValueError("caught")), { done: false, value: "caught" });
    const error = new RangeError("not caught");
    assert.throws(
      () => generator.throw(error),
      (thrown) => thrown === error,
    );
    assert.equal(py.runPython("events[-1]"), "closed");
    assert.deepEqual(generator.next(), { done: true, value: undefined });
  });

  test("throw passes on a PythonError as the exception that it was, and anything else as it is", () => {
    run(
      "def g():\n    global caught\n    try: yield\n    except BaseException as e: caught = e; raise",
    );
    let failure;
    try {
      py.runPython("original = KeyError('k')\nraise original");
    } catch (error) {
      failure = error;
    }
    let generator = py.runPython("g()");
    generator.next();
    assert.throws(() => generator.throw(failure), { type: "KeyError" });
    assert.equal(py.runPython("caught is original"), true);
    generator = py.runPython("g()");
    generator.next();
    assert.throws(
      () => generator.throw(5),
      (thrown) => thrown === 5,
    );
  });

  test("a JavaScript function may throw the proxy of an exception, which is raised", () => {
    py.runPython(
      "def f():\n    try: fail()\n    except KeyError as e: return e is error\nerror = KeyError('k')",
    );
    const { error } = py.globals;
    py.globals.fail = () => {
      throw error;
    };
    assert.equal(py.globals.f(), true);
  });

  test("return ends a generator, whose clean-up runs", () => {
    const generator = py.runPython(`${TALKER}\ntalk()`);
    generator.next();
    assert.deepEqual(generator.return("done"), { done: true, value: "done" });
    assert.deepEqual(py.globals.events, ["closed"]);
    assert.deepEqual(generator.next(), { done: true, value: undefined });
    assert.deepEqual(py.runPython("talk()").return(1), { done: true, value: 1 });
  });

  test("leaving a loop over a generator early ends it", () => {
    const generator = py.runPython(`${TALKER}\ntalk()`);
    for (const _ of generator) break;
    assert.deepEqual(py.globals.events, ["closed"]);
  });

  test("clean-up may yield, return another value, or raise", () => {
    const cleanUp = (code) => {
      const generator = py.runPython(
        `def g():\n    try: yield\n    except GeneratorExit: ${code}\ng()`,
      );
      generator.next();
      return () => generator.return("given");
    };
    assert.deepEqual(cleanUp("yield 'one more'")(), { done: false, value: "one more" });
    assert.deepEqual(cleanUp("return 'mine'")(), { done: true, value: "mine" });
    assert.throws(cleanUp("1 / 0"), { type: "ZeroDivisionError" });
  });

  test("an iterator that is no generator has nothing to end", () => {
    const iterator = py.runPython("iter([1, 2, 3])");
    for (const value of iterator) {
      assert.equal(value, 1);
      break;
    }
    assert.deepEqual(iterator.return("given"), { done: true, value: "given" });
    const error = new Error("mine");
    assert.throws(
      () => iterator.throw(error),
      (thrown) => thrown === error,
    );
    assert.deepEqual([...iterator], [2, 3]);
  });

  test("the methods refuse what is no proxy", () => {
    const { next } = py.runPython("iter([])");
    assert.throws(() => next.call({}), TypeError);
    assert.throws(() => next.call(undefined), TypeError);
  });
});
