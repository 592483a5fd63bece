// What stands between: turns messages to the worker and back into promises.
const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
const waiting = new Map();
let count = 0;

worker.onmessage = ({ data: { id, ...answer } }) => {
  waiting.get(id)(answer);
  waiting.delete(id);
};

/** Runs Python code that finds `context` in its module `js`, in the worker. */
export function asyncRun(python, context) {
  count += 1;
  const id = count;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker.postMessage({ id, python, context });
  });
}
