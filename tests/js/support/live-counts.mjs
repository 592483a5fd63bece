/** Waiting for the collectors of both languages. */
import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";

// Two or three turns do; a bound is what turns a leak into a failure.
const MOST_TURNS = 100;

/** Collects garbage until `isDone()`, and says whether that came to pass. */
export async function collectUntil(isDone) {
  if (typeof globalThis.gc !== "function") throw new Error("run these tests with node --expose-gc");
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    // What this turn has seen of a WeakRef is kept alive to its end.
    await nextTurn();
    globalThis.gc();
    // Finalizers run as tasks of their own, after the collection that found their objects.
    await nextTurn();
    if (isDone()) return true;
  }
  return false;
}

/** Collects garbage until that has no effect any more. */
export async function collectAll(py, collectPython) {
  const state = () => {
    collectPython();
    return JSON.stringify(py.debug.counts());
  };
  let before = state();
  let unchanged = 0;
  await collectUntil(() => {
    const now = state();
    unchanged = now === before ? unchanged + 1 : 0;
    before = now;
    return unchanged === 3;
  });
}

/** Fails unless the live counts go back to `before` once both languages have collected. */
export async function assertNothingIsLeft(py, before, collectPython) {
  const isAsBefore = () => {
    collectPython();
    const now = py.debug.counts();
    return Object.keys(before).every((kind) => now[kind] === before[kind]);
  };
  if (await collectUntil(isAsBefore)) return;
  assert.deepEqual(py.debug.counts(), before, "the test left something alive");
}
