/**
 * Measures one runtime: `node worker.mjs NAME [FILTER]` prints JSON on the last line.
 *
 * A process of its own, so that no runtime profits or suffers from what another did to the engine.
 */
import { BUFFERS, BULK } from "./cases/bulk.mjs";
import { JAVASCRIPT_TO_PYTHON, PYTHON_TO_JAVASCRIPT } from "./cases/calls.mjs";
import { EXCEPTIONS } from "./cases/errors.mjs";
import { GROWTH, MEMORY } from "./cases/growth.mjs";
import { INTERPRETER } from "./cases/programs.mjs";
import { ENTRIES, PROXIES } from "./cases/proxies.mjs";
import { WAITING } from "./cases/waiting.mjs";
import { RUNTIMES } from "./runtimes.mjs";

const CASES = [
  ...PYTHON_TO_JAVASCRIPT,
  ...JAVASCRIPT_TO_PYTHON,
  ...ENTRIES,
  ...BULK,
  ...BUFFERS,
  ...EXCEPTIONS,
  ...PROXIES,
  ...WAITING,
  ...INTERPRETER,
  // Last: what they leave behind would slow the others.
  ...GROWTH,
  ...MEMORY,
];

const [, , name, filter = ""] = process.argv;
const results = [];
const add = (group, case_, value) => results.push({ group, name: case_, ...value });

const start = performance.now();
const { load, use } = await RUNTIMES[name]();
const imported = performance.now();
const loaded = await load();
const ready = performance.now();
const runtime = use(loaded);
runtime.run("result = 1 + 1");
if (runtime.get("result") !== 2) throw new Error(`${name} cannot add`);
const first = performance.now();

const startUp = "start-up to first result";
if ("start-up".includes(filter) || startUp.includes(filter)) {
  add("start-up", "import", { amount: (imported - start) * 1e6 });
  add("start-up", "load", { amount: (ready - imported) * 1e6 });
  add("start-up", "first run", { amount: (first - ready) * 1e6 });
  add("start-up", startUp, { amount: (first - start) * 1e6 });
}

if ("memory".includes(filter)) {
  add("memory", "the process after loading", { amount: process.memoryUsage.rss(), unit: "B" });
}

// What a runtime throws where nobody waits for it is the end of the case that runs.
let abandon = () => {};
process.on("uncaughtException", (error) => abandon(error));

for (const one of CASES) {
  if (!`${one.group}: ${one.name}`.includes(filter)) continue;
  try {
    const abandoned = new Promise((_, reject) => {
      abandon = reject;
    });
    const amount = await Promise.race([one.measure(runtime), abandoned]);
    add(one.group, one.name, { amount, unit: one.unit });
  } catch (error) {
    add(one.group, one.name, { cannot: lastLine(error) });
  }
}
console.log(`\n${JSON.stringify(results)}`);
// Whatever a runtime keeps alive does not concern this.
process.exit(0);

function lastLine(error) {
  return String(error?.message ?? error)
    .trim()
    .split("\n")
    .at(-1);
}
