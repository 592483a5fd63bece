import { setImmediate as nextTurn } from "node:timers/promises";

/** Promises that Python waits for and the test settles, each by its name. */
export function gates() {
  const waiting = new Map();

  const reached = async (name) => {
    while (!waiting.get(name)?.length) await nextTurn();
    return waiting.get(name).shift();
  };

  return {
    /** What Python calls: a promise. */
    wait: (name) =>
      new Promise((resolve, reject) => {
        if (!waiting.has(name)) waiting.set(name, []);
        waiting.get(name).push({ resolve, reject });
      }),
    /** Fulfils a promise of this name, the oldest, as soon as there is one. */
    open: async (name, value) => (await reached(name)).resolve(value),
    /** Rejects it. */
    fail: async (name, reason) => (await reached(name)).reject(reason),
  };
}
