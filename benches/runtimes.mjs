/**
 * The runtimes that are measured, behind one small interface.
 *
 * Each is loaded in a process of its own and gives: `run(code)`, which executes Python source in
 * one namespace; `get(name)`, the JavaScript value of a variable there; `toJs(value)`, a deep copy
 * of a container; and `note`, what to know about it.
 */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const DIST = new URL("../dist/", import.meta.url);
const require = createRequire(import.meta.url);

const jaspy = (semantics) => async () => {
  const { loadJaspy } = await import(new URL("jaspy.mjs", DIST).href);
  return {
    load: () => loadJaspy({ semantics }),
    use: (py) => ({
      run: (code) => py.runPython(code),
      get: (name) => py.globals.get(name),
      toJs: (value) => value?.toJs?.() ?? value,
    }),
  };
};

const pyodide = async () => {
  const { loadPyodide } = await import("pyodide");
  return {
    load: () => loadPyodide(),
    use: (py) => ({
      run: (code) => py.runPython(code),
      get: (name) => py.globals.get(name),
      toJs: (value) => value?.toJs?.() ?? value,
    }),
  };
};

const micropython = async () => {
  const entry = require.resolve("@micropython/micropython-webassembly-pyscript");
  const { loadMicroPython } = await import(pathToFileURL(entry).href);
  const url = `${dirname(entry)}/micropython.wasm`;
  return {
    load: () => loadMicroPython({ heapsize: 256 * 1024 * 1024, url, linebuffer: true }),
    use: (mp) => ({
      run: (code) => mp.runPython(code),
      get: (name) => mp.globals.get(name),
      toJs: (value) => value?.toJs?.() ?? value,
    }),
  };
};

/** Each runtime's import, by the name that the results give it. */
export const RUNTIMES = {
  "Jaspy classic": jaspy("classic"),
  "Jaspy pep818": jaspy("pep818"),
  Pyodide: pyodide,
  MicroPython: micropython,
};
