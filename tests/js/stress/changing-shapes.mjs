/** Callers whose assumptions are broken by what they call, while they wait for it. */
import assert from "node:assert/strict";

import { loadJaspy } from "../../../dist/jaspy.mjs";

const py = await loadJaspy();
const ROUNDS = 25;
const HOT = 3000;

let subject;
let disturb = () => {};
py.globals.disturb = () => disturb();

const f = py.runPython(`
class Thing:
    @property
    def value(self):
        disturb()
        return 1
    @value.setter
    def value(self, new): disturb()
    @value.deleter
    def value(self): disturb()
    def method(self, x):
        disturb()
        return x
    def __dir__(self):
        disturb()
        return ["value"]
    def __repr__(self):
        disturb()
        return "thing"
    def __getattr__(self, name):
        disturb()
        raise AttributeError(name)
    def __call__(self, *args):
        disturb()
        return len(args)
    def __del__(self): disturb()
thing = Thing()
def f(x):
    disturb()
    return x
def fail():
    disturb()
    raise ValueError("stress")
f
`);
const { thing, fail, Thing } = {
  thing: py.globals.thing,
  fail: py.globals.fail,
  Thing: py.globals.Thing,
};

/** What runs hot: the sums depend on `subject`, whose shape may change during the call. */
const callers = {
  call: () => subject.a + f(subject.b) + subject.c,
  method: () => subject.a + thing.method(subject.b) + subject.c,
  get: () => subject.a + thing.value + subject.c,
  set() {
    thing.value = subject.b;
    return subject.a + 1 + subject.c;
  },
  delete() {
    delete thing.value;
    return subject.a + 1 + subject.c;
  },
  has: () => subject.a + ("absent" in thing ? 0 : 1) + subject.c,
  ownKeys: () => subject.a + Object.getOwnPropertyNames(thing).length + subject.c,
  callable: () => subject.a + thing(subject.b) + subject.c,
  toString: () => subject.a + String(thing).length - 4 + subject.c,
  construct() {
    new Thing().destroy();
    return subject.a + 1 + subject.c;
  },
  runPython: () => subject.a + py.runPython("f(1)") + subject.c,
  throw() {
    try {
      return fail();
    } catch {
      return subject.a + 1 + subject.c;
    }
  },
};
// Slower by far than the others.
const SLOW = new Set(["runPython", "throw"]);

/** Ways to break what optimised code relies on. */
const disturbances = [
  () => {
    subject = { c: 1, b: 1, a: 1 };
  },
  () => {
    subject.a = 1.5 - 0.5;
  },
  () => Object.defineProperty(subject, "c", { get: () => 1, configurable: true }),
  () => Object.setPrototypeOf(subject, { extra: 1 }),
  () => {
    subject[`key${Object.keys(subject).length}`] = 1;
  },
  () => {
    subject = new Proxy({ a: 1, b: 1, c: 1 }, {});
  },
  () => {
    delete subject.b;
    subject.b = 1;
  },
];

for (const [name, caller] of Object.entries(callers)) {
  const rounds = SLOW.has(name) ? 4 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    disturb = () => {};
    subject = { a: 1, b: 1, c: 1 };
    for (let i = 0; i < HOT; i += 1) assert.equal(caller(), 3, name);
    const change = disturbances[round % disturbances.length];
    disturb = () => {
      disturb = () => {};
      change();
    };
    assert.equal(caller(), 3, `${name} during ${change}`);
    for (let i = 0; i < 50; i += 1) assert.equal(caller(), 3, name);
  }
}
console.log("survived");
