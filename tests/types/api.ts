// What the declarations of the package let a program write, and what they refuse.
// TypeScript finds `jaspy.d.ts` by the name `jaspy.js`.
import {
  type Counts,
  type DefaultToPython,
  type Jaspy,
  type LiveProxy,
  type LoadOptions,
  loadJaspy,
  type PyCallable,
  type PyDict,
  type PyProxy,
  version as packageVersion,
  type ToJsOptions,
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

py.unregisterJsModule("tools");
// @ts-expect-error -- A name is text.
py.unregisterJsModule(5);

// What is copied on purpose, and how.
export const copied: unknown = py.toPy({ a: [1] }, { depth: 1 });
const converter: DefaultToPython = (value, convert, cacheConversion) => {
  const converted = convert(String(value));
  cacheConversion(value, converted);
  return converted;
};
py.toPy(new Date(), { defaultConverter: converter });
// @ts-expect-error -- A depth is a number.
py.toPy([], { depth: "1" });
// @ts-expect-error -- In JavaScript options are named as in JavaScript.
py.toPy([], { default_converter: converter });

const copying: ToJsOptions = {
  depth: 2,
  pyproxies: [],
  create_pyproxies: true,
  dict_converter: Object.fromEntries,
  default_converter: (value, convert) => convert(value.type),
  eager_converter: (value, convert, cacheConversion) => {
    cacheConversion(value, value.type);
    return convert(value);
  },
};
export const fromDict: unknown = py.globals.toJs(copying);
export const fromMap: unknown = py.globals.toJs({ dict_converter: (pairs) => new Map(pairs) });
// @ts-expect-error -- Nobody knows what a copy holds.
export const copiedList: unknown[] = py.globals.toJs();
// @ts-expect-error -- There is no such option.
py.globals.toJs({ dictConverter: Object.fromEntries });
// @ts-expect-error -- Proxies go into an Array.
py.globals.toJs({ pyproxies: new Set() });

// Where code runs.
const namespace = py.runPython<PyDict>("dict(x=1)");
py.runPython("x", { globals: namespace, locals: namespace, filename: "x.py" });
// @ts-expect-error -- A namespace is a Python dict.
py.runPython("x", { globals: { x: 1 } });
// @ts-expect-error -- There is no such option.
py.runPython("x", { global: namespace });

// Proxies that end together, and what lives.
export const kept: PyDict = py.scope(({ keep, add }) => {
  add(namespace);
  return keep(py.runPython<PyDict>("dict(y=2)"));
});
export const waited: Promise<number> = py.scope(async () => 5);
// @ts-expect-error -- A number needs no keeping.
py.scope(({ keep }) => keep(5));
export const alive: LiveProxy[] = py.debug.liveProxies();
export const places: (string | undefined)[] = alive.map(({ stack }) => stack);
export const wasDebug: boolean = py.setDebug(true);
// @ts-expect-error -- Either it is on or not.
py.setDebug("on");

// Files.
py.mountNodeFS("/host", "/tmp");
// @ts-expect-error -- Node's folders have paths.
py.mountNodeFS("/host", 5);
py.FS.writeFile("/tmp/a.txt", "text");
export const names: string[] = py.FS.readdir("/tmp");
// @ts-expect-error -- What a file holds is text or bytes.
py.FS.writeFile("/tmp/a.txt", 5);
// @ts-expect-error -- There is no path without a handle.
py.mountNativeFS("/device");

// Streams.
py.setStderr({ write: (bytes) => bytes.byteLength, isatty: false });
py.setStdin({ stdin: () => "a line" });
py.setStdin({ error: true });
py.setStdin();
// @ts-expect-error -- What is written is bytes, and their number is told.
py.setStderr({ write: (text: string) => text });

// Packages.
export const loaded: Promise<void> = py.loadPackagesFromImports("import a", (message) => message);
// @ts-expect-error -- Packages have names.
py.loadPackage([5]);
// @ts-expect-error -- Where a package came from is to be read.
py.loadedPackages.a = "elsewhere";

// Versions.
export const versions: string[] = [`${py.version}`, py.version(), packageVersion];
// @ts-expect-error -- The version is to be read.
py.version = "1";

// Signals.
py.setInterruptBuffer(new Uint8Array(new SharedArrayBuffer(1)));
py.setInterruptBuffer();
py.checkInterrupt();
// @ts-expect-error -- An element of it would have to be a bigint.
py.setInterruptBuffer(new BigInt64Array(1));

py.destroy();
