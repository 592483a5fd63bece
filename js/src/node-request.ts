import type { NodeModules } from "./host.ts";

/** What came of a request. */
type Answer =
  | { readonly status: number; readonly statusText: string; readonly text: string }
  | { readonly error: string };

/** Runs in a thread of its own, which can wait for the server while the caller's waits for it. */
const THREAD = `
import { workerData } from "node:worker_threads";
const { url, port, isDone } = workerData;
async function ask() {
  try {
    const response = await fetch(url);
    const { status, statusText } = response;
    return { status, statusText, text: await response.text() };
  } catch (error) {
    return { error: String(error.cause ?? error) };
  }
}
port.postMessage(await ask());
Atomics.store(isDone, 0, 1);
Atomics.notify(isDone, 0);
`;

/**
 * Asks a server for a text and waits for the answer, in Node and what has its modules.
 *
 * @throws Error that says why there is no answer.
 */
export function requestInNode(url: string, { threads }: NodeModules): Answer {
  const isDone = new Int32Array(new SharedArrayBuffer(4));
  const { port1: answers, port2: port } = new threads.MessageChannel();
  const worker = new threads.Worker(new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`), {
    workerData: { url, port, isDone },
    transferList: [port],
    // What the program's own flags load is of no use there.
    execArgv: [],
  });
  Atomics.wait(isDone, 0, 0);
  const received = threads.receiveMessageOnPort(answers) as { readonly message: Answer };
  answers.close();
  void worker.terminate();
  return received.message;
}
