/** The `default_converter` of `to_py`, and `py.toPy`, in both semantics. */
import assert from "node:assert/strict";

import { runtime } from "./support/runtime.mjs";

class Pair {
  constructor(first, second) {
    this.first = first;
    this.second = second;
  }
}

const PAIR_TO_LIST = `
def pair_to_list(value, convert, cache):
    if value.constructor.name != "Pair":
        return value
    pair = []
    cache(value, pair)
    pair.append(convert(value.first))
    pair.append(convert(value.second))
    return pair
`;

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test: plainTest } = await runtime({ semantics });
  const test = (name, body) => plainTest(`${name}, ${semantics}`, body);

  test("a converter is asked for what has no conversion, and for nothing else", () => {
    const value = [
      1,
      "a",
      { date: new Date(5), list: [] },
      new Map([[1, /x/]]),
      new Float32Array(1),
    ];
    const code = `
asked = []
def converter(value, convert, cache):
    asked.append(value.constructor.name)
    return "converted"
result = value.to_py(default_converter=converter)
result.pop()
repr((asked, result))`;
    assert.equal(
      run(code, { value }),
      "(['Date', 'RegExp'], [1, 'a', {'date': 'converted', 'list': []}, {1: 'converted'}])",
    );
  });

  test("convert and cache_conversion keep shared parts and cycles", () => {
    const list = [1, 2, 3];
    const cyclic = new Pair(list, [list]);
    cyclic.first = cyclic;
    const code = `${PAIR_TO_LIST}
a = pair.to_py(default_converter=pair_to_list)
b = cyclic.to_py(default_converter=pair_to_list)
[a == [[1, 2, 3], [[1, 2, 3]]], a[0] is a[1][0], b[0] is b, b[1] == [[1, 2, 3]]].count(True)`;
    assert.equal(run(code, { pair: new Pair(list, [list]), cyclic }), 4);
  });

  test("a part that is converted before its turn is whole, and the same when its turn comes", () => {
    const list = [1, [2], new Pair(3, 4)];
    const value = [new Pair(list, 0), { key: [list] }, list];
    const code = `${PAIR_TO_LIST}
seen = []
def converter(value, convert, cache):
    if value.second == 0:
        seen.append(list(convert(value.first)))
    return pair_to_list(value, convert, cache)
result = value.to_py(default_converter=converter)
[
    seen == [[1, [2], [3, 4]]], result[0][0] is result[2], result[1]["key"][0] is result[2],
    result[2] == [1, [2], [3, 4]],
].count(True)`;
    assert.equal(run(code, { value }), 4);
  });

  test("one object is converted once", () => {
    const pair = new Pair(1, 2);
    const code = `
count = 0
def converter(value, convert, cache):
    global count
    count += 1
    return [count]
a, b = value.to_py(default_converter=converter)
(a is b, count) == (True, 1)`;
    assert.equal(run(code, { value: [pair, pair] }), true);
  });

  test("the depth goes on through a converter, and ends there", () => {
    const value = [new Pair([[1]], 2)];
    const depths = `${PAIR_TO_LIST}
def shape(it): return [shape(each) for each in it] if type(it) is list else type(it).__name__
shapes = [shape(value.to_py(depth=d, default_converter=pair_to_list)) for d in range(5)]
repr(shapes).replace("JsArray", "JsProxy")`;
    const [proxy, int] = ["'JsProxy'", "'int'"];
    assert.equal(
      run(depths, { value }),
      `[${proxy}, [${proxy}], [[${proxy}, ${int}]], [[[${proxy}], ${int}]], [[[[${int}]], ${int}]]]`,
    );
  });

  test("what a converter raises comes through, and nothing is left", () => {
    const value = [() => 1, [new Pair(1, 2)], new Pair(3, 4)];
    const code = `
def converter(value, convert, cache):
    if value.typeof == "function": return 1
    convert(value.first)
    raise LookupError("no converter")
value.to_py(default_converter=converter)`;
    assert.throws(() => run(code, { value }), { type: "LookupError", message: /no converter/ });
  });

  test("a converter may convert other values, by any way", () => {
    const other = { other: [new Pair(5, 6)] };
    const code = `${PAIR_TO_LIST}
def converter(value, convert, cache):
    return [pair_to_list(value, convert, cache), convert(other), other.to_py(), convert("as it is")]
result = value.to_py(default_converter=pair_to_list)
nested = value.to_py(default_converter=lambda v, c, k: [c(other), other.to_py(depth=1)["other"] == other.other, c(7)])
repr((result, nested)).replace(repr(other.other[0]), "pair")`;
    assert.match(run(code, { value: new Pair(1, 2), other }), /^\(\[1, 2\], \[\{'other': \[/);
  });

  test("a converter may change what is being made", () => {
    const list = [new Pair(1, 2), 5, 6];
    const code = `
def converter(value, convert, cache):
    convert(whole).clear()
    return 0
whole.to_py(default_converter=converter)`;
    assert.throws(() => run(code, { whole: list }), { type: "IndexError" });
  });

  test("after the conversion its functions are of no use, and hold nothing", () => {
    const code = `
kept = []
def converter(value, convert, cache):
    kept.extend([convert, cache])
    return value
value.to_py(default_converter=converter)
refusals = []
for call in lambda: kept[0](value), lambda: kept[1](value, 1):
    try: call()
    except RuntimeError as error: refusals.append(str(error))
refusals == ["this conversion has ended"] * 2`;
    assert.equal(run(code, { value: [new Pair([1], {})] }), true);
  });

  test("cache_conversion refuses what is no JsProxy", () => {
    const code = "value.to_py(default_converter=lambda value, convert, cache: cache(1, 2))";
    assert.throws(() => run(code, { value: new Pair(1, 2) }), {
      type: "TypeError",
      message: /first argument of cache_conversion must be the JsProxy that is converted, not int/,
    });
  });

  test("toPy gives a proxy of what became a Python container", () => {
    const list = py.toPy([1, { a: new Set([2]) }]);
    assert.ok(py.isPyProxy(list));
    assert.equal(run("repr(list_)", { list_: list }), "[1, {'a': {2}}]");
    list.destroy();
    const view = py.toPy(new Float32Array([1.5]));
    assert.equal(run("(type(view).__name__, view[0]) == ('memoryview', 1.5)", { view }), true);
    view.destroy();
  });

  test("toPy leaves what is not converted as it is", () => {
    const symbol = Symbol("s");
    const pair = new Pair(1, 2);
    for (const value of [1, "a", 2.5, true, undefined, 2n ** 70n, symbol, pair, assert]) {
      assert.equal(py.toPy(value), value);
    }
    const thing = py.runPython("class Thing: pass\nthing = Thing()\nthing");
    assert.equal(run("given is thing", { given: py.toPy(thing) }), true);
    const array = [1];
    assert.equal(py.toPy(array, { depth: 0 }), array);
    assert.equal(py.toPy(null), semantics === "classic" ? undefined : null);
  });

  test("toPy takes a depth and a converter", () => {
    const value = [new Pair([1], [[2]]), [[3]]];
    const shallow = py.toPy(value, { depth: 1 });
    assert.equal(run("shallow[1] == inner", { shallow, inner: value[1] }), true);
    shallow.destroy();
    const deep = py.toPy(value, {
      defaultConverter(each, convert, cache) {
        const list = py.toPy([]);
        cache(each, list);
        for (const part of [each.first, each.second]) list.append(convert(part));
        return list;
      },
    });
    assert.equal(run("repr(deep)", { deep }), "[[[1], [[2]]], [[3]]]");
    deep.destroy();
  });

  test("a converter in JavaScript gets proxies of parts, the same for the same part", () => {
    const list = [1, 2];
    const result = py.toPy([new Pair(list, list)], {
      defaultConverter(pair, convert) {
        const [first, second] = [convert(pair.first), convert(pair.second)];
        assert.ok(py.isPyProxy(first));
        assert.equal(run("a is b", { a: first, b: second }), true);
        assert.equal(convert(5), 5);
        return first;
      },
    });
    assert.equal(run("repr(result)", { result }), "[[1, 2]]");
    result.destroy();
  });

  test("what a converter in JavaScript throws comes through toPy", () => {
    const fail = () => {
      throw new RangeError("not this one");
    };
    assert.throws(() => py.toPy([new Pair(1, 2)], { defaultConverter: fail }), {
      name: "RangeError",
      message: "not this one",
    });
    assert.throws(() => py.toPy(new Map([[{}, 1]])), { type: "ConversionError" });
  });

  test("toPy refuses wrong options", () => {
    for (const [options, message] of [
      [{ depth: "1" }, /depth must be an integer, not the string "1"/],
      [{ depth: 1.5 }, /depth must be an integer, not the number 1.5/],
      [{ defaultConverter: 5 }, /defaultConverter must be a function, not the number 5/],
      [{ default_converter: 5 }, /toPy has no option default_converter/],
      [5, /the options of toPy must be an object/],
    ]) {
      assert.throws(() => py.toPy([], options), { name: "TypeError", message });
    }
  });
}
