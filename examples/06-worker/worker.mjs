// Where Python runs, so that the page stays responsive.
import { loadJaspy } from "../../dist/jaspy.mjs";

const loading = loadJaspy();

self.onmessage = async ({ data: { id, python, context } }) => {
  Object.assign(self, context);
  try {
    const py = await loading;
    self.postMessage({ id, results: await py.runPythonAsync(python) });
  } catch (error) {
    self.postMessage({ id, error: error.message });
  }
};
