/** `to_js` and `toJs` without converters, in both semantics. */
import assert from "node:assert/strict";

import { runtime } from "./support/runtime.mjs";

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test: plainTest } = await runtime({ semantics });
  const Bytes = semantics === "classic" ? Uint8ClampedArray : Uint8Array;

  /** What `to_js` makes of a Python object that is given as text. */
  function toJs(text, options = "") {
    let given;
    const take = (value) => {
      given = value;
    };
    run(`from pyodide.ffi import to_js\nvalue = ${text}\ntake(to_js(value, ${options}))`, { take });
    return given;
  }

  const test = (name, body) => plainTest(`${name}, ${semantics}`, body);
  const refuses = (text, type, message, options = "") => {
    assert.throws(() => toJs(text, options), { type, message });
    assert.equal(py.runPython("1 + 1"), 2);
  };

  test("a list or tuple becomes an Array, a dict an Object, a set a Set", () => {
    assert.deepEqual(toJs("[1, 'a', 2.5, True, None, (1, (2,))]"), [
      1,
      "a",
      2.5,
      true,
      undefined,
      [1, [2]],
    ]);
    assert.deepEqual(toJs("{'a': 1, 'b': {'c': []}, 3: 'x'}"), { a: 1, b: { c: [] }, 3: "x" });
    assert.deepEqual(toJs("{1, 'a', 2.5}"), new Set([1, "a", 2.5]));
    assert.deepEqual(toJs("[frozenset({2**70})]"), [new Set([2n ** 70n])]);
    assert.deepEqual(toJs("[[], (), {}, set()]"), [[], [], {}, new Set()]);
    const subclasses = "[type('L', (list,), {})([1]), type('D', (dict,), {})(a=1)]";
    assert.deepEqual(toJs(subclasses), [[1], { a: 1 }]);
  });

  test("scalars and JsProxies are given back as they are", () => {
    const code = `
from jaspy.ffi import to_js, jsnull, JsBigInt, JsException
scalars = [1, 2.5, "a", True, None, 2**70, JsBigInt(5), jsnull, thing, thing.method]
all(to_js(each) is each for each in scalars)`;
    assert.equal(run(code, { thing: { method() {} } }), true);
  });

  test("scalars and JavaScript objects inside are what they are outside", () => {
    const thing = { own: Symbol("s") };
    const code = `
from jaspy.ffi import to_js, jsnull, JsBigInt
take(to_js([jsnull, JsBigInt(5), 2**53, -0.0, "\\ud800", thing, {"f": thing.own}]))`;
    let given;
    const take = (value) => {
      given = value;
    };
    run(code, { take, thing });
    assert.deepEqual(given, [null, 5n, 2n ** 53n, -0, "\ud800", thing, { f: thing.own }]);
    assert.equal(given[5], thing);
  });

  test("cycles and shared parts keep their shape", () => {
    const list = toJs("(lambda a: a.append(a) or a)([1])");
    assert.equal(list[1], list);
    const object = toJs("(lambda d: d.update(d=[d]) or d)({})");
    assert.equal(object.d[0], object);
    const [a, b, c, d] = toJs("(lambda x, s, v: [x, x, s, s, v, v])([], {1}, bytearray(2))");
    assert.equal(a, b);
    assert.equal(c, d);
    const views = toJs("(lambda v: [v, v])(bytearray(2))");
    assert.equal(views[0], views[1]);
    const things = toJs("(lambda t: [t, {'t': t}])(object())");
    assert.equal(things[0], things[1].t);
    things[0].destroy();
  });

  test("depth limits how many levels are copied", () => {
    const depth = (value) => (Array.isArray(value) ? depth(value[1]) + 1 : 0);
    const text = "[1, [2, [3, [4]]]]";
    for (const levels of [0, 1, 2, 3]) {
      const made = toJs(text, `depth=${levels}`);
      assert.equal(depth(made), levels);
      let inner = made;
      for (let level = 0; level < levels; level += 1) inner = inner[1];
      assert.equal(
        run("repr(inner)", { inner }),
        ["[1, [2, [3, [4]]]]", "[2, [3, [4]]]", "[3, [4]]", "[4]"][levels],
      );
      inner.destroy();
    }
    for (const levels of [4, 100, -1])
      assert.deepEqual(toJs(text, `depth=${levels}`), [1, [2, [3, [4]]]]);
  });

  test("buffers become typed arrays with memory of their own", () => {
    const copy = toJs("(data := bytearray([1, 2, 3]))");
    assert.deepEqual(copy, new Bytes([1, 2, 3]));
    assert.equal(copy.buffer.byteLength, 3);
    copy[0] = 9;
    assert.equal(py.runPython("data[0]"), 1);
    py.runPython("data.append(4)");
    for (const [code, Type] of [
      ...[
        ["b", Int8Array],
        ["h", Int16Array],
        ["H", Uint16Array],
        ["i", Int32Array],
      ],
      ...[
        ["I", Uint32Array],
        ["l", Int32Array],
        ["L", Uint32Array],
        ["f", Float32Array],
      ],
      ...[
        ["d", Float64Array],
        ["q", BigInt64Array],
        ["Q", BigUint64Array],
      ],
    ]) {
      const values = [1, 2, 3].map(Type.name.startsWith("Big") ? BigInt : Number);
      const array = `__import__("array").array("${code}", [1, 2, 3])`;
      assert.deepEqual(toJs(`{"a": ${array}}`), { a: Type.from(values) });
      assert.deepEqual(toJs(`memoryview(${array})[1:]`), Type.from(values.slice(1)));
      assert.deepEqual(toJs(`__import__("array").array("${code}")`), new Type(0));
    }
    assert.deepEqual(toJs("[b'', b'ab', memoryview(b'abc')[::-1]]"), [
      new Bytes(0),
      new Bytes([97, 98]),
      new Bytes([99, 98, 97]),
    ]);
  });

  test("a buffer without dimensions is its only element", () => {
    const code = "(data := __import__('ctypes').c_int(7))";
    assert.deepEqual(toJs(`[${code}, {"again": data}]`), [7, { again: 7 }]);
    assert.equal(toJs("__import__('ctypes').c_double(0.5)"), 0.5);
    const python =
      "import ctypes\nfrom jaspy.ffi import to_js\ntype(to_js(ctypes.c_short(3))).__name__";
    assert.equal(py.runPython(python), "int");
  });

  test("to_js of a buffer is a JsProxy of the typed array", () => {
    const code = "from jaspy.ffi import to_js, JsProxy\nisinstance(to_js(b'ab'), JsProxy)";
    assert.equal(py.runPython(code), true);
    assert.equal(run("take(to_js(b'ab'))", { take: (it) => it.constructor.name }), Bytes.name);
  });

  test("buffers of several dimensions become nested Arrays of typed arrays", () => {
    const matrix =
      "memoryview(__import__('array').array('d', range(6))).cast('B').cast('d', (3, 2))";
    const rows = [0, 2, 4].map((i) => Float64Array.of(i, i + 1));
    assert.deepEqual(toJs(matrix), rows);
    assert.deepEqual(toJs(`[${matrix}]`), [rows]);
    const cube = "memoryview(bytes(range(12))).cast('B', (2, 3, 2))";
    assert.deepEqual(
      toJs(cube),
      [0, 6].map((i) => [0, 2, 4].map((j) => new Bytes([i + j, i + j + 1]))),
    );
  });

  test("elements in the other byte order are turned around", () => {
    const big = (type) => `(__import__("ctypes").${type}.__ctype_be__ * 2)(1, 2)`;
    assert.deepEqual(toJs(big("c_int")), Int32Array.of(1, 2));
    assert.deepEqual(toJs(big("c_double")), Float64Array.of(1, 2));
    assert.deepEqual(toJs(big("c_ulonglong")), BigUint64Array.of(1n, 2n));
  });

  test("what has no conversion becomes a PyProxy, one for each object", () => {
    const [thing, again, print] = toJs("(lambda o: [o, o, print])(object())");
    assert.ok(py.isPyProxy(thing));
    assert.equal(thing, again);
    assert.equal(print.type, "builtin_function_or_method");
    thing.destroy();
    print.destroy();
    const alone = run("from jaspy.ffi import to_js\nto_js(thing := object())");
    assert.ok(py.isPyProxy(alone));
    assert.equal(run("alone is thing", { alone }), true);
    alone.destroy();
  });

  test("the PyProxies of a result outlive the calls that it is passed to", () => {
    let kept;
    const keep = (value) => {
      kept = value;
    };
    run("from jaspy.ffi import to_js\nkeep(to_js([print]))", { keep });
    assert.equal(kept[0].type, "builtin_function_or_method");
    kept[0].destroy();
  });

  test("pyproxies gets what was made: in a list, JsProxies; in an Array, PyProxies", () => {
    const array = [];
    const code = `
from jaspy.ffi import to_js, JsDoubleProxy
proxies = []
result = to_js([object(), {"f": print}, 5, [object]], pyproxies=proxies)
to_js([object(), print], pyproxies=array)
facts = [len(proxies), all(isinstance(each, JsDoubleProxy) for each in proxies), len(array)]
for each in proxies: each.destroy()
repr(facts)`;
    assert.equal(run(code, { array }), "[3, True, 2]");
    assert.ok(array.every((proxy) => py.isPyProxy(proxy)));
    for (const proxy of array) proxy.destroy();
  });

  test("with create_pyproxies=False what has no conversion is refused, and nothing is left", () => {
    refuses(
      "[1, [print, object()]]",
      "ConversionError",
      /no conversion .* <built-in function print>/,
      "create_pyproxies=False",
    );
    refuses(
      "[[1]]",
      "ConversionError",
      /no conversion .* \[1\]/,
      "depth=1, create_pyproxies=False",
    );
    assert.deepEqual(toJs("[1, {2}]", "create_pyproxies=False"), [1, new Set([2])]);
  });

  test("keys and members that JavaScript cannot hold by value are refused", () => {
    refuses("{(2, 2)}", "ConversionError", /cannot use \(2, 2\) as a member of a JavaScript Set/);
    refuses("[{frozenset()}]", "ConversionError", /cannot use frozenset\(\) as a member/);
    refuses("{(1, 2): 3}", "ConversionError", /cannot use \(1, 2\) as a property name/);
    refuses("{1: 'a', '1': 'b'}", "ConversionError", /key collision: 1 and '1'/);
  });

  test("what is nested too deeply raises RecursionError", () => {
    py.runPython("nested = []\nfor _ in range(900): nested = [nested]");
    toJs("nested");
    py.runPython("for _ in range(10_000): nested = [nested]");
    refuses("nested", "RecursionError", /more than 1000 containers are nested/);
    py.runPython("while nested: nested = nested.pop()");
  });

  test("wrong arguments are refused", () => {
    refuses("[]", "TypeError", /depth/, "depth='1'");
    refuses("[]", "TypeError", /unexpected keyword/, "deep=1");
    refuses("[print]", "AttributeError", /append/, "pyproxies=5");
    assert.throws(() => py.runPython("to_js()"), { type: "TypeError" });
  });

  test("keys are what they are, however alike and however many", () => {
    // Of one length, with the same ends and middle; then what no other key is like.
    const alike = Array.from({ length: 26 }, (_, i) => `a${String.fromCharCode(97 + i)}b_c`);
    const keys = ["", "5", "é", "日本", "__proto__", "toString", "x".repeat(33), ...alike];
    const names = JSON.stringify(keys);
    for (let round = 0; round < 2; round++) {
      const made = toJs(`[{name: name} for name in ${names}]`);
      assert.deepEqual(
        made.map((each) => Object.entries(each)),
        keys.map((key) => [[key, key]]),
      );
      assert.deepEqual(
        Object.values(toJs(`{name: name for name in ${names}}`)).sort(),
        [...keys].sort(),
      );
    }
    const many = Object.keys(toJs("{f'key {i} of many': i for i in range(5000)}"));
    assert.deepEqual(
      many,
      Array.from({ length: 5000 }, (_, i) => `key ${i} of many`),
    );
  });

  test("keyword arguments have the names that they were given", () => {
    const take = (given) => Object.entries(given).join(" ");
    const code = "', '.join([take(aab_c=1, abb_c=2), take(abb_c=3), take(acb_c=4, aab_c=5)])";
    assert.equal(run(code, { take }), "aab_c,1 abb_c,2, abb_c,3, acb_c,4 aab_c,5");
  });

  test("a hundred thousand of each arrive in order", () => {
    const made = toJs("[[i, f's{i}', {'i': i}][i % 3] for i in range(100_000)]");
    const expected = Array.from({ length: 100_000 }, (_, i) => [i, `s${i}`, { i }][i % 3]);
    assert.deepEqual(made, expected);
  });

  test("toJs of a proxy does what to_js does", () => {
    const made = py.toPy([1, { a: new Set([2]) }, new Uint8Array([3]), null]);
    const last = semantics === "classic" ? undefined : null;
    assert.deepEqual(made.toJs(), [1, { a: new Set([2]) }, new Bytes([3]), last]);
    const shallow = made.toJs({ depth: 1 });
    assert.equal(run("repr(inner)", { inner: shallow[1] }), "{'a': {2}}");
    shallow[1].destroy();
    shallow[2].destroy();
    made.destroy();
    assert.throws(() => made.toJs(), /already been destroyed/);
  });

  test("toJs takes pyproxies and create_pyproxies", () => {
    const list = py.toPy([[]]);
    py.runPython("def fill(it): it.append(print)");
    py.globals.fill(list);
    const pyproxies = [];
    const made = list.toJs({ pyproxies });
    assert.deepEqual(pyproxies, [made[1]]);
    pyproxies[0].destroy();
    assert.throws(() => list.toJs({ create_pyproxies: false }), {
      type: "ConversionError",
      message: /no conversion to JavaScript is known for <built-in function print>/,
    });
    list.destroy();
  });

  test("toJs refuses wrong options", () => {
    const list = py.toPy([]);
    for (const [options, message] of [
      [{ depth: "1" }, /depth must be an integer, not the string "1"/],
      [{ pyproxies: {} }, /pyproxies must be an Array, not an object/],
      [{ create_pyproxies: 1 }, /create_pyproxies must be a boolean, not the number 1/],
      [{ dict_converter: 5 }, /dict_converter must be a function, not the number 5/],
      [{ default_converter: 5 }, /default_converter must be a function/],
      [{ eager_converter: 5 }, /eager_converter must be a function/],
      [{ dictConverter: 5 }, /toJs has no option dictConverter/],
    ]) {
      assert.throws(() => list.toJs(options), { name: "TypeError", message });
    }
    list.destroy();
  });
}
