/** `to_py`, in both semantics. */
import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";

import { runtime } from "./support/runtime.mjs";

const TYPED_ARRAYS = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
  ...[BigInt64Array, BigUint64Array, Float32Array, Float64Array],
];

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test: plainTest } = await runtime({ semantics });
  const test = (name, body) => plainTest(`${name}, ${semantics}`, body);
  const toPy = (value, expected, options = "") => {
    const code = `
from jaspy.ffi import jsnull, JsProxy, JsBigInt
null = None if ${semantics === "classic" ? "True" : "False"} else jsnull
actual = value.to_py(${options})
(type(actual), repr(actual)) == (type(${expected}), repr(${expected})) or repr(actual)`;
    assert.equal(run(code, { value }), true, expected);
  };
  const refuses = (value, type, message, options = "") => {
    assert.throws(() => run(`value.to_py(${options})`, { value }), { type, message });
    assert.equal(py.runPython("1 + 1"), 2);
  };

  test("an Array of Numbers becomes a list, wherever something else is among them", () => {
    const limit = 2 ** 53;
    toPy(
      [1, 2.5, -0, Number.NaN, Number.NEGATIVE_INFINITY, limit - 1, limit, -limit, 1e300],
      "[1, 2.5, 0, float('nan'), float('-inf'), 2**53 - 1, 2.0**53, -(2.0**53), 1e300]",
    );
    for (let index = 0; index < 4; index++) {
      const values = [0, 1, 2, 3];
      const expected = ["0", "1", "2", "3"];
      for (const [value, text] of [
        ["x", "'x'"],
        [[7, 8], "[7, 8]"],
        [undefined, "None"],
        [5n, semantics === "classic" ? "5" : "JsBigInt(5)"],
      ]) {
        values[index] = value;
        expected[index] = text;
        toPy(values, `[${expected.join(", ")}]`);
      }
    }
    const numbers = Array.from({ length: 10_000 }, (_, index) => index / 2);
    const code = "made = value.to_py()\nmade == [i / 2 for i in range(10_000)]";
    assert.equal(run(code, { value: numbers }), true);
  });

  test("an Array of Numbers is read once, and is one list wherever it occurs", () => {
    let reads = 0;
    const numbers = [1, 2, 3];
    Object.defineProperty(numbers, 1, {
      get() {
        reads += 1;
        return reads;
      },
    });
    toPy(numbers, "[1, 1, 3]");
    assert.equal(reads, 1);
    const shared = [4, 5];
    const code = "a, b = value.to_py()\na is b and a == [4, 5]";
    assert.equal(run(code, { value: [shared, shared] }), true);
  });

  test("an Array becomes a list, a Map and an Object a dict, a Set a set", () => {
    toPy([1, "a", 2.5, true, undefined, null], "[1, 'a', 2.5, True, None, null]");
    toPy({ a: 1, b: { c: [] } }, "{'a': 1, 'b': {'c': []}}");
    toPy(Object.assign(Object.create(null), { a: 1 }), "{'a': 1}");
    const map = new Map([
      [1, [2]],
      ["x", new Map()],
    ]);
    toPy(map, "{1: [2], 'x': {}}");
    toPy(new Set([5]), "{5}");
    for (const empty of [
      [[], "[]"],
      [{}, "{}"],
      [new Map(), "{}"],
      [new Set(), "set()"],
    ]) {
      toPy(...empty);
    }
  });

  test("numbers and texts of every kind arrive as by themselves", () => {
    toPy(
      [-0, 2 ** 53, NaN, -Infinity, 1e-320],
      "[0, 2.0**53, float('nan'), -float('inf'), 1e-320]",
    );
    toPy([5n, -(2n ** 63n), 2n ** 64n, -(2n ** 400n)], "[5, -2**63, 2**64, -2**400]");
    const long = "x".repeat(100_000);
    toPy(
      ["", "é", "€\0", "\u{1f40d}", "\ud800", long],
      `['', 'é', '€\\0', '🐍', '\\ud800', '${long}']`,
    );
    toPy({ [long]: 1, "\u{1f40d}": long }, `{'${long}': 1, '🐍': '${long}'}`);
  });

  test("a BigInt in a container is what it is outside", () => {
    const code = "[type(each).__name__ for each in value.to_py()]";
    const expected = semantics === "classic" ? "int" : "JsBigInt";
    assert.deepEqual(
      run(`','.join(${code})`, { value: [5n, 2n ** 80n] }),
      `${expected},${expected}`,
    );
  });

  test("a hole is None", () => {
    // biome-ignore lint/suspicious/noSparseArray: that is what this is about
    toPy([1, , 3], "[1, None, 3]");
    toPy(new Array(3), "[None, None, None]");
  });

  test("typed arrays and buffers become memoryviews, each with its offset", () => {
    const describe = `
def describe(view):
    return f"{type(view).__name__} {view.format} {[int(each) for each in view]}"
describe(value.to_py()["inner"])`;
    const formats = "b B B h H i I q Q f d".split(" ");
    TYPED_ARRAYS.forEach((Type, i) => {
      const value = Type.name.startsWith("Big") ? BigInt : Number;
      const whole = Type.from([1, 2, 3, 4].map(value));
      const inner = new Type(whole.buffer, Type.BYTES_PER_ELEMENT, 2);
      assert.equal(run(describe, { value: { inner } }), `memoryview ${formats[i]} [2, 3]`);
    });
    const { buffer } = new Uint8Array([1, 2, 3]);
    assert.equal(run(describe, { value: { inner: buffer } }), "memoryview B [1, 2, 3]");
    const part = new DataView(buffer, 1, 1);
    assert.equal(run(describe, { value: { inner: part } }), "memoryview B [2]");
  });

  test("depth limits how many levels are converted", () => {
    const value = [1, [2, [3, [4]]]];
    const depths = "def depth(it): return depth(it[1]) + 1 if type(it) is list else 0\n";
    for (const depth of [0, 1, 2, 3]) {
      assert.equal(run(`${depths}depth(value.to_py(depth=${depth}))`, { value }), depth);
    }
    for (const depth of [4, 100, -1, -7]) {
      toPy(value, "[1, [2, [3, [4]]]]", `depth=${depth}`);
    }
    assert.equal(run("value.to_py(depth=0) == value", { value }), true);
    assert.equal(run("value.to_py(depth=1)[1] == inner", { value, inner: value[1] }), true);
  });

  test("what is too deep in one place is converted where it is less deep", () => {
    const shared = ["shared"];
    assert.equal(
      run("str(value.to_py(depth=2)['b'])", { value: { a: [shared], b: shared } }),
      "['shared']",
    );
  });

  test("cycles and shared parts keep their shape", () => {
    const list = [1];
    list.push(list);
    assert.equal(run("a = value.to_py()\na[1] is a", { value: list }), true);
    const object = { map: new Map() };
    object.map.set("object", object).set("map", object.map);
    const isSame = "o = value.to_py()\no['map']['object'] is o and o['map']['map'] is o['map']";
    assert.equal(run(isSame, { value: object }), true);
    const shared = { x: 1 };
    assert.equal(run("a, b = value.to_py()\na is b", { value: [shared, shared] }), true);
    const array = new Uint8Array(2);
    assert.equal(run("a, b = value.to_py()\na is b", { value: [array, array] }), true);
    run("cycle = value.to_py()\ncycle.clear()", { value: list });
  });

  test("other objects stay what they are", () => {
    class Point {}
    const others = [
      new Point(),
      () => 1,
      Symbol("s"),
      new Date(0),
      /x/,
      new WeakMap(),
      Object.create({ inherited: 1 }).inherited,
    ];
    const code = `
from jaspy.ffi import JsProxy
given = list(value)
all(a == b for a, b in zip(value.to_py(), given)) and isinstance(value.to_py()[0], JsProxy)`;
    assert.equal(run(code, { value: others }), true);
    assert.equal(run("value.to_py() is value", { value: new Point() }), true);
    assert.equal(run("value.to_py() is value", { value: Math }), true);
    const argument = (function () {
      // biome-ignore lint/complexity/noArguments: that is what this is about
      return arguments;
    })(1);
    assert.equal(run("value.to_py() is value", { value: argument }), true);
  });

  test("what belongs to Python is the very object", () => {
    const thing = py.runPython("class Thing: pass\nthing = Thing()\nthing");
    assert.equal(run("value.to_py()[0] is thing", { value: [thing] }), true);
    assert.equal(run("value.to_py() == {thing: 1}", { value: new Map([[thing, 1]]) }), true);
    thing.destroy();
    assert.throws(() => run("value.to_py()", { value: [[thing]] }), /already been destroyed/);
  });

  test("an Error inside is an exception", () => {
    const code = "type(value.to_py()['error']).__name__";
    assert.equal(run(code, { value: { error: new TypeError("x") } }), "JsException");
  });

  test("objects of another realm are converted like those of this one", () => {
    const context = createContext({});
    const value = runInContext(
      "({ a: [1, new Map([[1, 2]]), new Set([3]), new Float32Array([4])] })",
      context,
    );
    assert.equal(
      run("v = value.to_py()\nv['a'][3] = v['a'][3][0]\nrepr(v)", { value }),
      "{'a': [1, {1: 2}, {3}, 4.0]}",
    );
  });

  test("keys and members that Python cannot hash are refused with their reason", () => {
    refuses(
      new Map([[[1], 2]]),
      "ConversionError",
      /cannot use an Array as a key of a Python dict/,
    );
    refuses([new Set([{}])], "ConversionError", /cannot use an Object as a member of a Python set/);
    const list = py.runPython("import collections\ncollections.deque()");
    refuses(new Map([[list, 2]]), "ConversionError", /cannot use deque.* unhashable type/);
    refuses(new Set([list]), "ConversionError", /cannot use deque.* unhashable type/);
  });

  test("keys and members that are equal in Python are refused", () => {
    const both = (a, b) => [
      new Map([
        [a, 1],
        [b, 2],
      ]),
      new Set([a, b]),
    ];
    for (const value of both(0, false)) {
      refuses(value, "ConversionError", /0 and False are equal in Python/);
    }
    for (const value of both(true, 1)) {
      refuses(value, "ConversionError", /True and 1 are equal in Python/);
    }
  });

  test("functions and symbols can be keys", () => {
    const key = () => 1;
    assert.equal(run("value.to_py()[key]", { value: new Map([[key, "found"]]), key }), "found");
    assert.equal(run("key in value.to_py()", { value: new Set([key]), key }), true);
  });

  test("a getter that throws ends the conversion, and nothing is left", () => {
    const value = {
      before: [() => 1, new Date()],
      get bad() {
        throw new RangeError("no value");
      },
    };
    assert.throws(() => run("value.to_py()", { value }), {
      name: "RangeError",
      message: "no value",
    });
    const caught = run(
      "from jaspy.ffi import JsException\ntry: value.to_py()\nexcept JsException as e: caught = e.message\ncaught",
      { value },
    );
    assert.equal(caught, "no value");
  });

  test("a getter may call back, collect, convert, and make the memory grow", () => {
    const again = py.runPython(`
      import gc
      def again(value):
          gc.collect()
          block = bytearray(40 << 20)
          return len(value.to_py())
      again`);
    const inner = [1, 2, 3, { f: () => 1 }];
    const value = {
      first: "text".repeat(50),
      thing: inner[3].f,
      get second() {
        return again(inner);
      },
      third: [2n ** 90n, "€"],
    };
    const code = "v = value.to_py()\nrepr([v['first'], v['second'], v['third'], v['thing'] == f])";
    const expected = `['${"text".repeat(50)}', 4, [${2n ** 90n}, '€'], True]`;
    assert.equal(run(code, { value, f: inner[3].f }), expected);
  });

  test("a getter may destroy what was passed already", () => {
    const thing = py.runPython("object()");
    const value = [
      thing,
      {
        get end() {
          thing.destroy();
          return 1;
        },
      },
    ];
    assert.throws(() => run("value.to_py()", { value }), /destroyed/);
  });

  test("hostile objects end in an exception or a proxy", () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    assert.equal(run("value.to_py()[0] == proxy", { value: [proxy], proxy }), true);
    const liar = new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 40 : 1) });
    refuses(liar, "MemoryError", /no memory for/);
    const impostor = { [Symbol.toStringTag]: "Map", size: 3 };
    assert.equal(run("value.to_py() is value", { value: impostor }), true);
    const growing = new Map();
    const grow = {
      get more() {
        growing.set(growing.size, grow);
        return "grown";
      },
    };
    growing.set(0, grow);
    toPy(growing, "{0: {'more': 'grown'}}");
  });

  test("a Proxy of a plain object is converted through its traps", () => {
    const value = new Proxy({ a: 1 }, { get: (target, key) => [key, target[key]] });
    toPy(value, "{'a': ['a', 1]}");
  });

  test("what is nested too deeply raises RecursionError", () => {
    let value = [];
    for (let i = 0; i < 900; i += 1) value = [value];
    assert.equal(run("type(value.to_py()).__name__", { value }), "list");
    for (let i = 0; i < 10_000; i += 1) value = [value];
    refuses(value, "RecursionError", /more than 1000 containers are nested/);
  });

  test("unknown options and wrong types are refused", () => {
    refuses([], "TypeError", /depth/, "depth='1'");
    refuses([], "TypeError", /wrong/, "wrong=1");
    refuses([], "TypeError", /positional/, "1");
    refuses([{}, () => 1], "TypeError", /not callable/, "default_converter=5");
  });

  test("a hundred thousand of each arrive in order", () => {
    const value = Array.from({ length: 100_000 }, (_, i) => [i, `s${i}`, { i }][i % 3]);
    const expected = "[[i, f's{i}', {'i': i}][i % 3] for i in range(100_000)]";
    assert.equal(run(`value.to_py() == ${expected}`, { value }), true);
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, i]));
    const dicts = "value.to_py() == [{f'key {i}': i for i in range(5000)}] * 2";
    assert.equal(run(dicts, { value: [keys, { ...keys }] }), true);
  });

  test("a rest of the memory is no place for a large value", () => {
    const sparse = [];
    sparse.length = 2 ** 32 - 1;
    refuses([{}, sparse], "MemoryError", /no memory for/);
  });
}
