/** Runs the plan: every measurement in a fresh process, the runtimes in turn in each round. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));
/** A process that needs longer hangs, in milliseconds. */
const LIMIT = 300_000;

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
        const results = await measureOnce(row, runtime, filter);
        samples[row.engine] ??= {};
        samples[row.engine][runtime] ??= {};
        const known = samples[row.engine][runtime];
        for (const result of results) add(known, result);
      }
    }
  }
  return samples;
}

async function measureOnce(row, runtime, filter) {
  const args = [...row.flags, WORKER, runtime, filter];
  const { stdout } = await run(row.program, args, { timeout: LIMIT, maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

function add(known, { group, name, amount, unit = "ns", cannot }) {
  known[name] ??= { group, unit, amounts: [] };
  const entry = known[name];
  if (cannot === undefined) entry.amounts.push(amount);
  else entry.cannot = cannot;
}
