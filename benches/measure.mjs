/** Runs the plan: every measurement in a fresh process, the runtimes in turn in each round. */

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
        tell(`round ${round + 1}: ${runtime} in ${row.name}`);
        samples[row.name] ??= {};
        samples[row.name][runtime] ??= {};
        await measureOnce(row.engine, runtime, filter, samples[row.name][runtime]);
      }
    }
  }
  return samples;
}

/** Measures a runtime in a fresh process; in another one what comes after a case that ends the first. */
async function measureOnce(engine, runtime, filter, known) {
  const measured = new Set();
  for (;;) {
    const hopeless = Object.keys(known).filter((name) => known[name].isHopeless);
    const task = { runtime, filter, skipped: [...measured, ...hopeless] };
    const before = measured.size;
    const failed = await measureOn(engine, task, (result) => {
      measured.add(result.name);
      add(known, result);
    });
    if (failed === undefined) return;
    if (failed.name !== undefined) {
      add(known, failed);
      known[failed.name].isHopeless = true;
    } else if (measured.size === before) {
      throw new Error(`${runtime} cannot be measured: ${failed.cannot}`);
    }
    // Else what a case has left behind ended the process after it.
  }
}

/**
 * Measures in one process, and hands the results on.
 *
 * @returns Undefined if all was measured, else why not: `{cannot}`, and the case in which it ended if it was in one.
 */
async function measureOn(engine, task, take) {
  let current;
  let isLate = false;
  const { ended, kill } = engine.start(task, ({ begins, ...result }) => {
    if (isLate) return;
    timer.refresh();
    current = begins ? result : undefined;
    if (!begins) take(result);
  });
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, LIMIT);
  try {
    const reason = await ended;
    if (reason === undefined) return undefined;
    const cannot = isLate ? `it takes more than ${LIMIT / 1000} s` : reason;
    return { ...current, cannot };
  } finally {
    clearTimeout(timer);
  }
}

function add(known, { group, name, amount, unit = "ns", cannot }) {
  known[name] ??= { group, unit, amounts: [] };
  const entry = known[name];
  if (cannot === undefined) entry.amounts.push(amount);
  else entry.cannot = cannot;
}
