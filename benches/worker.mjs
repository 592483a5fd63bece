/**
 * Measures one runtime in the process or page in which it is called.
 *
 * Each has one of its own, so that no runtime profits or suffers from what another did to the engine.
 */
import { interfaceOf, RUNTIMES } from "./runtimes.mjs";

/** How long the interpreter runs before the first case, in milliseconds. */
const WARM = 2500;

/**
 * Loads a runtime and measures the cases, in their order.
 *
 * What a runtime throws where nobody waits for it has to end the process or page, and with it whatever the
 * case has left running; another goes on.
 *
 * @param task - `{runtime, filter, skipped}`: the runtime's name, what the group and name of a case
 *   contain, and the names of cases that are left out.
 * @param host - `{coldCases, cases, tell}`: those that are measured before the interpreter is warm, and
 *   the others; a function that is told when a case begins and what came of it.
 */
export async function work({ runtime: name, filter, skipped }, { coldCases, cases, tell }) {
  const isWanted = (one) =>
    `${one.group}: ${one.name}`.includes(filter) && !skipped.includes(one.name);
  const measure = async (one) => {
    const { group, name, unit } = one;
    await tell({ group, name, begins: true });
    try {
      await tell({ group, name, unit, amount: await one.measure(runtime) });
    } catch (error) {
      await tell({ group, name, cannot: lastLine(error) });
    }
  };

  const { runtime, times } = await start(name);
  for (const time of times.filter(isWanted)) await tell(time);
  for (const one of coldCases.filter(isWanted)) await measure(one);
  await warm(runtime);
  for (const one of cases.filter(isWanted)) await measure(one);
}

/** Brings a runtime to its first result, and says how long that took. */
async function start(name) {
  const begin = performance.now();
  const load = await RUNTIMES[name]();
  const imported = performance.now();
  const loaded = await load();
  const ready = performance.now();
  const runtime = interfaceOf(loaded);
  runtime.run("result = 1 + 1");
  if (runtime.get("result") !== 2) throw new Error(`${name} cannot add`);
  const first = performance.now();

  const group = "parts of start-up";
  const times = [
    { group: "start-up", name: "start-up to first result", amount: (first - begin) * 1e6 },
    { group, name: "import", amount: (imported - begin) * 1e6 },
    { group, name: "load", amount: (ready - imported) * 1e6 },
    { group, name: "first run", amount: (first - ready) * 1e6 },
  ];
  return { runtime, times };
}

/**
 * Runs the interpreter for a while.
 *
 * The engine replaces its first code for the interpreter's one large function after a second or so; the
 * first cases must not be those that are measured before.
 */
async function warm({ run, get }) {
  run("def warm():\n    for i in range(1000): str(i).join(())");
  const body = get("warm");
  for (const end = performance.now() + WARM; performance.now() < end; ) {
    body();
    // Compiled in another thread, and taken over when this one has a moment.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function lastLine(error) {
  return String(error?.message ?? error)
    .trim()
    .split("\n")
    .at(-1);
}
