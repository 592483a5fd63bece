// One runtime for all scripts of the page: a module runs once, however often it is imported.
import { loadJaspy } from "../../dist/jaspy.mjs";

const output = document.querySelector("#output");

/** Adds a line to what the page shows. */
export const print = (line) => output.append(`${line}\n`);

export const py = await loadJaspy({ stdout: print, stderr: print });
