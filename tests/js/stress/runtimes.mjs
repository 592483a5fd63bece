// Loads, uses and destroys so many runtimes one after the other; prints what they left.
import { setImmediate as nextTurn } from "node:timers/promises";

import { loadJaspy } from "../../../dist/jaspy.mjs";

const rounds = Number(process.argv[2] ?? 1000);
const memories = new Set();

async function collect() {
  for (let turn = 0; turn < 4; turn += 1) {
    globalThis.gc();
    await nextTurn();
  }
}

async function round() {
  const py = await loadJaspy();
  py.globals.f = (x) => x + 1;
  if (py.runPython("[f(x) for x in range(100)][-1]") !== 100) throw new Error("it is broken");
  memories.add(new WeakRef(py.runPython("bytes(1)").buffer));
  py.destroy();
}

const used = () => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};

await round();
await collect();
const before = used();
const start = process.memoryUsage().rss;
for (let count = 0; count < rounds; count += 1) {
  await round();
  if (count % 5 === 4) await collect();
  if (count % 100 === 99)
    console.error(count + 1, process.memoryUsage().rss / 1e6, (used() - before) / 1e6);
}
await collect();
const wasmMemories = Array.from(memories).filter((memory) => memory.deref() !== undefined).length;
console.log(
  JSON.stringify({
    rounds,
    wasmMemories,
    heapGrowth: used() - before,
    rssGrowth: process.memoryUsage().rss - start,
  }),
);
