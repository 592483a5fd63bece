// A module worker: it sets what it is sent as globals, and runs the code.
import { loadJaspy } from "/dist/jaspy.mjs";

const loaded = loadJaspy();

globalThis.addEventListener("message", async ({ data }) => {
  const { code, ...context } = data;
  Object.assign(globalThis, context);
  try {
    const py = await loaded;
    globalThis.postMessage({ result: py.runPython(code) });
  } catch (error) {
    globalThis.postMessage({ error: error.message });
  }
});
