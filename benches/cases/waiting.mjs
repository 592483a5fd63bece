/** Waiting for each other. */
import {
  inPythonAsync,
  inPythonBlocking,
  promisingInJavaScript,
  waitingInJavaScript,
} from "../case.mjs";

const group = "waiting";

const SETUP = `
import asyncio
async def value(): return 5
async def later():
    await asyncio.sleep(0)
    return 5
`;

// Where nothing can wait some runtimes make an ordinary call, and others refuse.
const CAN_WAIT = `
from pyodide.ffi import can_run_sync, run_sync
def value():
    if not can_run_sync():
        raise RuntimeError("the engine cannot suspend Python")
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
  inPythonBlocking({
    group,
    name: "run_sync(promise)",
    setup: `${CAN_WAIT}import js\npromise = js.bench.promise`,
    statement: "run_sync(promise)",
    locals: ["run_sync", "promise"],
    world: { promise: Promise.resolve(5) },
  }),
  promisingInJavaScript({
    group,
    name: "js await f.callPromising()",
    setup: CAN_WAIT,
    callee: "value",
  }),
];
