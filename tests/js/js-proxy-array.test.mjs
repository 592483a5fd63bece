/** An Array in Python is a mutable sequence, as a list is. */
import assert from "node:assert/strict";

import * as pep818 from "./support/pep818.mjs";
import * as classic from "./support/runtime.mjs";

/** Python source of `compare(code)`: runs code with `x` as a list and as an Array. */
const COMPARE = `
import js
def plain(value):
    return list(value) if isinstance(value, js_array) else value
js_array = type(js.Array.new())
def attempt(code, x):
    names = {"x": x, "Index": Index}
    try:
        value = eval(code, names)
    except SyntaxError:
        try:
            exec(code, names)
            value = None
        except Exception as error:
            value = type(error).__name__
    except Exception as error:
        value = type(error).__name__
    return [repr(plain(value)), repr(list(names["x"]))]
class Index:
    def __index__(self): return 1
def array_of(items):
    array = js.Array.new()
    for item in items: array.push(item)
    return array
def compare(code, items):
    expected, found = attempt(code, list(items)), attempt(code, array_of(items))
    return "" if expected == found else f"{code}: a list gives {expected}, an Array {found}"
`;

/** Code that is run on `[10, 20, 30, 40, 50]`; a statement where it is no expression. */
const SAME_AS_LIST = [
  "x[0]",
  "x[-1]",
  "x[-5]",
  "x[5]",
  "x[-6]",
  "x[True]",
  "x[Index()]",
  "x[2 ** 100]",
  "x[-2 ** 40]",
  "x[1.0]",
  "x[None]",
  "x[1:3]",
  "x[:]",
  "x[::-1]",
  "x[::2]",
  "x[-1:0:-2]",
  "x[10:20]",
  "x[-100:2]",
  "x[Index():4]",
  "x[::0]",
  "x[1:'a']",
  "x[2 ** 70:]",
  "x[1] = 5",
  "x[-1] = 5",
  "x[5] = 5",
  "x[-6] = 5",
  "x[1:3] = [1, 2, 3, 4]",
  "x[1:3] = []",
  "x[3:1] = [7]",
  "x[10:] = [7]",
  "x[:] = (1, 2)",
  "x[1:2] = 'ab'",
  "x[1:2] = iter([7, 8])",
  "x[1:2] = 5",
  "x[::2] = [1, 2, 3]",
  "x[::-1] = [1, 2, 3, 4, 5]",
  "x[::2] = [1, 2]",
  "x[4:0:-2] = [1, 2]",
  "x[1:3] = x",
  "del x[0]",
  "del x[-1]",
  "del x[5]",
  "del x[1:3]",
  "del x[::2]",
  "del x[::-2]",
  "del x[4:0:-3]",
  "del x[:]",
  "del x[3:1]",
  "x.append(5)",
  "x.append(None)",
  "x.extend([1, 2])",
  "x.extend(x)",
  "x.extend('ab')",
  "x.extend(i for i in range(3))",
  "x.extend(5)",
  "x.insert(0, 5)",
  "x.insert(-1, 5)",
  "x.insert(100, 5)",
  "x.insert(-100, 5)",
  "x.pop()",
  "x.pop(0)",
  "x.pop(-5)",
  "x.pop(5)",
  "x.pop(-6)",
  "x.remove(30)",
  "x.remove(30.0)",
  "x.remove(31)",
  "x.index(30)",
  "x.index(30, 2)",
  "x.index(30, 3)",
  "x.index(30, 0, 2)",
  "x.index(30, -3, -1)",
  "x.index(30, -2)",
  "x.count(30)",
  "x.count('30')",
  "x.reverse()",
  "x.clear()",
  "list(reversed(x))",
  "30 in x",
  "30.0 in x",
  "True in x",
  "None in x",
  "[] in x",
  "x + [1]",
  "x + (1,) if isinstance(x, tuple) else 0",
  "x * 2",
  "2 * x",
  "x * 0",
  "x * -1",
  "x += [1, 2]",
  "x += x",
  "x *= 2",
  "x *= 0",
  "len(x)",
  "bool(x)",
  "list(x)",
  "sum(x)",
  "[*x]",
  "sorted(x, key=lambda v: -v)",
  "max(x)",
  "list(zip(x, x))",
  "list(enumerate(x))",
  "x == x",
  "dict(zip(x, x))",
];

for (const { test, run } of [classic, pep818]) {
  for (const code of SAME_AS_LIST) {
    test(`an Array does as a list: ${code}`, () => {
      assert.equal(run(`${COMPARE}\ncompare(code, [10, 20, 30, 40, 50])`, { code }), "");
    });
  }

  test("an empty Array does as an empty list", () => {
    const codes = [
      "x[0]",
      "x.pop()",
      "x[:]",
      "x * 3",
      "x.extend([1])",
      "bool(x)",
      "del x[:]",
      "x[::-1]",
    ];
    for (const code of codes) assert.equal(run(`${COMPARE}\ncompare(code, [])`, { code }), "");
  });

  test("slices of every kind do as a list's", () => {
    const source = `
${COMPARE}
from itertools import product
bounds = [None, -4, -3, -1, 0, 1, 2, 3, 5]
differences = []
for start, stop, step in product(bounds, bounds, [None, -3, -2, -1, 1, 2, 3]):
    where = f"x[{start}:{stop}:{step}]".replace("None", "")
    items = [1, 2, 3]
    for code in (where, f"del {where}", f"{where} = [7, 8]"):
        differences += filter(None, [compare(code, items)])
"\\n".join(differences[:5])`;
    assert.equal(run(source), "");
  });

  test("an Array's own elements are told from equal ones by value, its objects by identity", () => {
    const object = {};
    const array = [1, "1", true, 2n, null, object];
    const ask = (code) => run(code, { array, object, other: {} });
    assert.equal(ask("array.index(object)"), 5);
    assert.equal(ask("other in array"), false);
    assert.equal(ask("array.index(2)"), 3);
    assert.equal(ask("array.count(1)"), 2);
    assert.equal(ask("array.index('1')"), 1);
  });

  test("a Python object in an Array is found by its __eq__", () => {
    const array = [];
    const source = `
class Even:
    def __eq__(self, other): return isinstance(other, int) and other % 2 == 0
array.append(object())
array.extend([1, 3, 4])
result = array.index(Even()), array.count(Even()), Even() in array
array.clear()
str(result)`;
    assert.equal(run(source, { array }), "(3, 1, True)");
  });

  test("a hole is no element", () => {
    const array = [1, 2, 3];
    delete array[1];
    assert.throws(() => run("array[1]", { array }), { type: "IndexError" });
    assert.equal(run("len(array)", { array }), 3);
  });

  test("holes stay holes, wherever they are moved to", () => {
    // biome-ignore lint/suspicious/noSparseArray: holes are what is tested.
    const holey = () => [0, , 2, , 4];
    const isHole = (array, ...at) => at.every((index) => !(index in array));
    for (const [code, length, ...holes] of [
      ["x + [5]", 6, 1, 3],
      ["x * 3", 15, 1, 3, 6, 8, 11, 13],
      ["x[1:4]", 3, 0, 2],
      ["x[::-1]", 5, 1, 3],
      ["[x.__setitem__(slice(1, 1), [8, 9]), x][1]", 7, 3, 5],
      ["[x.__delitem__(slice(0, 3, 2)), x][1]", 3, 0, 1],
      ["[x.__delitem__(0), x][1]", 4, 0, 2],
      ["[x.__setitem__(slice(0, 1), x), x][1]", 9, 1, 3, 5, 7],
      ["[x.__setitem__(slice(0, 5, 2), x[1:4]), x][1]", 5, 0, 1, 3, 4],
      ["[x.extend(x), x][1]", 10, 1, 3, 6, 8],
      ["[x.reverse(), x][1]", 5, 1, 3],
      ["x.__imul__(2)", 10, 1, 3, 6, 8],
    ]) {
      for (const Type of [Array, class extends Array {}]) {
        const array = run(code, { x: Object.setPrototypeOf(holey(), Type.prototype) });
        assert.equal(array.length, length, code);
        assert.ok(isHole(array, ...holes), `${code}: ${Object.keys(array)}`);
        assert.equal(Object.keys(array).length, length - holes.length, code);
      }
    }
  });

  test("a long slice may be replaced by a longer and a shorter one, with holes", () => {
    const long = Array.from({ length: 300_000 }, (_, i) => i);
    delete long[7];
    const array = [1, 2, 3];
    run("x[1:2] = long", { x: array, long });
    assert.deepEqual([array.length, array[0], array[1], array.at(-1)], [300_002, 1, 0, 3]);
    assert.equal(8 in array, false);
    run("x[1:-1] = long[:20_000]", { x: array, long });
    assert.deepEqual([array.length, array.at(-2), array.at(-1)], [20_002, 19_999, 3]);
    run("x[1:-1] = long[-20_000:]", { x: array, long });
    assert.deepEqual([array.length, array[1], array.at(-1)], [20_002, 280_000, 3]);
  });

  test("an Array whose length cannot be written refuses what changes it, and stays as it is", () => {
    const array = Object.defineProperty([1, 2, 3], "length", { writable: false });
    for (const change of ["del x[0]", "x.append(4)", "x[0:2] = [5]", "x.pop()", "x.insert(0, 1)"]) {
      assert.throws(() => run(change, { x: array }), { type: "TypeError" }, change);
    }
    assert.deepEqual([...array], [1, 2, 3]);
    run("x[0:2] = [5, 6]", { x: array });
    assert.deepEqual([...array], [5, 6, 3]);
  });

  test("a frozen Array refuses every change and stays as it is", () => {
    const array = Object.freeze([1, 2, 3]);
    const changes = [
      "array[0] = 5",
      "array[0:1] = [5]",
      "array[::2] = [5, 6]",
      "del array[0]",
      "del array[:]",
      "array.append(5)",
      "array.extend([5])",
      "array.insert(0, 5)",
      "array.pop()",
      "array.remove(1)",
      "array.reverse()",
      "array.clear()",
      "array += [5]",
      "array *= 2",
    ];
    for (const change of changes) {
      assert.throws(() => run(change, { array }), { type: "TypeError", message: /frozen/ }, change);
    }
    assert.deepEqual(array, [1, 2, 3]);
  });

  test("a subclass of Array changes without its constructor being run", () => {
    let made = 0;
    class Stack extends Array {
      constructor(...items) {
        super(...items);
        made += 1;
      }
    }
    const array = Stack.of(1, 2, 3);
    made = 0;
    run("del array[0]\narray.append(4)\narray[1:2] = [7, 8]\narray.pop()\narray.insert(0, 9)", {
      array,
    });
    assert.deepEqual([...array], [9, 2, 7, 8]);
    assert.equal(run("list(array[1:3]) == [2, 7]", { array }), true);
    assert.equal(made, 0);
  });

  test("a sealed Array keeps its length, and nothing is half done", () => {
    const array = Object.seal([1, 2, 3]);
    for (const change of ["del array[0]", "array.append(4)", "array[0:2] = [5]", "array.pop()"]) {
      assert.throws(() => run(change, { array }), { type: "TypeError" }, change);
    }
    assert.deepEqual(array, [1, 2, 3]);
    run("array[0:2] = [5, 6]", { array });
    assert.deepEqual(array, [5, 6, 3]);
  });

  test("slices of an Array are Arrays", () => {
    const array = [1, 2, 3];
    const part = run("array[1:]", { array });
    assert.ok(Array.isArray(part));
    assert.deepEqual(part, [2, 3]);
    assert.deepEqual(run("array + [4]", { array }), [1, 2, 3, 4]);
    assert.deepEqual(run("array * 2", { array }), [1, 2, 3, 1, 2, 3]);
    assert.deepEqual(array, [1, 2, 3]);
  });

  test("match takes an Array for a sequence and a Map for a mapping", () => {
    const source = `
def kind(value):
    match value:
        case [first, *rest]: return f"sequence of {first} and {len(rest)}"
        case {"a": a}: return f"mapping with {a}"
        case _: return "neither"
str([kind(array), kind(map), kind(object), kind(text)])`;
    const values = { array: [1, 2, 3], map: new Map([["a", 5]]), object: { a: 1 }, text: "abc" };
    assert.equal(
      run(source, values),
      "['sequence of 1 and 2', 'mapping with 5', 'neither', 'neither']",
    );
  });

  test("what happens while an Array is changed may run Python and throw", () => {
    const array = [1, 2, 3];
    const source = `
class Items:
    def __iter__(self):
        array.pop()
        yield 7
        array.pop()
        yield 8
array.extend(Items())
class Fails:
    def __iter__(self):
        yield 1
        raise ValueError("no more")
array.extend(Fails())`;
    assert.throws(() => run(source, { array }), { type: "ValueError" });
    assert.deepEqual(array, [1, 7, 8]);
    const proxy = new Proxy([1], {
      get(target, key) {
        if (key === "length") throw new RangeError("no length");
        return Reflect.get(target, key);
      },
    });
    assert.throws(() => run("proxy.pop()", { proxy }), /RangeError: no length/);
    assert.throws(() => run("proxy[0]", { proxy }), /RangeError: no length/);
  });

  for (const code of [
    "array.extend(fresh())",
    "array += fresh()",
    "array[:] = fresh()",
    "array[0:0] = fresh()",
    "array + fresh()",
  ]) {
    test(`what only an iterable held arrives alive: ${code}`, () => {
      const size = 5_000;
      const source = `
overwriting = []
class Thing:
    name = "alive"
    def __del__(self):
        # Takes the memory of the text that went just before.
        overwriting.append("#" * size)
def fresh():
    yield Thing()
    yield "x" * size
${code}`;
      const array = [];
      const { 0: thing, 1: text } = run(source, { array, size }) ?? array;
      assert.ok(text === "x".repeat(size));
      assert.equal(thing.name, "alive");
      assert.equal(run("len(overwriting)"), 0);
      thing.destroy();
      assert.equal(run("len(overwriting)"), 1);
    });
  }

  test("many elements cross at once", () => {
    const array = [];
    run("array.extend(range(200_000))\narray[5:5] = range(50_000)\narray *= 2", { array });
    assert.equal(array.length, 500_000);
    assert.equal(array[5], 0);
    assert.equal(array[55_000], 5_000);
    assert.equal(run("array.index(199_999)", { array }), 249_999);
    assert.throws(() => run("array * 10 ** 9", { array }), { type: "OverflowError" });
  });
}

classic.test("classic: a str means a property of an Array, as of any object", () => {
  assert.equal(classic.run("array['length']", { array: [1, 2] }), 2);
});

classic.test("what is like an Array can be read by index and slice, not changed", () => {
  const source = `
like = js.bench_arguments
result = [like[0], like[-1], list(like[1:]), list(reversed(like)), 20 in like, len(like)]
for change in ("like[0] = 1", "del like[0]", "like.append(1)"):
    try:
        exec(change)
        result.append("changed")
    except (TypeError, AttributeError) as error:
        result.append(type(error).__name__)
str(result)`;
  const list = (function () {
    // biome-ignore lint/complexity/noArguments: they are what is tested.
    return arguments;
  })(10, 20, 30);
  assert.equal(
    classic.run(source.replace("js.bench_arguments", "value"), { value: list }),
    "[10, 30, [20, 30], [30, 20, 10], True, 3, 'TypeError', 'TypeError', 'AttributeError']",
  );
});

pep818.test("pep818: a str is no index", () => {
  assert.throws(() => pep818.run("array['length']", { array: [1, 2] }), {
    type: "TypeError",
    message: /integers or slices, not str/,
  });
});
