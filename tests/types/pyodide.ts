// The entry that has Pyodide's name gives the same interpreter.
import type { Jaspy } from "../../dist/jaspy.js";
import { loadPyodide } from "../../dist/pyodide.js";

const py: Jaspy = await loadPyodide({ semantics: "classic" });
export const sum: number = py.runPython<number>("1 + 1");
