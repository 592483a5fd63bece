/** Another thread, which sends signals to a runtime of this one. */
import { Worker } from "node:worker_threads";

const SOURCE = `
  const { parentPort, workerData } = require("node:worker_threads");
  parentPort.on("message", ([signal, after]) => {
    setTimeout(() => { workerData[0] = signal; }, after);
  });
`;

/** Starts a thread that has a typed array on shared memory. */
export async function interruptingThread(buffer) {
  const worker = new Worker(SOURCE, { eval: true, workerData: buffer });
  await new Promise((resolve) => worker.once("online", resolve));
  return {
    /** Sends a signal, after so many milliseconds, even when this thread does nothing but run. */
    send: (signal, after = 50) => worker.postMessage([signal, after]),
    end: () => worker.terminate(),
  };
}
