/** The converters of `to_js` and `toJs`, in both semantics. */
import assert from "node:assert/strict";

import { runtime } from "./support/runtime.mjs";

const PAIR = `
from jaspy.ffi import to_js, ConversionError
import js
class Pair:
    def __init__(self, first, second):
        self.first, self.second = first, second
def pair_to_array(value, convert, cache):
    if not isinstance(value, Pair): return value
    array = js.Array.new()
    cache(value, array)
    array.push(convert(value.first))
    array.push(convert(value.second))
    return array
`;

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test: plainTest } = await runtime({ semantics });
  const test = (name, body) => plainTest(`${name}, ${semantics}`, body);

  /** What JavaScript gets of a Python object that is given as text. */
  function toJs(text, options, prelude = "") {
    let given;
    const take = (value) => {
      given = value;
    };
    run(`${PAIR}\n${prelude}\nvalue = ${text}\ntake(to_js(value, ${options}))`, { take });
    return given;
  }
  /** A proxy of a Python object that is given as text, also of one that would be copied. */
  function proxyOf(text) {
    const holder = py.toPy(new (class Holder {})(), {
      defaultConverter: () => run(`${PAIR}\nclass Holder: pass\nholder = Holder()\nholder`),
    });
    py.runPython(`holder.value = value = ${text}`);
    holder.destroy();
    const list = py.toPy([]);
    run("def append(it): it.append(value)\nappend(it)", { it: list });
    return list;
  }

  test("dict_converter makes something of the pairs of every dict", () => {
    const text = "{1: 'a', 'b': {None: 2}}";
    const map = toJs(text, "dict_converter=js.Map.new");
    assert.deepEqual(
      map,
      new Map([
        [1, "a"],
        ["b", new Map([[undefined, 2]])],
      ]),
    );
    assert.deepEqual(toJs(text, "dict_converter=js.Object.fromEntries"), {
      1: "a",
      b: { undefined: 2 },
    });
    const lambda = "dict_converter=lambda pairs: js.Array.of(*[pair[1] for pair in pairs])";
    assert.deepEqual(toJs("{'a': 1, 'b': [{'c': 2}]}", lambda), [1, [[2]]]);
    assert.deepEqual(toJs("[{}]", "dict_converter=js.Map.new"), [new Map()]);
  });

  test("keys that have no value in JavaScript are refused also for dict_converter", () => {
    for (const key of ["(1, 2)", "frozenset()", "object", "b''"]) {
      assert.throws(() => toJs(`{${key}: 1}`, "dict_converter=js.Map.new"), {
        type: "ConversionError",
        message: /cannot use .* as a key in JavaScript/,
      });
    }
    const key = {};
    py.globals.set("key", key);
    assert.equal(toJs("{key: 1}", "dict_converter=js.Map.new").get(key), 1);
  });

  test("shared parts and cycles go through dict_converter where they can", () => {
    const [a, b] = toJs("(lambda d: [d, d])({'a': 1})", "dict_converter=js.Map.new");
    assert.equal(a, b);
    const map = toJs("(lambda d: d.update(list=[d]) or d)({})", "dict_converter=js.Map.new");
    assert.equal(map.get("list")[0], map);
    assert.throws(() => toJs("(lambda d: d.update(d=d) or d)({})", "dict_converter=js.Map.new"), {
      type: "ConversionError",
      message: /a dict that is a value of itself/,
    });
  });

  test("default_converter is asked for what has no conversion, and for nothing else", () => {
    const prelude = `
asked = []
def converter(value, convert, cache):
    asked.append(type(value).__name__)
    return len(asked)
`;
    const made = toJs(
      "[1, 'a', {'b': object()}, (print,), {1}, b'', None]",
      "default_converter=converter",
      prelude,
    );
    assert.deepEqual([made[2].b, made[3][0]], [1, 2]);
    assert.equal(py.runPython("repr(asked)"), "['object', 'builtin_function_or_method']");
  });

  test("convert and cache_conversion keep shared parts and cycles", () => {
    const prelude = `
shared = [1]
cyclic = Pair(shared, [shared])
cyclic.first = cyclic
`;
    const [pair, cycle, last] = toJs(
      "[Pair(shared, [shared]), cyclic, shared]",
      "default_converter=pair_to_array",
      prelude,
    );
    assert.deepEqual(pair, [[1], [[1]]]);
    assert.equal(pair[0], pair[1][0]);
    assert.equal(pair[0], last);
    assert.equal(cycle[0], cycle);
    assert.equal(cycle[1][0], last);
  });

  test("a converter converts each object once", () => {
    const [a, b] = toJs(
      "(lambda p: [p, p])(Pair(1, 2))",
      "default_converter=lambda v, c, k: js.Array.new()",
    );
    assert.equal(a, b);
  });

  test("the depth goes on through a converter, and ends there", () => {
    const shape = (value) => (Array.isArray(value) ? value.map(shape) : typeof value);
    const shapes = [0, 1, 2, 3, 4].map((depth) => {
      const made = toJs("[Pair([[1]], 2)]", `depth=${depth}, default_converter=pair_to_array`);
      const isProxy = (value) => py.isPyProxy(value);
      const seen = JSON.stringify(shape(made));
      const destroy = (value) =>
        isProxy(value) ? value.destroy() : Array.isArray(value) && value.forEach(destroy);
      destroy(made);
      return seen;
    });
    assert.deepEqual(shapes, [
      '"object"',
      '["object"]',
      '[["object","number"]]',
      '[[["object"],"number"]]',
      '[[[["number"]],"number"]]',
    ]);
  });

  test("what a converter gives that is Python's becomes a PyProxy, and is counted", () => {
    const code = `${PAIR}
proxies = []
result = to_js([Pair(1, 2)], default_converter=lambda v, c, k: (v, v), pyproxies=proxies)
repr([len(proxies), result[0][0] is result[0][1], type(result[0]).__name__])`;
    assert.equal(py.runPython(code), "[1, True, 'tuple']");
    py.runPython("proxies.pop().destroy()");
    assert.throws(
      () => toJs("[Pair(1, 2)]", "default_converter=lambda v, c, k: v, create_pyproxies=False"),
      { type: "ConversionError", message: /no conversion to JavaScript is known for <.*Pair/ },
    );
  });

  test("eager_converter sees every object first, and convert gives the usual conversion", () => {
    const prelude = `
seen = []
def eager(value, convert, cache):
    seen.append(type(value).__name__)
    return "tuple" if isinstance(value, tuple) else convert(value)
`;
    const made = toJs(
      "[{'a': (1, 2)}, {3}, 'text', 5, b'x', object]",
      "eager_converter=eager, default_converter=lambda v, c, k: 'other'",
      prelude,
    );
    assert.deepEqual(
      [made[0], made[1], made[2], made[3], made[5]],
      [{ a: "tuple" }, new Set([3]), "text", 5, "other"],
    );
    assert.equal(py.runPython("repr(seen)"), "['list', 'dict', 'tuple', 'set', 'bytes', 'type']");
  });

  test("eager_converter keeps cycles, and may give its own", () => {
    const normal = "eager_converter=lambda value, convert, cache: convert(value)";
    const list = toJs("(lambda a: a.append(a) or a)([])", normal);
    assert.equal(list[0], list);
    const dict = toJs("(lambda d: d.update({0: d}) or d)({})", normal);
    assert.equal(dict[0], dict);
    const code = `${PAIR}
proxies = js.Array.new()
result = to_js([{1: 2}, (2, 4, 6)], pyproxies=proxies,
    eager_converter=lambda value, convert, cache: value if isinstance(value, tuple) else convert(value))
facts = repr([result[1], len(proxies)])
facts`;
    assert.equal(run(code), "[(2, 4, 6), 1]");
    const destroy = (proxies) => {
      for (const proxy of proxies) proxy.destroy();
    };
    run("destroy(proxies)", { destroy });
  });

  test("what converters raise and throw comes through, and nothing is left", () => {
    const fail = () => {
      throw new RangeError("not this one");
    };
    py.globals.set("fail", fail);
    const prelude = "def refuse(*args): raise LookupError('no converter')";
    for (const name of ["dict_converter", "default_converter", "eager_converter"]) {
      const text = "[print, {'a': object()}]";
      assert.throws(() => toJs(text, `${name}=refuse`, prelude), { type: "LookupError" }, name);
      assert.throws(() => toJs(text, `${name}=fail`), {
        name: "RangeError",
        message: "not this one",
      });
      assert.throws(() => toJs(text, `${name}=5`), { type: "TypeError", message: /not callable/ });
    }
  });

  test("a converter may change what is being converted, collect, and make the memory grow", () => {
    const prelude = `
import gc
def converter(value, convert, cache):
    if isinstance(value, Pair):
        whole.clear()
        whole.extend(["other"] * 1000)
        gc.collect()
        block = bytearray(40 << 20)
        return convert({"text": "fresh" * 50})
    return "converted"
whole = [Pair(1, 2)] + ["text" * 20 + str(i) for i in range(50)] + [["inner" * 9], object(), {"key" * 9: b"bytes"}]
`;
    const made = toJs("whole", "default_converter=converter", prelude);
    assert.equal(made.length, 54);
    assert.equal(made[0].text, "fresh".repeat(50));
    assert.equal(made[50], `${"text".repeat(20)}49`);
    assert.deepEqual(made[51], ["inner".repeat(9)]);
    assert.equal(made[52], "converted");
    assert.equal(Buffer.from(made[53]["key".repeat(9)]).toString(), "bytes");
  });

  test("a converter may convert other things, in both directions", () => {
    const prelude = `
def converter(value, convert, cache):
    return js.Array.of(convert(5), convert("x"), convert([value.first]), to_js([1]), to_js([1]).to_py() == [1])
`;
    assert.deepEqual(toJs("Pair(7, 8)", "default_converter=converter", prelude), [
      5,
      "x",
      [7],
      [1],
      true,
    ]);
  });

  test("after the conversion its functions are of no use, and hold nothing", () => {
    const code = `${PAIR}
kept = []
def converter(value, convert, cache):
    kept.extend([convert, cache])
    return 1
to_js([object()], default_converter=converter)
refusals = []
for call in lambda: kept[0]([]), lambda: kept[1](kept, 1):
    try: call()
    except RuntimeError as error: refusals.append(str(error))
refusals == ["this conversion has ended"] * 2`;
    assert.equal(py.runPython(code), true);
  });

  test("toJs takes converters of JavaScript's", () => {
    const list = proxyOf("[Pair([1], {'k': (1,)}), {'a': {'b': 2}}]");
    const [[pair, dict]] = list.toJs({
      dict_converter: (pairs) => new Map(pairs),
      default_converter(value, convert, cache) {
        const made = [];
        cache(value, made);
        // In classic semantics reading an attribute has converted it already.
        made.push(convert(value.first), convert(value.second));
        return made;
      },
    });
    const second = semantics === "classic" ? { k: [1] } : new Map([["k", [1]]]);
    assert.deepEqual(pair, [[1], second]);
    assert.deepEqual(dict, new Map([["a", new Map([["b", 2]])]]));
    list.destroy();
  });

  test("an eager converter of JavaScript's sees proxies, which end with its call in pep818", () => {
    const list = proxyOf("[(1, 2), {'a': print}]");
    const seen = [];
    let kept;
    const pyproxies = [];
    const [[tuple, dict]] = list.toJs({
      pyproxies,
      eager_converter(value, convert) {
        seen.push(value.type);
        kept = value;
        return value.type === "tuple" ? value : convert(value);
      },
    });
    assert.deepEqual(seen, ["list", "list", "tuple", "dict", "builtin_function_or_method"]);
    assert.equal(tuple.type, "tuple");
    assert.equal(dict.a.type, "builtin_function_or_method");
    assert.deepEqual(pyproxies, [tuple, dict.a]);
    if (semantics === "pep818") assert.throws(() => kept.type, /already been destroyed/);
    for (const proxy of pyproxies) proxy.destroy();
    list.destroy();
  });

  test("cacheConversion refuses what is no PyProxy", () => {
    const list = proxyOf("[print]");
    assert.throws(
      () => list.toJs({ default_converter: (_value, _convert, cache) => cache(1, 2) }),
      {
        name: "TypeError",
        message: /no PyProxy of this runtime/,
      },
    );
    list.destroy();
  });
}
