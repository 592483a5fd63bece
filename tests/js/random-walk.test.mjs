/**
 * Random nested crossings: whatever happens within, nothing breaks and nothing stays alive.
 *
 * Objects refer to older ones only: a cycle across the border is one that neither side can collect.
 */
import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

const DEEPEST = 12;
const MOST_KEPT = 50;

/** Numbers below `n`, the same for the same seed. */
function randomNumbers(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const PYTHON = `
import gc
depth = 0
kept = []
class Thing:
    prop = property(lambda self: walk(self), lambda self, new: walk(new))
    def method(self, *given): return walk(*given)
    def __call__(self, *given): return walk(*given)
    def __getitem__(self, key): return walk(key)
    def __iter__(self): yield walk(1)
    def __repr__(self): return str(walk(2))
    def __del__(self):
        try: walk()
        except Exception: pass

makers = [
    lambda: None, lambda: below(1000) / 7, lambda: 2**below(200), lambda: "t\\u20ac\\U0001f40d" * below(99),
    lambda: [value(), value()], lambda: {"a": value(), "b": (value(),)}, lambda: bytearray(below(99)),
    Thing, lambda: Thing, lambda: (lambda *given: walk(*given)), lambda: {1},
    lambda: kept.pop(below(len(kept))) if kept else 0,
]
uses = [
    lambda it: it.prop, lambda it: it.name, lambda it: setattr(it, "x", below(9)), lambda it: it(value()),
    lambda it: (str(it), bool(it), hash(it)), lambda it: list(it), lambda it: it[value()],
    lambda it: it == value(), lambda it: dir(it), lambda it: delattr(it, "x"), lambda it: value() in it,
    lambda it: js_walk(value(), value()), lambda it: gc.collect(0),
]

def value(): return makers[below(len(makers))]()

def walk(*given):
    global depth
    if depth >= ${DEEPEST}: return 0
    depth += 1
    try:
        kept.extend(given)
        del kept[${MOST_KEPT}:]
        for _ in range(below(3)):
            it = kept[below(len(kept))] if kept else None
            try:
                uses[below(len(uses))](it)
            except Exception:
                if below(3) == 0: raise
        return value()
    finally:
        depth -= 1
walk
`;

/** What JavaScript can make and do; each part may walk on in either language. */
function javaScript(below, walk, pyWalk) {
  const kept = [];
  const makers = [
    () => undefined,
    () => null,
    () => below(1000) / 7,
    () => BigInt(below(1000)) << BigInt(below(200)),
    () => "s\u03c0\ud83d\udc0d\ud800".slice(0, below(6)).repeat(below(99)),
    () => [value(), value()],
    () => ({ a: value(), toString: () => String(walk(1)) }),
    () => new Proxy({}, { get: (_, name) => (typeof name === "string" ? walk(name) : undefined) }),
    () => new Uint8Array(below(50)),
    () => new RangeError("from the walk"),
    () => walk,
    () => new Map([[1, value()]]),
    () => [value()][Symbol.iterator](),
    () => kept.splice(below(kept.length), 1)[0],
  ];
  const value = () => makers[below(makers.length)]();
  const uses = [
    () => pyWalk(value(), value()),
    (it) => it.prop,
    (it) => {
      it.x = below(9);
    },
    (it) => it(value()),
    (it) => String(it),
    (it) => it.destroy?.(),
    (it) => Object.getOwnPropertyNames(it),
    (it) => "x" in it,
    (it) => delete it.x,
    (it) => new it(value()),
    (it) => py.repr(it),
    () => py.runPython("walk(value())"),
    (it) => {
      throw it;
    },
  ];
  return { kept, value, uses };
}

function randomWalk(seed, rounds) {
  const below = randomNumbers(seed);
  let depth = 0;
  const walk = (...given) => {
    if (depth >= DEEPEST) return 0;
    depth += 1;
    try {
      kept.push(...given);
      kept.splice(MOST_KEPT);
      for (let left = below(3); left > 0; left -= 1) {
        try {
          uses[below(uses.length)](kept[below(kept.length)]);
        } catch (error) {
          if (below(3) === 0) throw error;
        }
      }
      return value();
    } finally {
      depth -= 1;
    }
  };
  const pyWalk = run(PYTHON, { below, js_walk: walk });
  const { kept, value, uses } = javaScript(below, walk, pyWalk);

  for (let round = 0; round < rounds; round += 1) {
    try {
      pyWalk(walk(value()));
    } catch (error) {
      assertOrdinary(error, seed, round);
    }
  }
}

/** What a walk throws is its own doing, not a defect of the bridge. */
function assertOrdinary(error, seed, round) {
  const isDefect =
    error instanceof WebAssembly.RuntimeError ||
    (error instanceof py.ffi.PythonError && /PanicException|SystemError/.test(error.type));
  assert.ok(!isDefect, `seed ${seed}, round ${round}: ${isDefect && error.stack}`);
}

for (const seed of [1, 2, 3, 4]) {
  test(`a random walk with seed ${seed} ends well`, () => {
    randomWalk(seed, 2000);
    py.runPython("below = lambda n: 0");
    assert.equal(py.runPython("sum(range(10))"), 45);
  });
}
