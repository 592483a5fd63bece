// What the declarations of the package let a program write, and what they refuse.
// TypeScript finds `jaspy.d.ts` by the name `jaspy.js`.
import {
  type Counts,
  type Jaspy,
  type LoadOptions,
  loadJaspy,
  type PyCallable,
  type PyProxy,
} from "../../dist/jaspy.js";

const options: LoadOptions = {
  semantics: "classic",
  indexURL: new URL("https://example.org/jaspy/"),
  stdout: (line) => console.log(line.length),
  env: { HOME: "/home" },
  args: ["-v"],
};
// @ts-expect-error -- There is no such option.
export const misspelt: LoadOptions = { indexUrl: "/" };
// @ts-expect-error -- Lines are text.
export const wrongCallback: LoadOptions = { stdout: (line: number) => line };

const py: Jaspy = await loadJaspy(options);

export const untyped: unknown = py.runPython("1");
export const typed: number = py.runPython<number>("1 + 1", { filename: "sum.py" });
// @ts-expect-error -- A value of unknown type is no number.
export const guessed: number = py.runPython<unknown>("1 + 1");
// @ts-expect-error -- Code is text.
py.runPython(1);

export const version: string = py.version();
export const counts: Counts = py.debug.counts();
export const values: number = counts.jsValues + counts.pyObjects + counts.bufferViews;
// @ts-expect-error -- Counts are to be read.
counts.jsValues = 0;

py.globals.set("x", 1);
py.globals.x = 1;
export const has: boolean = py.globals.has("x");

const sum = py.pyimport<PyCallable>("operator.add");
export const result: unknown = sum(1, 2);
sum.destroy();

export function describe(value: unknown): string {
  if (!py.isPyProxy(value)) return py.repr(value);
  const proxy: PyProxy = value;
  return `${proxy.type}: ${proxy.toString()}`;
}

export function rethrow(error: unknown): string {
  if (error instanceof py.ffi.PythonError) return error.type;
  throw error;
}

export const later: Promise<number> = py.runPythonAsync<number>("await f()", { filename: "f.py" });
export const withMessages: Promise<unknown> = py.runPythonAsync("1", (message) => message.length);
// @ts-expect-error -- The promise of a value is no value.
export const now: number = py.runPythonAsync<number>("1");
await py.loadPackage(["a", "b"], { messageCallback: (message) => console.log(message.length) });
export const origin: string | undefined = py.loadedPackages.a;

py.setStdout({ batched: (line) => console.log(line.length) });
// @ts-expect-error -- Bytes are numbers.
py.setStdout({ raw: (byte: string) => byte });
py.setStdin({ read: (buffer) => buffer.length, isatty: true });
py.unpackArchive(new Uint8Array(4), "zip", { extractDir: "/tmp" });
// @ts-expect-error -- An archive is bytes.
py.unpackArchive("archive", "zip");
export const saved: Promise<void> = (await py.mountIDBFS("/saved")).syncfs();

export const withProgress: LoadOptions = {
  packages: [],
  fullStdLib: true,
  onProgress: ({ phase, loaded, total }) => console.log(phase === "download", loaded / total),
};
// @ts-expect-error -- There is no such phase.
export const wrongPhase: LoadOptions = { onProgress: ({ phase }) => phase === "unpack" };

export function whyItStopped(error: unknown): string {
  return error instanceof py.ffi.FatalError ? error.traceback : "it goes on";
}

py.registerJsModule("tools", { double: (x: number) => 2 * x });
// @ts-expect-error -- A module is an object.
py.registerJsModule("five", 5);

py.destroy();
