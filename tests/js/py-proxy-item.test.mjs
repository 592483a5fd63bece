/** Items of Python objects in JavaScript: `length`, `get`, `set`, `delete`, `has`. */
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** A mapping that is no dict, and says what it was asked. */
  const STORE = `
asked = []
class Store:
    def __init__(self): self.items = {}
    def __len__(self): return len(self.items)
    def __getitem__(self, key):
        asked.append(("get", key))
        return self.items[key]
    def __setitem__(self, key, value): self.items[key] = value
    def __delitem__(self, key): del self.items[key]
    def __contains__(self, key): return key in self.items
store = Store()
store
`;

  test("get, set, has, delete and length reach the methods of any class", () => {
    const store = py.runPython(STORE);
    store.set("a", 1);
    store.set(2, "b");
    assert.deepEqual([store.get("a"), store.get(2), store.length], [1, "b", 2]);
    assert.deepEqual([store.has("a"), store.has("z")], [true, false]);
    assert.equal(store.delete("a"), true);
    assert.equal(store.delete("a"), false);
    assert.equal(store.length, 1);
  });

  test("get gives undefined for KeyError and IndexError only", () => {
    const store = py.runPython(STORE);
    assert.equal(store.get("nope"), undefined);
    assert.equal(py.runPython("range(3)").get(5), undefined);
    const broken = py.runPython(
      "class Broken:\n    def __getitem__(self, key): raise ValueError(key)\nBroken()",
    );
    assert.throws(() => broken.get(1), { type: "ValueError" });
  });

  test("any value can be a key", () => {
    const store = py.runPython(STORE);
    const object = {};
    for (const key of [1, "1", 2n ** 70n, undefined, true, object, store]) store.set(key, "found");
    for (const key of [1, "1", 2n ** 70n, undefined, object, store])
      assert.equal(store.get(key), "found");
    assert.throws(() => store.get(py.runPython("{1}")), {
      type: "TypeError",
      message: /unhashable/,
    });
  });

  test("a method that only one of set and delete needs may be missing", () => {
    const only = py.runPython(
      "class Only:\n    def __setitem__(self, key, value): self.got = value\nOnly()",
    );
    only.set("a", 1);
    assert.equal(only.got, 1);
    assert.throws(() => only.delete("a"), { type: "AttributeError" });
  });

  test("item methods may call JavaScript, which uses the items", () => {
    const lazy = py.runPython(
      "class Lazy:\n    def __getitem__(self, key): return ask(key)\nLazy()",
    );
    py.globals.ask = (key) => (key > 0 ? lazy.get(key - 1) + 1 : 0);
    assert.equal(lazy.get(7), 7);
  });

  const failure = new RangeError("mine");
  /** Nothing of a test is in reach of this function, so no cycle goes through both languages. */
  function fail() {
    throw failure;
  }

  test("item methods throw what JavaScript threw underneath", () => {
    const failing = run(
      "class Failing:\n    __getitem__ = __setitem__ = __delitem__ = __contains__ = __len__ = fail\nFailing()",
      { fail },
    );
    for (const use of [
      () => failing.get(1),
      () => failing.set(1, 1),
      () => failing.delete(1),
      () => failing.has(1),
      () => failing.length,
    ]) {
      assert.throws(use, (thrown) => thrown === failure);
    }
  });

  test("the methods win over attributes of their names, which $ reaches", () => {
    const clash = py.runPython(
      "class Clash:\n    get = length = 'mine'\n    def __getitem__(self, k): return k\nClash()",
    );
    assert.equal(clash.get(5), 5);
    assert.equal(clash.$get, "mine");
    assert.equal(clash.length, "mine");
  });

  test("length and the methods cannot be assigned", () => {
    const store = py.runPython(STORE);
    assert.throws(() => (store.length = 0), TypeError);
    assert.throws(() => (store.get = 0), TypeError);
    assert.throws(() => delete store.get, TypeError);
  });
});
