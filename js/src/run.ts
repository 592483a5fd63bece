import type { AsyncRunOptions, Jaspy, RunOptions } from "./api.ts";
import { checkFunction, checkOptions, checkString, isObject, refuse } from "./check.ts";
import type { Deadline } from "./deadlines.ts";
import type { Interrupts } from "./interrupt.ts";
import { type PackageCallback, type Packages, packageOptions } from "./packages.ts";
import type { PyCallable } from "./py-callable.ts";
import type { PyProxy } from "./py-proxy.ts";
import { valueSettler } from "./settler.ts";
import type { Streams } from "./streams.ts";
import { leaveUnreported } from "./unreported.ts";

/** The functions of the Python module `jaspy._entry` that run source text. */
export interface RunEntry {
  readonly run_python: PyCallable;
  readonly new_run: PyCallable;
  readonly start_run: PyCallable;
  readonly finish: PyCallable;
  readonly cancel: PyCallable;
  readonly refuse_cancelled: PyCallable;
  readonly find_imports: PyCallable;
}

/** What source text is run with. */
export interface RunParts {
  readonly entry: RunEntry;
  readonly streams: Streams;
  readonly packages: Packages;
  readonly interrupts: Interrupts;
}

/**
 * Makes `runPython`.
 *
 * @param alive - Gives the parts while the runtime lives, and else throws.
 */
export function runner(alive: () => RunParts): Jaspy["runPython"] {
  return <T>(code: string, options: RunOptions = {}): T => {
    checkString("code", code);
    const { globals, locals, filename } = checkRunOptions("runPython", options);
    const { entry, streams } = alive();
    try {
      return entry.run_python(code, globals, locals, filename) as T;
    } finally {
      streams.flush();
    }
  };
}

/**
 * Makes `runPythonAsync`.
 *
 * @param alive - Gives the parts while the runtime lives, and else throws.
 * @param ended - Tells why the runtime has ended, if it has.
 */
export function asyncRunner(
  alive: () => RunParts,
  ended: () => Error | undefined,
): Jaspy["runPythonAsync"] {
  const run = makeRun(alive);
  return <T>(...given: Parameters<typeof run>): Promise<T> => {
    if (ended() !== undefined) return run(...given);
    const running = run<T>(...given).catch((error) => {
      if (error === ended()) leaveUnreported(running);
      throw error;
    });
    return running;
  };
}

function makeRun(alive: () => RunParts) {
  return async <T>(
    code: string,
    optionsOrCallback?: AsyncRunOptions | PackageCallback,
    errorCallback?: PackageCallback,
  ): Promise<T> => {
    checkString("code", code);
    // As in Pyodide's first releases: callbacks for the packages that the code imports.
    const callback = typeof optionsOrCallback === "function" ? optionsOrCallback : undefined;
    checkFunction("errorCallback", errorCallback);
    const options = callback === undefined ? optionsOrCallback : {};
    const { globals, locals, filename, signal, timeout } = checkAsyncRunOptions(
      options as AsyncRunOptions,
    );
    const { entry, streams, packages, interrupts } = alive();
    // A list would be copied with some semantics and be a proxy with others.
    const imported = (entry.find_imports(code) as string).split(" ").filter(Boolean);
    await packages.loadImported(imported, packageOptions(callback, errorCallback));
    if (signal?.aborted) entry.refuse_cancelled(reasonOf(signal));
    const done = valueSettler();
    const run = entry.new_run(timeout, done) as PyProxy;
    const cancel = () => entry.cancel(run, reasonOf(signal));
    let deadline: Deadline | undefined;
    const end = () => {
      interrupts.endWaiting();
      if (deadline !== undefined) interrupts.endDeadline(deadline);
      run.destroy();
      streams.flush();
      signal?.removeEventListener("abort", cancel);
    };
    let value: T;
    try {
      interrupts.beginWaiting();
      if (timeout !== undefined) deadline = interrupts.beginDeadline(timeout);
      signal?.addEventListener("abort", cancel);
      await entry.start_run.callPromising(run, code, globals, locals, filename);
      await done.promise;
      value = entry.finish(run) as T;
    } catch (error) {
      try {
        end();
      } catch {
        // What came first says why.
      }
      throw error;
    }
    end();
    return value;
  };
}

function checkAsyncRunOptions(options: AsyncRunOptions = {}): AsyncRunOptions {
  checkRunOptions("runPythonAsync", options, ["signal", "timeout"]);
  const { signal, timeout } = options;
  if (signal !== undefined && !isSignal(signal)) refuse("signal", "an AbortSignal", signal);
  if (timeout !== undefined && !(typeof timeout === "number" && timeout >= 0)) {
    refuse("timeout", "a number of milliseconds", timeout);
  }
  return options;
}

/** Tells whether a value is an AbortSignal, of whatever realm. */
function isSignal(value: unknown): boolean {
  return isObject(value) && "aborted" in value && "addEventListener" in value;
}

/** Why a signal has been given, as a text. */
function reasonOf(signal: AbortSignal | undefined): string {
  return String(signal?.reason);
}

function checkRunOptions(
  name: string,
  options: RunOptions = {},
  more: readonly string[] = [],
): RunOptions {
  checkOptions(name, options, ["globals", "locals", "filename", ...more]);
  const { globals, locals, filename } = options;
  if (globals !== undefined && !isObject(globals)) refuse("globals", "a proxy of a dict", globals);
  if (locals !== undefined && !isObject(locals)) refuse("locals", "a proxy of a mapping", locals);
  if (filename !== undefined) checkString("filename", filename);
  return options;
}
