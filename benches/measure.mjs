/** Runs the plan: every measurement in a fresh process, the runtimes in turn in each round. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { MARK } from "./line.mjs";

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));
/** A case that needs longer is not measured any further, in milliseconds. */
const LIMIT = 15_000;

/**
 * Gives samples: `samples[engine][runtime][case]` is `{group, unit, amounts: [...]}`, of nanoseconds or bytes, or `{group, cannot}`.
 *
 * @param rows - Rows of the plan.
 * @param filter - Only cases whose group and name contain it.
 * @param tell - Is told of each process.
 */
export async function measure(rows, filter, tell) {
  const samples = {};
  const mostRounds = Math.max(...rows.map((row) => row.rounds));
  for (let round = 0; round < mostRounds; round++) {
    for (const row of rows.filter((row) => round < row.rounds)) {
      // Each round begins with another runtime, so that none always follows the same.
      for (let i = 0; i < row.runtimes.length; i++) {
        const runtime = row.runtimes[(round + i) % row.runtimes.length];
        tell(`round ${round + 1}: ${runtime} in ${row.engine}`);
        samples[row.engine] ??= {};
        samples[row.engine][runtime] ??= {};
        await measureOnce(row, runtime, filter, samples[row.engine][runtime]);
      }
    }
  }
  return samples;
}

/** Measures a runtime in a fresh process; in another one what comes after a case that ends the first. */
async function measureOnce(row, runtime, filter, known) {
  const measured = new Set();
  for (;;) {
    const hopeless = Object.keys(known).filter((name) => known[name].isHopeless);
    const skipped = JSON.stringify([...measured, ...hopeless]);
    const failed = await measureOn(row, [runtime, filter, skipped], (result) => {
      measured.add(result.name);
      add(known, result);
    });
    if (failed === undefined) return;
    add(known, failed);
    known[failed.name].isHopeless = true;
  }
}

/**
 * Runs the worker, and hands its results on.
 *
 * @returns The case in which it ended before all were measured, if it did.
 */
function measureOn(row, args, take) {
  return new Promise((resolve, reject) => {
    const worker = spawn(row.program, [...row.flags, WORKER, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let current;
    let reason;
    const end = () => {
      reason = `it takes more than ${LIMIT / 1000} s`;
      worker.kill("SIGKILL");
    };
    let timer = setTimeout(end, LIMIT);
    createInterface({ input: worker.stdout }).on("line", (line) => {
      if (!line.startsWith(MARK)) return;
      const { begins, ...result } = JSON.parse(line.slice(MARK.length));
      clearTimeout(timer);
      timer = setTimeout(end, LIMIT);
      current = begins ? result : undefined;
      if (!begins) take(result);
    });
    worker.on("error", reject);
    worker.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(undefined);
      reason ??= `the process ended with ${signal ?? code}`;
      if (current === undefined) reject(new Error(`${args[0]} cannot be measured: ${reason}`));
      else resolve({ ...current, cannot: reason });
    });
  });
}

function add(known, { group, name, amount, unit = "ns", cannot }) {
  known[name] ??= { group, unit, amounts: [] };
  const entry = known[name];
  if (cannot === undefined) entry.amounts.push(amount);
  else entry.cannot = cannot;
}
