/** Objects that call back, change and destroy what is in use while it is used. */
import assert from "node:assert/strict";

import { ATTEMPTS, everyTrap, TARGETS, withGetters } from "../support/hostile.mjs";
import { runtime } from "./support/new-runtime.mjs";

const REENTERING = `${ATTEMPTS}
import gc

def reenter():
    global is_inside
    if is_inside:
        return
    is_inside = True
    gc.collect(0)
    for attempt in (repr, bool, len, lambda x: x.name, lambda x: x[0], lambda x: first(x)):
        outcome(attempt, current)
    is_inside = False

is_inside = False
outcomes = []
for attempt in attempts:
    current = make(reenter)
    outcomes.append(outcome(attempt, current))
" ".join(outcomes)
`;

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test } = await runtime({ semantics });

  test(`${semantics}: an object that Python gets while it is looked at is the same object`, () => {
    let looks = 0;
    const prototype = new Proxy(
      {},
      {
        getPrototypeOf: () => Object.prototype,
        has(target, key) {
          looks += 1;
          if (looks === 1) py.runPython("kept = give()");
          return Reflect.has(target, key);
        },
      },
    );
    const object = Object.create(prototype);
    py.globals.set("give", () => object);
    assert.equal(py.runPython("given = give()\ngiven is kept"), true);
    assert.ok(looks > 1);
    py.runPython("del give, given, kept");
  });

  for (const [what, makeTarget] of Object.entries(TARGETS)) {
    const kinds = {
      "a Proxy of": (reenter) =>
        new Proxy(
          makeTarget(),
          everyTrap((trap, ...given) => {
            reenter();
            return Reflect[trap](...given);
          }),
        ),
      "getters of": (reenter) => {
        const target = makeTarget();
        return withGetters(target, (key) => {
          reenter();
          return Reflect.get(Object.getPrototypeOf(target), key, target);
        });
      },
    };
    for (const [kind, make] of Object.entries(kinds)) {
      test(`${semantics}: ${kind} ${what} may use what is in use`, () => {
        const take = (reenter) => {
          const kept = reenter.copy?.() ?? reenter;
          return make(kept);
        };
        const outcomes = run(REENTERING, { make: take }).split(" ");
        assert.ok(outcomes.length > 100, "every attempt has an outcome");
        for (const defect of ["PanicException", "SystemError", "RecursionError"]) {
          assert.ok(!outcomes.includes(defect), defect);
        }
        assert.equal(py.runPython("sum(range(5))"), 10);
      });
    }
  }

  test(`${semantics}: a getter may destroy the function that reads it`, () => {
    const read = py.runPython("def read(x): return x.value + 1\nread");
    const value = {
      get value() {
        read.destroy();
        return 1;
      },
    };
    assert.equal(read(value), 2);
    assert.throws(() => read(value), /already (been )?destroyed/);
  });

  test(`${semantics}: a getter may take away the last reference to its own proxy`, () => {
    const code = `
      import gc
      def drop():
          globals().pop("target", None)
          gc.collect()
      def use(operation):
          global target
          target = make(drop)
          return operation()
      uses = [
          lambda: target.value,
          lambda: repr(target),
          lambda: list(target),
          lambda: target.method(),
          lambda: len(target),
      ]
      " ".join(str(use(operation)) for operation in uses)
    `;
    const make = (drop) => {
      const kept = drop.copy?.() ?? drop;
      return {
        get value() {
          kept();
          return 1;
        },
        get length() {
          kept();
          return 2;
        },
        toString() {
          kept();
          return "text";
        },
        method() {
          kept();
          return 3;
        },
        *[Symbol.iterator]() {
          yield 4;
          kept();
          yield 5;
        },
      };
    };
    assert.equal(run(code, { make }), "1 text [4, 5] 3 2");
  });

  test(`${semantics}: an Array that changes while it is used ends well`, () => {
    const make = () => {
      const array = [1, 2, 3, 4, 5, 6];
      const getter = () => {
        array.length = 1;
        return 2;
      };
      return Object.defineProperty(array, 1, { get: getter, configurable: true });
    };
    const code = `${ATTEMPTS}
" ".join([outcome(attempt, make()) for attempt in attempts])`;
    const outcomes = run(code, { make }).split(" ");
    for (const defect of ["PanicException", "SystemError", "MemoryError"]) {
      assert.ok(!outcomes.includes(defect), defect);
    }
  });

  test(`${semantics}: a value that destroys itself while it is converted is refused or whole`, () => {
    py.runPython("class Thing: pass\nthing = Thing()");
    const proxy = py.globals.get("thing");
    const container = {
      get first() {
        proxy.destroy();
        return proxy;
      },
    };
    const code = `
      try:
          seen = type(container.first).__name__
      except Exception as error:
          seen = type(error).__name__
      seen
    `;
    assert.match(run(code, { container }), /^(Thing|JsException)$/);
  });
}
