/** Python sequences that JavaScript changes, by index and by Array's methods. */
import assert from "node:assert/strict";

import { py, run, test } from "./support/pep818.mjs";

/** Kinds of sequences that hold numbers; each gives the Python code that makes one. */
const KINDS = {
  list: (items) => `[${items}]`,
  deque: (items) => `__import__('collections').deque([${items}])`,
  UserList: (items) => `__import__('collections').UserList([${items}])`,
  array: (items) => `__import__('array').array('b', [${items}])`,
  bytearray: (items) => `bytearray([${items}])`,
};

const make = (kind, items) => py.runPython(`items = ${KINDS[kind](items)}\nitems`);

/** What Array's methods are called with; each call must do the same to a Python sequence. */
const CALLS = [
  ["push", 7],
  ["push", 7, 8, 9],
  ["push"],
  ["pop"],
  ["shift"],
  ["unshift", 7],
  ["unshift", 7, 8],
  ["unshift"],
  ["splice"],
  ["splice", 1],
  ["splice", 1, 2],
  ["splice", -2, 1],
  ["splice", 1, 0, 7, 8],
  ["splice", 1, 2, 7],
  ["splice", 0, 1, 7, 8, 9],
  ["splice", 9, 9, 7],
  ["splice", 1, -5, 7],
  ["splice", undefined, undefined],
  ["reverse"],
  ["sort", (a, b) => b - a],
  ["fill", 7],
  ["fill", 7, 1],
  ["fill", 7, 1, -1],
  ["fill", 7, -99, 99],
  ["copyWithin", 0, 2],
  ["copyWithin", 1, 0, 3],
  ["copyWithin", -1, 0],
  ["copyWithin", 2, 1, 99],
];

for (const kind of Object.keys(KINDS)) {
  test(`Array's methods do to a ${kind} what they do to an Array`, () => {
    for (const start of [[], [5], [5, 3, 4, 1]]) {
      for (const [name, ...args] of CALLS) {
        const array = [...start];
        const items = make(kind, start);
        const expected = array[name](...args);
        const result = items[name](...args);
        const call = `[${start}].${name}(${args})`;
        if (expected === array) assert.equal(result, items, call);
        else assert.deepEqual(result, expected, call);
        assert.deepEqual(items.slice(), array, call);
      }
    }
  });

  test(`elements of a ${kind} are assigned and deleted by index`, () => {
    const items = make(kind, [1, 2, 3]);
    items[1] = 7;
    assert.deepEqual(items.slice(), [1, 7, 3]);
    assert.throws(() => (items[3] = 1), {
      name: "TypeError",
      message: /index 3 of a \w+ with 3 items.*push/,
    });
    assert.equal(delete items[0], true);
    assert.deepEqual(items.slice(), [7, 3]);
  });
}

test("sort without a function compares as text, and puts None last", () => {
  const items = py.runPython("items = [10, 9, None, 'b', 1, 'a', None]\nitems");
  assert.equal(items.sort(), items);
  assert.deepEqual(items.slice(), [1, 10, 9, "a", "b", undefined, undefined]);
  assert.throws(() => items.sort(5), TypeError);
});

test("sort is stable and moves the objects themselves", () => {
  const items = py.runPython(`
    class Card:
        def __init__(self, rank, suit): self.rank, self.suit = rank, suit
    cards = [Card(r, s) for s in "ab" for r in (3, 1, 2)]
    before = list(cards)
    cards
  `);
  items.sort((a, b) => a.rank - b.rank);
  assert.equal(items.map((card) => card.suit + card.rank).join(), "a1,b1,a2,b2,a3,b3");
  assert.equal(py.runPython("sorted(map(id, cards)) == sorted(map(id, before))"), true);
});

test("elements that are moved stay the same objects", () => {
  py.runPython("inner = [1]\nitems = [inner, {}, set()]\nbefore = list(items)");
  const { items } = py.globals;
  items.reverse();
  items.copyWithin(0, 2);
  items.splice(1, 0, items[0]);
  assert.equal(
    py.runPython("items[0] is inner and items[1] is inner and items[2] is before[1]"),
    true,
  );
});

test("what a comparison throws leaves the sequence as it was", () => {
  const items = make("list", [3, 1, 2]);
  const error = new Error("mine");
  assert.throws(
    () =>
      items.sort(() => {
        throw error;
      }),
    (thrown) => thrown === error,
  );
  assert.deepEqual(items.slice(), [3, 1, 2]);
});

test("a sequence that is changed while it is sorted throws", () => {
  const items = make("list", [3, 1, 2]);
  assert.throws(() => items.sort((a, b) => items.push(1) && a - b), {
    type: "ValueError",
    message: /changed/,
  });
});

test("any number of values can be pushed, of any kind", () => {
  const items = make("list", []);
  const object = {};
  const values = [
    1,
    "a",
    undefined,
    object,
    2n ** 70n,
    ...Array.from({ length: 500 }, (_, i) => i),
  ];
  assert.equal(items.push(...values), values.length);
  assert.deepEqual(items.slice(), values);
  assert.equal(run("items[3] is object_", { object_: object }), true);
});

test("what Python refuses throws", () => {
  const items = make("bytearray", [1, 2]);
  assert.throws(() => (items[0] = 300), { type: "ValueError" });
  assert.throws(() => items.push("text"), { type: "TypeError" });
  assert.throws(() => items.fill({}), { type: "TypeError" });
  assert.deepEqual(items.slice(), [1, 2]);
});

test("a MutableSequence of one's own needs the five methods only", () => {
  const items = py.runPython(`
    from collections.abc import MutableSequence
    class Mine(MutableSequence):
        def __init__(self): self.data = []
        def __len__(self): return len(self.data)
        def __getitem__(self, index): return self.data[index]
        def __setitem__(self, index, value): self.data[index] = note(value)
        def __delitem__(self, index): del self.data[index]
        def insert(self, index, value): self.data.insert(index, note(value))
    Mine()
  `);
  const noted = [];
  py.globals.note = (value) => {
    noted.push(items.length);
    return value;
  };
  items.push(3, 1);
  items.unshift(2);
  items.sort();
  items[0] = 9;
  assert.deepEqual(items.splice(1, 1, 5, 6), [2]);
  assert.deepEqual(items.slice(), [9, 5, 6, 3]);
  assert.deepEqual(noted.slice(0, 3), [0, 1, 2]);
});

test("set and delete by key reach Python's own indices", () => {
  const items = make("list", [1, 2, 3]);
  items.set(-1, 9);
  assert.equal(items.delete(0), true);
  assert.equal(items.delete(7), false);
  assert.deepEqual([items.get(-1), items.slice()], [9, [2, 9]]);
});

test("Python's own methods of those names are reached by $", () => {
  const items = make("list", [3, 1, 2]);
  items.$sort();
  assert.equal(items.$pop(0), 1);
  assert.deepEqual(items.slice(), [2, 3]);
});
