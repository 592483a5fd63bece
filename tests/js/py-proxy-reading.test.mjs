/** Array's reading methods of a Python sequence give what they give of an Array. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

/** Sequences that are proxies in both semantics, all of the numbers 3, 1, 2, 1. */
const SEQUENCES = {
  deque: "__import__('collections').deque([3, 1, 2, 1])",
  UserList: "__import__('collections').UserList([3, 1, 2, 1])",
  "class of one's own": `type("Mine", (__import__("collections").abc.Sequence,), {
    "__len__": lambda self: 4, "__getitem__": lambda self, index: (3, 1, 2, 1)[index]})()`,
};

const isOdd = (value) => value % 2 === 1;
const text = (sum, value, index) => `${sum}${value}${index}`;

/** Each method of Array that reads, with arguments of all kinds. */
const READS = [
  ["at", 0],
  ["at", -1],
  ["at", 9],
  ["concat"],
  ["concat", [7], 8],
  ["entries"],
  ["every", isOdd],
  ["every", () => true],
  ["filter", isOdd],
  ["find", isOdd],
  ["find", (value) => value > 9],
  ["findIndex", (value) => value === 2],
  ["findIndex", (value) => value > 9],
  ["includes", 2],
  ["includes", 2, 3],
  ["includes", 9],
  ["indexOf", 1],
  ["indexOf", 1, 2],
  ["indexOf", 9],
  ["join"],
  ["join", "-"],
  ["keys"],
  ["lastIndexOf", 1],
  ["lastIndexOf", 1, 2],
  ["lastIndexOf", 9],
  ["map", (value, index) => value * index],
  ["reduce", text],
  ["reduce", text, ""],
  ["reduceRight", text],
  ["reduceRight", text, ""],
  ["slice"],
  ["slice", 1],
  ["slice", -3, -1],
  ["slice", 3, 1],
  ["some", isOdd],
  ["some", (value) => value > 9],
  ["values"],
];

const isIterator = (value) => typeof value === "object" && "next" in value;

await inBothSemantics(({ py, test }) => {
  for (const [kind, code] of Object.entries(SEQUENCES)) {
    test(`Array's reading methods give of a ${kind} what they give of an Array`, () => {
      const sequence = py.runPython(code);
      assert.ok(sequence instanceof py.ffi.PySequence);
      const plain = (value) => (isIterator(value) ? [...value] : value);
      for (const [method, ...args] of READS) {
        const name = `${method}(${args.map(String).join()})`;
        assert.deepEqual(
          plain(sequence[method](...args)),
          plain([3, 1, 2, 1][method](...args)),
          name,
        );
      }
      assert.deepEqual(sequence.toJSON(), [3, 1, 2, 1]);
      const seen = [];
      sequence.forEach((...given) => {
        seen.push(given);
      });
      assert.deepEqual(
        seen.map(([value, index]) => [value, index]),
        [...[3, 1, 2, 1].entries()].map(([index, value]) => [value, index]),
      );
      assert.ok(seen.every(([, , given]) => given === sequence));
      assert.deepEqual([0].concat(sequence), [0, 3, 1, 2, 1]);
      assert.deepEqual(
        [sequence[1], sequence[4], 3 in sequence, 4 in sequence],
        [1, undefined, true, false],
      );
    });

    test(`the elements of a ${kind} that are refused or raise throw`, () => {
      const sequence = py.runPython(code);
      for (const method of ["map", "filter", "every", "some", "find", "reduce", "forEach"]) {
        assert.throws(() => sequence[method](5), TypeError, method);
        const error = new RangeError("enough");
        const fail = () => {
          throw error;
        };
        assert.throws(
          () => sequence[method](fail),
          (thrown) => thrown === error,
          method,
        );
      }
      assert.throws(
        () => py.runPython("__import__('collections').deque()").reduce(isOdd),
        TypeError,
      );
    });
  }

  test("a view as JSON shows nested mappings and sequences of any kind, and changes them", () => {
    const data = py.runPython(`
      from collections import UserDict, UserList, deque
      data = UserDict(numbers=deque([1, 2.5]), inner=UserDict(text="t", none=None), list=UserList([[1], {"a": 2}]))
      data
    `);
    const view = data.asJsJson();
    assert.equal(
      JSON.stringify(view),
      '{"numbers":[1,2.5],"inner":{"text":"t","none":null},"list":[[1],{"a":2}]}',
    );
    assert.deepEqual(Object.keys(view.inner), ["text", "none"]);
    assert.ok(Array.isArray(view.list) && Array.isArray(view.numbers));
    view.inner.text = "changed";
    view.list[1].a = 3;
    delete view.inner.none;
    assert.equal(
      py.runPython("str([data['inner'], data['list'][1]])"),
      "[{'text': 'changed'}, {'a': 3}]",
    );
  });
});
