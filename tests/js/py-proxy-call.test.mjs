import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  test("a call passes any number of arguments and gives the result", () => {
    const f = py.runPython("lambda *args: [len(args), list(args)]");
    for (const count of [0, 1, 2, 3, 4, 5, 8, 16, 17, 100, 10_000]) {
      const values = Array.from({ length: count }, (_, i) => i);
      assert.deepEqual(f(...values), [count, values]);
    }
  });

  test("every kind of argument arrives next to the others", () => {
    const kinds = py.runPython("lambda *args: [type(each).__name__ for each in args]");
    const given = [
      undefined,
      null,
      true,
      1,
      2n ** 60n,
      0.5,
      "a",
      new Uint8Array(1),
      py.runPython("{1}"),
    ];
    const names = {
      classic: ["NoneType", "NoneType", "bool", "int", "int", "float", "str", "memoryview", "set"],
      pep818: ["NoneType", "JsNull", "bool", "int", "JsBigInt", "float", "str", "JsProxy", "set"],
    };
    assert.deepEqual(kinds(...given), names[semantics]);
  });

  test("a method is called on its object", () => {
    const stack = py.runPython(`
    class Stack:
        def __init__(self): self.items = []
        def push(self, item):
            self.items.append(item)
            return len(self.items)
    Stack()
  `);
    assert.equal(stack.push("a"), 1);
    const { push } = stack;
    assert.equal(push("b"), 2);
    assert.deepEqual(stack.items, ["a", "b"]);
  });

  test("missing and surplus arguments are TypeError", () => {
    const f = py.runPython("def f(a): return a\nf");
    assert.throws(() => f(), {
      type: "TypeError",
      message: /missing 1 required positional argument: 'a'/,
    });
    assert.throws(() => f(1, 2), {
      type: "TypeError",
      message: /takes 1 positional argument but 2 were given/,
    });
    assert.equal(f(undefined), undefined);
  });

  test("what a function raises is thrown", () => {
    const f = py.runPython("def f(): raise LookupError('not here')\nf");
    assert.throws(() => f(), {
      name: "PythonError",
      type: "LookupError",
      message: /LookupError: not here/,
    });
  });

  test("an explicit undefined is None, not a missing argument", () => {
    const f = py.runPython("def f(a, b='default', *rest, c=3): return repr((a, b, rest, c))\nf");
    assert.equal(f(undefined), "(None, 'default', (), 3)");
    assert.equal(f(undefined, undefined, undefined), "(None, None, (None,), 3)");
    assert.equal(f.callKwargs(1, { c: undefined }), "(1, 'default', (), None)");
  });

  if (semantics === "classic") {
    test("a result that cannot be converted is thrown as ConversionError", () => {
      assert.throws(() => py.runPython("lambda: {(): 1}")(), { type: "ConversionError" });
    });
  }

  test("an argument that cannot be converted means that nothing is called", () => {
    py.runPython("called = False\ndef f(*args):\n    global called\n    called = True");
    const dead = py.runPython("object()");
    dead.destroy();
    assert.throws(() => py.globals.f(1, dead), /destroyed/);
    assert.equal(py.globals.called, false);
  });

  test("an argument may be destroyed while the function uses it", () => {
    const given = py.runPython("class Thing: name = 'still here'\nThing()");
    const f = run("def f(thing):\n    destroy()\n    return thing.name\nf", {
      destroy: () => given.destroy(),
    });
    assert.equal(f(given), "still here");
    assert.throws(() => f(given), /destroyed/);
  });

  test("a function may call JavaScript, which calls it again", () => {
    const f = py.runPython("def f(n): return again(n - 1) + 1 if n else 0\nf");
    py.globals.again = (n) => f(n);
    assert.equal(f(30), 30);
  });

  test("a function that destroys its own proxy finishes", () => {
    const f = py.runPython("def f(): return end() or 'finished'\nf");
    py.globals.end = () => void f.destroy();
    py.runPython("del f");
    assert.equal(f(), "finished");
    assert.throws(() => f(), /already been destroyed/);
  });

  test("an object that is not callable is no function", () => {
    const proxy = py.runPython("object()");
    assert.throws(() => proxy(), TypeError);
  });

  test("new makes an instance of a Python class", () => {
    const Point = py.runPython("class Point:\n    def __init__(self, x): self.x = x\nPoint");
    const point = new Point(5);
    assert.ok(py.isPyProxy(point));
    assert.equal(point.x, 5);
    assert.equal(point.type, "Point");
    assert.throws(() => new Point(), { type: "TypeError" });
  });

  test("apply, call and bind work as on any function", () => {
    const f = py.runPython("lambda *args: list(args)");
    assert.deepEqual(f.apply(null, [1, 2]), [1, 2]);
    assert.deepEqual(f.call(null, 1, 2), [1, 2]);
    assert.deepEqual(f.bind(null, 1)(2), [1, 2]);
    assert.deepEqual(Reflect.apply(f, undefined, [3]), [3]);
  });

  test("a Python function works where JavaScript wants a function", () => {
    const isLarge = py.runPython("lambda value, index, array: value > 1");
    assert.deepEqual([1, 2, 3].filter(isLarge), [2, 3]);
    const ordered = [3, 1, 2].sort(py.runPython("lambda a, b: a - b"));
    assert.deepEqual(ordered, [1, 2, 3]);
  });

  if (semantics === "pep818") return;

  test("a Python function works as an event listener and can be removed", () => {
    const target = new EventTarget();
    run(
      `
    seen = []
    def listen(event): seen.append(event.type)
    target.addEventListener("ping", listen)
    target.dispatchEvent(Event.new("ping"))
    target.removeEventListener("ping", listen)
    target.dispatchEvent(Event.new("ping"))
    `,
      { target, Event },
    );
    assert.deepEqual(py.globals.seen, ["ping"]);
  });
});
