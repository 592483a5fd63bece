/**
 * Measures Jaspy beside its peers and writes `RESULTS.md`, `results.json` and `ratios.svg`.
 *
 * `node main.mjs --server URL [--rounds N] [--only TEXT] [--engine TEXT] [--dry]`, where the URL is that
 * of the project's folders `benches` and `dist`; with one of the last three the table is printed and no
 * file written.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, type } from "node:os";
import { parseArgs } from "node:util";

import { chart } from "./chart.mjs";
import { measure } from "./measure.mjs";
import { plan } from "./plan.mjs";
import { markdown } from "./report.mjs";
import { sizes } from "./sizes.mjs";

const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: {
    server: { type: "string" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    engine: { type: "string", default: "" },
    dry: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new Error(`--rounds must be a whole number above 0, not ${values.rounds}`);
}
if (values.server === undefined) throw new Error("--server must be a URL; see cargo xtask bench");
const rows = plan(rounds, values.server).filter(({ name }) => name.includes(values.engine));
if (rows.length === 0) throw new Error(`no engine's name contains ${values.engine}`);

const versionOf = (path) => JSON.parse(readFileSync(path, "utf8")).version;
const about = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} x ${cpus()[0]?.model.trim()} (${type()}, ${arch()})`,
  engines: Object.fromEntries(
    await Promise.all(rows.map(async ({ name, engine }) => [name, await engine.describe()])),
  ),
  jaspy: versionOf(new URL("../dist/package.json", import.meta.url)),
  pyodide: versionOf(require.resolve("pyodide/package.json")),
  micropython: JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"))
    .dependencies["@micropython/micropython-webassembly-pyscript"],
};

const isPart = values.only !== "" || values.engine !== "";
const samples = await measure(rows, values.only, (text) => console.error(text));
// Compressing takes a minute, which a look at a part is not to wait for.
const results = { about, sizes: isPart ? [] : await sizes(), samples };
const table = markdown(results);
if (isPart || values.dry) {
  console.log(table);
} else {
  const write = (name, text) => writeFileSync(new URL(name, import.meta.url), text);
  write("RESULTS.md", table);
  write("results.json", `${JSON.stringify(results, null, 1)}\n`);
  write("ratios.svg", `${await chart(samples["Node 20"])}\n`);
  console.log(table);
}
