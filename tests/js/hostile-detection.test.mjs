/** Finding out what an object is runs none of its code, however it comes, in both semantics. */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";

import { ATTEMPTS, everyTrap, TARGETS, withGetters } from "../support/hostile.mjs";
import { runtime } from "./support/new-runtime.mjs";

/** Makes each kind of object, with a `note` that its own code would call. */
const NOTING = {
  "a Proxy of": (make) => (note) =>
    new Proxy(
      make(),
      everyTrap((trap, ...given) => {
        note(trap);
        return Reflect[trap](...given);
      }),
    ),
  "getters of": (make) => (note) => withGetters(make(), note),
  "inherited getters of": (make) => (note) => {
    const target = make();
    const prototype = withGetters(Object.create(Object.getPrototypeOf(target)), note);
    return Object.setPrototypeOf(target, prototype);
  },
};

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test } = await runtime({ semantics });

  const ways = {
    argument: (value) => py.runPython("lambda x: None")(value),
    result: (value) => run("give()\nNone", { give: () => value }),
    "assigned global": (value) => py.globals.set("value", value),
    attribute: (value) => run("holder.value\nNone", { holder: { value } }),
    "element of an Array": (value) => run("array[0]\nNone", { array: [value] }),
    "value of an iteration": (value) => run("list(values)\nNone", { values: new Set([value]) }),
  };

  for (const [what, makeTarget] of Object.entries(TARGETS)) {
    // A typed array is copied in classic semantics, by what the engine knows of it.
    for (const [kind, noting] of Object.entries(NOTING)) {
      test(`${semantics}: no code of ${kind} ${what} runs when it crosses`, () => {
        for (const [way, cross] of Object.entries(ways)) {
          const called = [];
          cross(noting(makeTarget)((name) => called.push(name)));
          assert.deepEqual(called, [], way);
        }
      });
    }

    test(`${semantics}: ${what} of another realm does what one of this realm does`, () => {
      // Calls the function's text there, so that all it makes belongs to that realm.
      const makeForeign = () => runInNewContext(`(${makeTarget})()`);
      const code = `${ATTEMPTS}\n" ".join(attempt_all(make))`;
      const outcomes = run(code, { make: makeForeign }).split(" ");
      assert.ok(outcomes.length > 100, "every attempt has an outcome");
      assert.deepEqual(outcomes, run(code, { make: makeTarget }).split(" "));
    });
  }
}
