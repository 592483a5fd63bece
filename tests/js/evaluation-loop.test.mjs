/** How V8 compiles CPython's evaluation loop. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { runModule } from "./support/node.mjs";

/** Above this V8 11 allocates the registers of a function by a quicker way, whose code is slower. */
const MOST_REGISTERS = 8192;

/** Nothing but instructions: no call of a function, no int that is made. */
const PROGRAM = `
def run(items):
    for item in items: a = b = c = d = item
for _ in range(20): run([None] * 100_000)`;

/** The number of the function in which a program of Python's spends its time. */
async function hottestFunction() {
  const py = await loadJaspy();
  const session = new Session();
  session.connect();
  const hits = new Map();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    for (let i = 0; i < 10; i++) py.runPython(PROGRAM);
    const { profile } = await session.post("Profiler.stop");
    for (const { callFrame, hitCount } of profile.nodes) {
      const number = callFrame.functionName.match(/^wasm-function\[(\d+)\]$/)?.[1];
      if (number !== undefined) hits.set(number, (hits.get(number) ?? 0) + hitCount);
    }
  } finally {
    session.disconnect();
    py.destroy();
  }
  assert.ok(hits.size > 0, "the profile shows no function of WebAssembly");
  return [...hits].sort(([, a], [, b]) => b - a)[0][0];
}

/** What V8 writes down of the compiling of a function. */
async function traceOf(number) {
  const folder = await mkdtemp(join(tmpdir(), "jaspy-trace-"));
  try {
    const source = `
      import { readdirSync, readFileSync } from "node:fs";
      import v8 from "node:v8";
      // The engine writes into the folder where it is, too.
      process.chdir(${JSON.stringify(folder)});
      for (const flag of ["", "-path=.", "-filter=wasm-function#${number}"]) {
        v8.setFlagsFromString("--trace-turbo" + flag);
      }
      const { loadJaspy } = await import(DIST + "jaspy.mjs");
      const py = await loadJaspy();
      const isWritten = (name) =>
        name.endsWith(".json") && readFileSync(name).includes("after register allocation");
      // It compiles beside the program.
      for (let i = 0; i < 100 && !readdirSync(".").some(isWritten); i++) {
        py.runPython(${JSON.stringify(PROGRAM)});
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      process.exit(0);
    `;
    const { code, stderr } = await runModule(source);
    assert.equal(code, 0, stderr);
    const [file] = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    assert.ok(file, `V8 has not compiled wasm-function[${number}]`);
    return await readFile(join(folder, file), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("V8 11 allocates the registers of CPython's evaluation loop in its better way", {
  // Other processors have other instructions, which need more or fewer.
  skip: !process.versions.v8.startsWith("11.") || process.arch !== "x64",
}, async () => {
  const number = await hottestFunction();
  const trace = await traceOf(number);
  const phase = trace.slice(
    trace.indexOf('"before register allocation"'),
    trace.indexOf('"after register allocation'),
  );
  const registers = new Set(
    Array.from(phase.matchAll(/"text":\s*"v(\d+)"/g), ([, n]) => Number(n)),
  );
  // The loop's, not those of some small function.
  assert.ok(
    registers.size > 4000,
    `wasm-function[${number}] is too small to be it: ${registers.size} virtual registers`,
  );
  const highest = Math.max(...registers);
  assert.ok(highest < MOST_REGISTERS, `${highest} virtual registers`);
});
