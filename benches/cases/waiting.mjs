/** Waiting for each other. */
import { inPythonAsync, waitingInJavaScript } from "../case.mjs";

const group = "waiting";

const SETUP = `
import asyncio
async def value(): return 5
async def later():
    await asyncio.sleep(0)
    return 5
`;

export const WAITING = [
  inPythonAsync({
    group,
    name: "await a resolved promise",
    setup: "import js\npromise = js.bench.promise",
    statement: "await promise",
    locals: ["promise"],
    world: { promise: Promise.resolve(5) },
  }),
  inPythonAsync({
    group,
    name: "await an async function of JavaScript",
    setup: "import js\nf = js.bench.f",
    statement: "await f(1)",
    locals: ["f"],
    world: { f: async (n) => n },
  }),
  inPythonAsync({
    group,
    name: "await asyncio.sleep(0)",
    setup: "import asyncio, js\nsleep = asyncio.sleep",
    statement: "await sleep(0)",
    locals: ["sleep"],
    world: {},
  }),
  waitingInJavaScript({ group, name: "await a Python coroutine", setup: SETUP, callee: "value" }),
  waitingInJavaScript({
    group,
    name: "await a Python coroutine that waits",
    setup: SETUP,
    callee: "later",
  }),
];
