/** How a case is made and timed. A case gives nanoseconds for each of what it does. */

/** A measurement ends when this much time has gone into it, in milliseconds. */
const ENOUGH = 120;
/** How long one timed run should take, in milliseconds. */
const RUN = 8;
/** Code is warm when it has run so long, in milliseconds: engines optimise it by then. */
const WARM = 60;
/** The same for code that waits: the engine's event loop and many small turns need longer. */
const WARM_WAITING = 800;

/**
 * A Python statement that is run in a loop; the time of the empty loop is subtracted.
 *
 * `world` is what Python finds as `js.bench`, `locals` the variables of `setup` that the loop uses,
 * `per` how many things one statement does.
 */
export function inPython({ group, name, setup, statement, world, locals = [], per = 1 }) {
  return {
    group,
    name,
    measure: (runtime) => measureInPython(runtime, "def", { setup, statement, world, locals, per }),
  };
}

/** The same for a statement that waits, in an async function. */
export function inPythonAsync({ group, name, setup, statement, world, locals = [], per = 1 }) {
  return {
    group,
    name,
    measure: (runtime) =>
      measureInPython(runtime, "async def", { setup, statement, world, locals, per }),
  };
}

/** The same for a statement that waits without `await`, where the engine can suspend Python. */
export function inPythonBlocking({ group, name, setup, statement, world, locals = [], per = 1 }) {
  return {
    group,
    name,
    measure: (runtime) =>
      measureInPython(runtime, "def", { setup, statement, world, locals, per }, promising),
  };
}

/** A function that can wait without `await`. */
function promising(f) {
  return (n) => f.callPromising(n);
}

async function measureInPython(
  runtime,
  define,
  { setup, statement, world, locals, per },
  callable = (f) => f,
) {
  globalThis.bench = world;
  globalThis.benchNumber = 5;
  runtime.run(setup);
  runtime.run(loopSource(define, "bench_loop", statement, locals));
  runtime.run(loopSource(define, "bench_empty", "pass", locals));
  const time = await timeOf(callable(runtime.get("bench_loop")));
  const empty = await timeOf(callable(runtime.get("bench_empty")));
  return Math.max(time - empty, 0.1) / per;
}

function loopSource(define, name, statement, locals) {
  // Locals, as in a program's hot code: so only the statement itself is measured.
  const parameters = ["n", ...locals.map((local) => `${local}=${local}`)].join(", ");
  return `
${define} ${name}(${parameters}):
    for _ in range(n):
        ${statement.replaceAll("\n", "\n        ")}
`;
}

/** A loop in JavaScript: `body` gets the runtime and gives a function that does it n times. */
export function inJavaScript({ group, name, setup, body, per = 1 }) {
  return {
    group,
    name,
    async measure(runtime) {
      runtime.run(setup);
      return (await timeOf(body(runtime))) / per;
    },
  };
}

/** A loop in JavaScript that awaits the Python function of a name. */
export function waitingInJavaScript({ group, name, setup, callee }) {
  const body = ({ get }) => {
    const called = get(callee);
    return async (n) => {
      for (let i = 0; i < n; i++) await called();
    };
  };
  return inJavaScript({ group, name, setup, body });
}

/** The same for a Python function that could wait without `await`. */
export function promisingInJavaScript({ group, name, setup, callee }) {
  const body = ({ get }) => {
    const called = get(callee);
    return async (n) => {
      for (let i = 0; i < n; i++) await called.callPromising();
    };
  };
  return inJavaScript({ group, name, setup, body });
}

/** Something that is large enough to be timed alone: `body` gives a function that does it once. */
export function once({ group, name, setup = "", body }) {
  return inJavaScript({
    group,
    name,
    setup,
    body: (runtime) => {
      const action = body(runtime);
      return (n) => {
        for (let i = 0; i < n; i++) action();
      };
    },
  });
}

/** The median time of one round of `loop(n)`, in nanoseconds. */
async function timeOf(loop) {
  const count = await roundsFor(loop);
  const times = [];
  const end = performance.now() + ENOUGH;
  do times.push((await timed(loop, count)).time / count);
  while (performance.now() < end || times.length < 5);
  times.sort((a, b) => a - b);
  return times[times.length >> 1] * 1e6;
}

/** Warms the code and finds how many rounds make a run of about `RUN`. */
async function roundsFor(loop) {
  let count = 1;
  let spent = 0;
  for (;;) {
    const { time, hasWaited } = await timed(loop, count);
    spent += time;
    if (time >= RUN / 2 && spent >= (hasWaited ? WARM_WAITING : WARM))
      return Math.max(1, Math.round((count * RUN) / time));
    // Warming by many entries: engines replace code that runs only when it is called again.
    if (time < RUN / 2) count *= 2;
  }
}

async function timed(loop, count) {
  const start = performance.now();
  const result = loop(count);
  const hasWaited = typeof result?.then === "function";
  if (hasWaited) await result;
  return { time: performance.now() - start, hasWaited };
}
