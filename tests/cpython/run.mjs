// Runs one module of Python tests inside the runtime. Arguments: the package's folder and the job
// as JSON: module, mounts, excluded. The report is the last line, marked for who reads it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, job] = process.argv.slice(2);
const { module, mounts, excluded } = JSON.parse(job);

const { loadJaspy } = await import(pathToFileURL(join(dist, "jaspy.mjs")).href);
const py = await loadJaspy();
for (const [guest, host] of Object.entries(mounts)) py.mountNodeFS(guest, host);

const runner = new URL("report.py", import.meta.url);
py.FS.writeFile(
  "/lib/python3.13/site-packages/web_loop.py",
  readFileSync(new URL("web_loop.py", import.meta.url)),
);
py.runPython(readFileSync(runner, "utf8"), { filename: "report.py" });
const report = await py.globals.run(module, excluded);
console.log(`JASPY-REPORT ${report}`);
