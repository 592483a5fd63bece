/** Measures one runtime in this process of Node: `node hosts/node.mjs TASK`, which is JSON. */
import { writeSync } from "node:fs";

import { AFTER_LOADING, OF_PROXIES } from "../cases/memory.mjs";
import { CASES } from "../cases.mjs";
import { MARK } from "../line.mjs";
import { work } from "../worker.mjs";

// At once: whoever reads ends what takes too long.
const tell = (line) => void writeSync(1, `${MARK}${JSON.stringify(line)}\n`);

// Node itself prints the line of the source, which is a whole file where that is minified.
process.on("uncaughtException", (error) => {
  tell({ uncaught: String(error?.message ?? error) });
  process.exit(1);
});

await work(JSON.parse(process.argv[2]), {
  coldCases: [AFTER_LOADING],
  cases: [...CASES, ...OF_PROXIES],
  tell,
});
// Whatever a runtime keeps alive does not concern this.
process.exit(0);
