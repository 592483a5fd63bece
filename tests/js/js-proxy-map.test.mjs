/** Maps, Sets and generators in Python; a Map is a mutable mapping, as a dict is. */
import assert from "node:assert/strict";

import * as pep818 from "./support/pep818.mjs";
import * as classic from "./support/runtime.mjs";

const COMPARE = `
import js
def attempt(code, x):
    names = {"x": x}
    try:
        value = eval(code, names)
    except SyntaxError:
        try:
            exec(code, names)
            value = None
        except Exception as error:
            value = type(error).__name__ + str(error.args)
    except Exception as error:
        value = type(error).__name__ + str(error.args if isinstance(error, KeyError) else "")
    return [str(value), [(key, x[key]) for key in x]]
def compare(code):
    items = {"a": 1, "b": 2, 3: "c"}
    same = js.Map.new()
    for key in items: same[key] = items[key]
    expected, found = attempt(code, items), attempt(code, same)
    return "" if expected == found else f"{code}: a dict gives {expected}, a Map {found}"
`;

const SAME_AS_DICT = [
  "x['a']",
  "x[3]",
  "x['z']",
  "x['a'] = 5",
  "x['z'] = None",
  "del x['a']",
  "del x['z']",
  "x.get('a')",
  "x.get('z')",
  "x.get('z', 7)",
  "list(x)",
  "list(x.keys())",
  "list(x.values())",
  "list(x.items())",
  "len(x.keys())",
  "'a' in x.keys()",
  "('a', 1) in x.items()",
  "1 in x.values()",
  "sorted(x.keys() & {'a', 'q'})",
  "len(x)",
  "bool(x)",
  "'a' in x",
  "'z' in x",
  "dict(x) == {'a': 1, 'b': 2, 3: 'c'}",
  "x.pop('a')",
  "x.pop('z')",
  "x.pop('z', 9)",
  "x.clear()",
  "x.update({'a': 5, 'q': 6})",
  "x.update([('a', 5)], k=7)",
  "x.update(k=7)",
  "x.setdefault('a', 5)",
  "x.setdefault('z', 5)",
  "x.setdefault('z')",
  "{**x} == {'a': 1, 'b': 2, 3: 'c'} if all(isinstance(k, str) for k in x) else 0",
];

for (const { test, run } of [classic, pep818]) {
  for (const code of SAME_AS_DICT) {
    test(`a Map does as a dict: ${code}`, () => {
      assert.equal(run(`${COMPARE}\ncompare(code)`, { code }), "");
    });
  }

  test("popitem takes a pair out of a Map until it is empty", () => {
    const map = new Map([["a", 1]]);
    assert.equal(run("str(map.popitem())", { map }), "('a', 1)");
    assert.equal(map.size, 0);
    assert.throws(() => run("map.popitem()", { map }), { type: "KeyError" });
  });

  test("a map that is none is asked by its own methods", () => {
    const asked = [];
    class Settings {
      get size() {
        return 1;
      }
      get(key) {
        asked.push(["get", key]);
        return key === "colour" ? "red" : undefined;
      }
      has(key) {
        asked.push(["has", key]);
        return key === "colour";
      }
      *[Symbol.iterator]() {
        yield "colour";
      }
    }
    const value = new Settings();
    assert.equal(run("value['colour']", { value }), "red");
    assert.throws(() => run("value['shape']", { value }), { type: "KeyError", message: /shape/ });
    assert.deepEqual(asked, [
      ["get", "colour"],
      ["get", "shape"],
      ["has", "shape"],
    ]);
    assert.equal(run("str(list(value.items()))", { value }), "[('colour', 'red')]");
  });

  test("what a map's methods throw comes through, and they may run Python", () => {
    const value = new Map([["a", 1]]);
    value.get = (key) => {
      if (key === "bad") throw new RangeError("no reading");
      return run("40 + 2");
    };
    assert.equal(run("value['a']", { value }), 42);
    assert.throws(() => run("value['bad']", { value }), /RangeError: no reading/);
    assert.throws(() => run("value.get('bad', 5)", { value }), /RangeError: no reading/);
  });

  test("a Set knows its members", () => {
    const value = new Set([1, "a"]);
    assert.equal(
      run("str([1 in value, 2 in value, len(value), list(value)])", { value }),
      "[True, False, 2, [1, 'a']]",
    );
  });

  test("a length that is no number is TypeError, a negative one ValueError, a huge one OverflowError", () => {
    for (const [length, type] of [
      ["three", "TypeError"],
      [1.5, "TypeError"],
      [-1, "ValueError"],
      [2 ** 40, "OverflowError"],
      [Number.POSITIVE_INFINITY, "OverflowError"],
      [Number.NaN, "TypeError"],
    ]) {
      assert.throws(() => run("len(value)", { value: { length } }), { type }, String(length));
    }
    assert.throws(() => run("len(value)", { value: () => 1 }), { type: "TypeError" });
  });

  test("a generator takes what is sent, thrown, and its order to end", () => {
    const log = [];
    function* generator() {
      try {
        log.push(yield 1);
        log.push(yield 2);
        return 3;
      } catch (error) {
        log.push(error.type ?? error.name);
        yield 9;
      } finally {
        log.push("end");
      }
    }
    const ask = (code) => run(code, { generator });
    assert.equal(
      ask(`
g = generator()
steps = [next(g), g.send("sent")]
try:
    g.send("again")
except StopIteration as stop:
    steps.append(stop.value)
str(steps)`),
      "[1, 2, 3]",
    );
    assert.deepEqual(log.splice(0), ["sent", "again", "end"]);
    assert.equal(
      ask("g = generator()\nnext(g)\nvalue = g.throw(ValueError('no'))\ng.close()\nvalue"),
      9,
    );
    assert.deepEqual(log.splice(0), ["ValueError", "end"]);
    assert.equal(ask("g = generator()\nnext(g)\ng.close()\nlist(g) == []"), true);
    assert.deepEqual(log.splice(0), ["end"]);
  });

  test("an exception thrown into a generator comes out as the very same", () => {
    function* generator() {
      yield 1;
    }
    const source = `
g = generator()
next(g)
error = ValueError("no")
try:
    g.throw(error)
except ValueError as caught:
    result = caught is error
del error, g
result`;
    assert.equal(run(source, { generator }), true);
    assert.throws(() => run("g = generator()\nnext(g)\ng.throw(5)", { generator }), {
      type: "TypeError",
      message: /BaseException, not int/,
    });
  });

  test("a generator that yields although it is to end is RuntimeError", () => {
    function* stubborn() {
      try {
        yield 1;
      } finally {
        yield 2;
      }
    }
    assert.throws(() => run("g = stubborn()\nnext(g)\ng.close()", { stubborn }), {
      type: "RuntimeError",
      message: /ignored GeneratorExit/,
    });
  });
}
