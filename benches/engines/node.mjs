/** Measures in a fresh process of Node. */
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { MARK } from "../line.mjs";

const HOST = fileURLToPath(new URL("../hosts/node.mjs", import.meta.url));

/**
 * An engine: `describe()` gives its version and flags, or a promise of them; `start(task, tell)` begins to
 * measure, and gives `{ended, kill}`.
 *
 * `tell` gets what the worker tells; `ended` becomes undefined when all is measured, or the reason why it was
 * not; `kill()` ends it at once, whatever it does.
 */
export const node = (program, flags) => ({
  describe() {
    const version = execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
    return `Node ${[version, ...flags].join(" ")}`;
  },

  start(task, tell) {
    const child = spawn(program, [...flags, HOST, JSON.stringify(task)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let uncaught;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.startsWith(MARK)) return;
      const told = JSON.parse(line.slice(MARK.length));
      if ("uncaught" in told) uncaught = told.uncaught;
      else tell(told);
    });
    const ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) =>
        resolve(code === 0 ? undefined : `the process ended with ${uncaught ?? signal ?? code}`),
      );
    });
    return { ended, kill: () => child.kill("SIGKILL") };
  },
});
