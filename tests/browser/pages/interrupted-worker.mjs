import { loadJaspy } from "/dist/jaspy.mjs";

const runtime = loadJaspy();

self.onmessage = async ({ data: { buffer, code } }) => {
  const py = await runtime;
  py.setInterruptBuffer(buffer);
  py.globals.set("started", () => self.postMessage("started"));
  try {
    self.postMessage({ result: await py.runPythonAsync(code) });
  } catch (error) {
    self.postMessage({ error: error.type });
  }
};
