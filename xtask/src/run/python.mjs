// Runs a Python program as `python` would: arguments are the package's folder, `file` or `-c`,
// the path or the code, and what the program finds in sys.argv.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, kind, program, ...rest] = process.argv.slice(1);
const { loadJaspy } = await import(pathToFileURL(join(dist, "jaspy.mjs")).href);

const isFile = kind === "file";
const cwd = process.cwd();
const folder = isFile ? dirname(resolve(program)) : cwd;
const py = await loadJaspy({ args: [isFile ? program : "-c", ...rest] });
mount(cwd);
if (!`${folder}/`.startsWith(`${cwd}/`)) mount(folder);
const prepare = py.runPython(`
import os, sys

def prepare(cwd, folder):
    os.chdir(cwd)
    sys.path.insert(0, folder)
prepare`);
prepare(cwd, folder);
py.runPython("del os, sys, prepare");

const code = isFile ? readFileSync(program, "utf8") : program;
try {
  py.runPython(code, { filename: isFile ? program : "<string>" });
} catch (error) {
  process.exitCode = report(error);
}

/** Shows the program a folder of this machine under its own path. */
function mount(path) {
  // What the interpreter itself needs lies in the root folder.
  if (path !== "/") py.mountNodeFS(path, path);
}

/** Says what a program ended with, as `python` does, and gives the exit code for it. */
function report(error) {
  if (error.type !== "SystemExit") {
    console.error(error.type === undefined ? error : error.message.trimEnd());
    return 1;
  }
  const status = error.pyException().code;
  if (status === undefined) return 0;
  if (typeof status === "number") return status;
  console.error(String(status));
  return 1;
}
