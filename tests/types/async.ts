// What waits: awaitables and asynchronous iterators of Python's, and how code of it is ended.
import type {
  Jaspy,
  PyAsyncGenerator,
  PyAsyncIterable,
  PyAsyncIterator,
  PyAwaitable,
} from "../../dist/jaspy.js";

export async function awaitable(py: Jaspy, one: PyAwaitable<number>): Promise<unknown> {
  const value: number = await one;
  // @ts-expect-error -- It gives a number.
  const text: string = await one;
  const doubled: Promise<number> = one.then((n) => n * 2);
  const caught: Promise<number | string> = one.catch((reason) => String(reason));
  const after: Promise<number> = one.finally(() => {});
  const given: unknown = py.globals.get("f");
  if (given instanceof py.ffi.PyAwaitable) return await given;
  return [value, text, doubled, caught, after];
}

export async function iterate(
  iterable: PyAsyncIterable,
  iterator: PyAsyncIterator,
  generator: PyAsyncGenerator,
): Promise<unknown> {
  const found: unknown[] = [];
  for await (const element of iterable) found.push(element);
  for await (const element of generator) found.push(element);
  const { done, value } = await iterator.next();
  // @ts-expect-error -- What can be iterated over has to be asked for an iterator.
  iterable.next().done;
  return done ? generator.return(value) : generator.throw(new Error("enough"));
}

export async function ended(py: Jaspy, signal: AbortSignal): Promise<number> {
  // @ts-expect-error -- A controller is not its signal.
  await py.runPythonAsync("1", { signal: new AbortController() });
  // @ts-expect-error -- Code that cannot wait needs no time.
  py.runPython("1", { timeout: 5 });
  return py.runPythonAsync<number>("1", { signal, timeout: 1000, filename: "one.py" });
}
