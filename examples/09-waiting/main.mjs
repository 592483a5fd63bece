// Python and JavaScript wait for each other: promises, coroutines, asynchronous generators.
import { setTimeout as later } from "node:timers/promises";

import { loadJaspy } from "../../dist/jaspy.mjs";

const py = await loadJaspy();
py.globals.set("later", later);
py.globals.set("count_down", async function* (from) {
  try {
    for (let n = from; n > 0; n--) yield n;
  } finally {
    console.log("JavaScript's generator has cleaned up");
  }
});

// There is no loop to start: asyncio runs on JavaScript's.
py.runPython(`
import asyncio

async def cook(dish, minutes):
    print(f"{dish}: begun")
    await asyncio.sleep(minutes / 1000)
    return f"{dish}: done"

async def courses():
    try:
        for dish in "soup", "cake", "cheese":
            yield dish
            await asyncio.sleep(0)
    finally:
        print("Python's generator has cleaned up")
`);

// An async function starts at once; what its call gives can be awaited.
const cook = py.globals.get("cook");
const soup = cook("soup", 20);
console.log(await Promise.all([soup, cook("cake", 10)]));

// Leaving a loop early runs the other language's clean-up.
for await (const dish of py.globals.get("courses")()) {
  console.log(`the next course: ${dish}`);
  if (dish === "cake") break;
}

// Code with await outside of functions; the promise of a function of JavaScript's is awaited.
const text = await py.runPythonAsync(`
async for n in count_down(10):
    if n == 8:
        break
await later(1, f"left at {n}")
`);
console.log(text);

// Whoever waits can give up.
try {
  await py.runPythonAsync("await cook('goose', 1_000_000)", { signal: AbortSignal.timeout(20) });
} catch (error) {
  console.log(`the goose: ${error.type}`);
}
