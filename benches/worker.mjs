/**
 * Measures one runtime: `node worker.mjs NAME FILTER SKIPPED`, where SKIPPED is a JSON list of cases'
 * names. Prints a line of JSON when a case begins and one with what came of it.
 *
 * A process of its own, so that no runtime profits or suffers from what another did to the engine.
 */
import { writeSync } from "node:fs";
import { BUFFERS, BULK } from "./cases/bulk.mjs";
import { JAVASCRIPT_TO_PYTHON, PYTHON_TO_JAVASCRIPT } from "./cases/calls.mjs";
import { EXCEPTIONS } from "./cases/errors.mjs";
import { GROWTH, MEMORY } from "./cases/growth.mjs";
import { INTERPRETER } from "./cases/programs.mjs";
import { ENTRIES, PROXIES } from "./cases/proxies.mjs";
import { WAITING } from "./cases/waiting.mjs";
import { MARK } from "./line.mjs";
import { RUNTIMES } from "./runtimes.mjs";

/** How long the interpreter runs before the first case, in milliseconds. */
const WARM = 2500;

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

const [, , name, filter = "", skipped = "[]"] = process.argv;
const isSkipped = new Set(JSON.parse(skipped));
// At once: whoever reads ends what takes too long.
const tell = (line) => writeSync(1, `${MARK}${JSON.stringify(line)}\n`);
const add = (group, case_, value) => {
  if (!isSkipped.has(case_)) tell({ group, name: case_, ...value });
};

const start = performance.now();
const { load, use } = await RUNTIMES[name]();
const imported = performance.now();
const loaded = await load();
const ready = performance.now();
const runtime = use(loaded);
runtime.run("result = 1 + 1");
if (runtime.get("result") !== 2) throw new Error(`${name} cannot add`);
const first = performance.now();

if ("start-up".includes(filter)) {
  add("start-up", "start-up to first result", { amount: (first - start) * 1e6 });
  add("parts of start-up", "import", { amount: (imported - start) * 1e6 });
  add("parts of start-up", "load", { amount: (ready - imported) * 1e6 });
  add("parts of start-up", "first run", { amount: (first - ready) * 1e6 });
}

if ("memory".includes(filter)) {
  add("memory", "the process after loading", { amount: process.memoryUsage.rss(), unit: "B" });
}

// The engine replaces its first code for the interpreter's one large function after a second or so; the
// first cases must not be those that are measured before.
runtime.run("def warm():\n    for i in range(1000): str(i).join(())");
const warm = runtime.get("warm");
for (const end = performance.now() + WARM; performance.now() < end; ) {
  warm();
  // Compiled in another thread, and taken over when this one has a moment.
  await new Promise((resolve) => setTimeout(resolve));
}

// What a runtime throws where nobody waits for it ends the process, and with it whatever the case has
// left running; another goes on.
for (const one of CASES) {
  if (!`${one.group}: ${one.name}`.includes(filter) || isSkipped.has(one.name)) continue;
  tell({ group: one.group, name: one.name, begins: true });
  try {
    add(one.group, one.name, { amount: await one.measure(runtime), unit: one.unit });
  } catch (error) {
    add(one.group, one.name, { cannot: lastLine(error) });
  }
}
// Whatever a runtime keeps alive does not concern this.
process.exit(0);

function lastLine(error) {
  return String(error?.message ?? error)
    .trim()
    .split("\n")
    .at(-1);
}
