// The text area and the Run button.
import { print, py } from "./runtime.mjs";

const code = document.querySelector("#code");
const button = document.querySelector("#run");
const output = document.querySelector("#output");

function run() {
  output.replaceChildren();
  try {
    const value = py.runPython(code.value);
    if (value !== undefined) print(py.repr(value));
  } catch (error) {
    // A PythonError's message is the traceback.
    print(error.message);
  }
}

button.addEventListener("click", run);
button.disabled = false;
output.replaceChildren("Ready.");
