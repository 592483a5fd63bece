/** Measures one runtime in this process of Node: `node hosts/node.mjs TASK`, which is JSON. */
import { writeSync } from "node:fs";

import { AFTER_LOADING, OF_PROXIES } from "../cases/memory.mjs";
import { CASES } from "../cases.mjs";
import { MARK } from "../line.mjs";
import { work } from "../worker.mjs";

await work(JSON.parse(process.argv[2]), {
  coldCases: [AFTER_LOADING],
  cases: [...CASES, ...OF_PROXIES],
  // At once: whoever reads ends what takes too long.
  tell: (line) => void writeSync(1, `${MARK}${JSON.stringify(line)}\n`),
});
// Whatever a runtime keeps alive does not concern this.
process.exit(0);
