/** `as_py_json()`: JSON data as dicts and lists, in both semantics. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  test("an Object behaves as a dict", () => {
    const x = { a: 1, get: "text", from: 3 };
    const code = `
      from collections.abc import MutableMapping
      data = x.as_py_json()
      seen = [
          isinstance(data, MutableMapping), data["a"] == 1, data["get"] == "text", len(data) == 3,
          list(data) == ["a", "get", "from"], "from" in data, "toString" not in data, 5 not in data,
          data.get("nope", 7) == 7, dict(data) == data == {"a": 1, "get": "text", "from": 3},
          repr(data) == repr(dict(data)), list(data.items())[0] == ("a", 1),
      ]
      all(seen) or str(seen)
    `;
    assert.equal(run(code, { x }), true);
  });

  test("what is changed in the view is changed in the object", () => {
    const x = { a: 1, b: 2 };
    const code = `
      data = x.as_py_json()
      data["c"] = 3
      data["__proto__"] = 4
      data["toString"] = "five"
      del data["a"]
      data.pop("b") + data.setdefault("d", 6)
    `;
    assert.equal(run(code, { x }), 8);
    assert.deepEqual(Object.entries(x), [
      ["c", 3],
      ["__proto__", 4],
      ["toString", "five"],
      ["d", 6],
    ]);
    assert.equal(Object.getPrototypeOf(x), Object.prototype);
    x.late = 7;
    assert.equal(py.runPython("data['late']"), 7);
  });

  test("an Array behaves as a list", () => {
    const x = [1, 2, 3, 4];
    const code = `
      from collections.abc import MutableSequence
      data = x.as_py_json()
      seen = [
          isinstance(data, MutableSequence), data[0] == 1, data[-1] == 4, len(data) == 4,
          data[1:3] == [2, 3], data[::-1] == [4, 3, 2, 1], data == [1, 2, 3, 4], 3 in data,
          data.index(2) == 1, list(reversed(data)) == [4, 3, 2, 1], data + [5] == [1, 2, 3, 4, 5],
      ]
      data.append(5)
      data.insert(0, 0)
      data.insert(-1, 4.5)
      data[1] = 1.5
      del data[2]
      all(seen) or str(seen)
    `;
    assert.equal(run(code, { x }), true);
    assert.deepEqual(x, [0, 1.5, 3, 4, 4.5, 5]);
  });

  test("what is read from a view is seen in the same way, and nothing else is", () => {
    class Thing {}
    const x = { list: [{ a: [1] }], bare: Object.assign(Object.create(null), { b: 2 }) };
    Object.assign(x, { map: new Map(), thing: new Thing(), f: () => 1 });
    const code = `
      data = x.as_py_json()
      first = data["list"][0]
      first["a"].append(2)
      seen = [
          data["list"][0]["a"] == [1, 2], data["bare"] == {"b": 2}, data["list"] == [{"a": [1, 2]}],
          type(data["map"]) is type(m), type(data["thing"]) is type(t), data["f"]() == 1,
      ]
      all(seen) or str(seen)
    `;
    assert.equal(run(code, { x, m: new Map(), t: new Thing() }), true);
    assert.deepEqual(x.list, [{ a: [1, 2] }]);
  });

  test("a view goes to JavaScript as the object that it shows", () => {
    const x = { inner: [1] };
    assert.equal(run("x.as_py_json()", { x }), x);
    assert.equal(run("f(x.as_py_json()['inner'])", { x, f: (y) => y === x.inner }), true);
    assert.equal(run("x.as_py_json().js_object is x", { x }), true);
  });

  test("missing keys, keys that are no str and refusals raise", () => {
    const x = Object.freeze({ a: 1 });
    const refused = (code, type) => assert.throws(() => run(code, { x }), { type }, code);
    refused("x.as_py_json()['nope']", "KeyError");
    refused("x.as_py_json()[5]", "KeyError");
    refused("x.as_py_json()[5] = 1", "TypeError");
    refused("del x.as_py_json()['nope']", "KeyError");
    refused("x.as_py_json()['a'] = 2", "TypeError");
    refused("del x.as_py_json()['a']", "TypeError");
    refused("list.as_py_json()[3]", "AttributeError");
    refused("hash(x.as_py_json())", "TypeError");
    assert.throws(() => run("y.as_py_json()[3]", { y: [1] }), { type: "IndexError" });
  });

  test("what a getter throws comes through, and it may run Python", () => {
    const x = {
      get bad() {
        throw new RangeError("no value");
      },
      get good() {
        return py.runPython("x.as_py_json()['plain']");
      },
      plain: 5,
    };
    assert.throws(() => run("x.as_py_json()['bad']", { x }), /RangeError: no value/);
    assert.equal(run("x.as_py_json()['good']", { x }), 5);
  });
});
