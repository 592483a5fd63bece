/**
 * Callers whose assumptions are broken by what they call, while they wait for it.
 *
 * The engine compiles a hot function on assumptions: this constant stays, this prototype keeps its
 * method. When a call breaks one, the function's frame is rebuilt for the interpreter in the middle
 * of that call, which is where some versions of V8 abort the process. Each operation has a thread
 * of its own, because the assumptions about built-in functions can be broken once.
 */
import assert from "node:assert/strict";
import { once as happens } from "node:events";
import { runInThisContext } from "node:vm";
import { isMainThread, Worker, workerData } from "node:worker_threads";

import { loadJaspy } from "../../../dist/jaspy.mjs";

const HOT = 5000;
const HOT_IF_SLOW = 1000;

const PYTHON = `
class Thing:
    value = property(lambda self: disturb() or 1, lambda self, new: disturb(), lambda self: disturb())
    def method(self, x): return disturb() or x
    def __dir__(self): return disturb() or ["value"]
    def __repr__(self): return disturb() or "1"
    def __getattr__(self, name):
        disturb()
        raise AttributeError(name)
    def __call__(self, *args): return disturb() or len(args)
    def __del__(self): disturb()
thing = Thing()
def f(x): return disturb() or x
def fail():
    disturb()
    raise ValueError("stress")
`;

/** Expressions that cross the border and come to 1. */
const operations = {
  call: "f(1)",
  callWithText: "f('one').length - 2",
  callWithArray: "f([1])[0]",
  method: "thing.method(1)",
  get: "thing.value",
  set: "(thing.value = 1)",
  delete: "(delete thing.value ? 1 : 0)",
  has: "('absent' in thing ? 0 : 1)",
  missing: "(thing.absent === undefined ? 1 : 0)",
  ownKeys: "Reflect.ownKeys(thing).length",
  callable: "thing(0)",
  toString: "Number(thing.toString())",
  construct: "(new Thing().destroy() ?? 1)",
  globals: "py.globals.f(1)",
};
const slowOperations = {
  runPython: "py.runPython('f(1)')",
  throw: "(() => { try { return fail(); } catch { return 1; } })()",
};

/** Statements that break what compiled code relies on; what they put in place behaves as before. */
const disturbances = {
  "a constant changes": "settings.factor = 1.5 - 0.5",
  "a method is replaced": "Point.prototype.one = () => 1",
  "an object gets a method of its own": "point.one = () => 1",
  "a prototype is replaced": "Object.setPrototypeOf(Point.prototype, {})",
  "a global changes": "globalThis.stressOne = 1.5 - 0.5",
  "Map changes": "rewrap(Map.prototype, 'get')",
  "WeakMap changes": "rewrap(WeakMap.prototype, 'get')",
  "WeakRef changes": "rewrap(WeakRef.prototype, 'deref')",
  "Reflect changes": "rewrap(Reflect, 'apply'); rewrap(Reflect, 'get'); rewrap(Reflect, 'has')",
  "Array changes": "rewrap(Array.prototype, 'push'); rewrap(Array.prototype, Symbol.iterator)",
  "Object.prototype changes": "Object.prototype.stress = 1; delete Object.prototype.stress",
};

/** Replaces a method by a new one that calls it. */
function rewrap(owner, name) {
  const original = owner[name].original ?? owner[name];
  const { apply } = rewrap;
  owner[name] = {
    replacement(...given) {
      return apply(original, this, given);
    },
  }.replacement;
  owner[name].original = original;
}
rewrap.apply = Reflect.apply;

/** A fresh caller: the engine knows nothing of it, so it will compile it on assumptions again. */
function makeCaller(py, expression, disturbance, number) {
  const make = runInThisContext(`/* ${number} */ ((py, rewrap) => {
    const { f, fail, thing, Thing } = py.globals;
    const settings = { factor: 1 };
    class Point { one() { return 1; } }
    const point = new Point();
    const once = () => {
      const before = settings.factor + point.one() + stressOne;
      const result = ${expression};
      return before + result + settings.factor + stressOne;
    };
    const often = (times) => {
      let sum = 0;
      for (let i = 0; i < times; i += 1) sum += once();
      return sum;
    };
    return { often, change: () => { ${disturbance}; } };
  })`);
  return make(py, rewrap);
}

async function stress(operation) {
  const py = await loadJaspy();
  let disturb = () => {};
  py.globals.disturb = () => disturb();
  py.runPython(PYTHON);
  const hot = operation in slowOperations ? HOT_IF_SLOW : HOT;
  const expression = operations[operation] ?? slowOperations[operation];

  for (const [number, disturbance] of Object.values(disturbances).entries()) {
    globalThis.stressOne = 1;
    const { often, change } = makeCaller(py, expression, disturbance, number);
    disturb = () => {};
    for (let entry = 0; entry < 2; entry += 1) assert.equal(often(hot), 6 * hot, operation);
    disturb = () => {
      disturb = () => {};
      change();
    };
    assert.equal(often(10), 60, `${operation} while ${disturbance}`);
  }
}

if (isMainThread) {
  for (const operation of [...Object.keys(operations), ...Object.keys(slowOperations)]) {
    const thread = new Worker(new URL(import.meta.url), { workerData: operation });
    const [exitCode] = await happens(thread, "exit");
    assert.equal(exitCode, 0, operation);
  }
  console.log("survived");
} else {
  await stress(workerData);
}
