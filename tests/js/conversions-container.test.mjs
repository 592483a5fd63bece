import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

test("a list that contains itself becomes such an Array", () => {
  const array = py.runPython("a = [1]\na.append(a)\na");
  assert.equal(array[0], 1);
  assert.equal(array[1], array);
});

test("a dict that contains itself becomes such an Object", () => {
  const object = py.runPython("d = {'name': 'd'}\nd['list'] = [d, d]\nd");
  assert.equal(object.list[0], object);
  assert.equal(object.list[1], object);
});

test("a tuple that contains itself by way of a list becomes such an Array", () => {
  const array = py.runPython("inner = []\nouter = (inner,)\ninner.append(outer)\nouter");
  assert.equal(array[0][0], array);
});

test("one Python object is one JavaScript object within one conversion", () => {
  const object = py.runPython("shared = [1]\n{'a': shared, 'b': [shared]}");
  assert.equal(object.a, object.b[0]);
});

test("two conversions give two objects", () => {
  py.runPython("shared = [1]");
  assert.notEqual(py.globals.shared, py.globals.shared);
});

test("a shared object that is no container is one proxy", () => {
  const [first, second] = py.runPython("thing = object()\n[thing, (thing,)]");
  assert.equal(first, second[0]);
});

test("JavaScript objects inside of containers come back as themselves", () => {
  const thing = {};
  assert.equal(run("[{'thing': thing}]", { thing })[0].thing, thing);
});

test("a change of the copy does not reach the original", () => {
  py.runPython("original = [1, {'a': 2}]");
  const copy = py.globals.original;
  copy[1].a = 3;
  copy.push(4);
  assert.equal(py.runPython("repr(original)"), "[1, {'a': 2}]");
});

test("a dict keeps its insertion order", () => {
  assert.deepEqual(Object.keys(py.runPython("{'b': 1, 'a': 2, 'c': 3}")), ["b", "a", "c"]);
});

test("keys of Object's prototype are plain own properties", () => {
  const object = py.runPython("{'__proto__': {'hidden': 1}, 'constructor': 2}");
  assert.equal(Object.getPrototypeOf(object), Object.prototype);
  assert.deepEqual(Object.keys(object), ["__proto__", "constructor"]);
  assert.equal(object.hidden, undefined);
});

test("a setter on Object's prototype is not called for a key", () => {
  let called = 0;
  Object.defineProperty(Object.prototype, "trap", {
    configurable: true,
    set() {
      called += 1;
    },
  });
  try {
    assert.deepEqual(Object.keys(py.runPython("{'trap': 1}")), ["trap"]);
  } finally {
    delete Object.prototype.trap;
  }
  assert.equal(called, 0);
});

for (const [dict, message] of [
  ["{(1, 2): 3}", /cannot use \(1, 2\) as a property name/],
  ["{None: 3}", /cannot use None as a property name/],
  ["{b'a': 3}", /cannot use b'a' as a property name/],
  ["{1: 'a', '1': 'b'}", /key collision: 1 and '1'/],
  ["{'1.5': 'a', 1.5: 'b'}", /key collision: '1\.5' and 1\.5/],
  ["{True: 'a', 'true': 'b'}", /key collision: True and 'true'/],
]) {
  test(`${dict} is refused with its reason`, () => {
    assert.throws(() => py.runPython(dict), { type: "ConversionError", message });
    assert.throws(() => py.runPython(`[[], {'inner': ${dict}}]`), {
      type: "ConversionError",
      message,
    });
    assert.equal(py.runPython("1 + 1"), 2);
  });
}

test("a ConversionError is printed, pickled and found under the name that programs import", () => {
  assert.throws(() => py.runPython("{None: 3}"), {
    message: /^jaspy\.ffi\.ConversionError: cannot use None as a property name$/m,
  });
  const code = `
    import pickle
    from pyodide.ffi import ConversionError
    copy = pickle.loads(pickle.dumps(ConversionError("why")))
    type(copy) is ConversionError and copy.args[0]
  `;
  assert.equal(py.runPython(code), "why");
});

test("a ConversionError for an argument can be caught in Python", () => {
  const caught = run(
    `
    from pyodide.ffi import ConversionError
    try:
        take([{(1, 2): 3}])
    except ConversionError as error:
        caught = str(error)
    caught
    `,
    { take: () => assert.fail("called all the same") },
  );
  assert.match(caught, /cannot use \(1, 2\) as a property name/);
});

test("a key whose repr fails is refused with that exception", () => {
  const code = `
    class Key:
        def __hash__(self): return 1
        def __repr__(self): raise LookupError("no name for you")
    {Key(): 1}
  `;
  assert.throws(() => py.runPython(code), { type: "LookupError" });
});

test("lists nested deeper than the recursion limit raise RecursionError", () => {
  const code = "nested = []\nfor _ in range(100_000): nested = [nested]\nnested";
  assert.throws(() => py.runPython(code), { type: "RecursionError" });
  // Taken apart by hand: CPython frees them level by level.
  py.runPython("while nested: nested = nested.pop()");
});

test("a key whose repr changes the dict while it is refused does no harm", () => {
  const code = `
    class Key:
        def __repr__(self):
            victim.clear()
            return "a key"
    victim = {Key(): [1], "other": [2]}
    victim
  `;
  assert.throws(() => py.runPython(code), { type: "ConversionError", message: /a key/ });
});
