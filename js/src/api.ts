import type { UnpackOptions } from "./archive.ts";
import type { Bridge, Counts } from "./bridge.ts";
import type { SyncedFolder } from "./file-mounts.ts";
import type { FileSystem } from "./file-system.ts";
import type { InputOptions } from "./input.ts";
import type { InterruptBuffer } from "./interrupt.ts";
import type { DirectoryHandle } from "./native-folder.ts";
import type { OutputOptions } from "./output.ts";
import type { PackageCallback, PackageOptions } from "./packages.ts";
import type { PyDict } from "./py-mapping.ts";
import type { LiveProxy, ProxyScope } from "./py-proxies.ts";
import type { PyProxy } from "./py-proxy.ts";

/** How Python source is run. */
export interface RunOptions {
  /** The namespace to run in: a proxy of a Python dict; by default `globals`. */
  readonly globals?: PyProxy;
  /** What takes the variables that the source assigns: a proxy of a Python mapping. */
  readonly locals?: PyProxy;
  /** What tracebacks call the source; by default `<exec>`. */
  readonly filename?: string;
}

/** How Python source is run that may wait. */
export interface AsyncRunOptions extends RunOptions {
  /** Cancels the run: CancelledError is raised where it waits. */
  readonly signal?: AbortSignal;
  /** For how many milliseconds it may run and wait, before TimeoutError is raised there. */
  readonly timeout?: number;
}

/**
 * Converts what `toPy` has no conversion for. `convert` converts a part of the value as the whole
 * is converted; `cacheConversion` is told of the value and what it becomes, before parts that may
 * refer to it are converted.
 */
export type DefaultToPython = (
  value: unknown,
  convert: (part: unknown) => unknown,
  cacheConversion: (value: unknown, converted: unknown) => void,
) => unknown;

/** How `toPy` converts. */
export interface ToPyOptions {
  /** How many levels are converted; by default all, as with a negative number. */
  readonly depth?: number;
  /** Is asked for objects that have no conversion; by default they stay what they are. */
  readonly defaultConverter?: DefaultToPython;
}

/** The version: a function, as in Pyodide's first releases, that also reads as the text. */
export interface Version {
  (): string;
  toString(): string;
}

/** What helps to find mistakes. */
export interface Debug {
  /** What each language holds of the other now. */
  counts(): Counts;
  /** The PyProxies that live, the oldest first; not the runtime's own. */
  liveProxies(): LiveProxy[];
  /** Panics inside the bridge, to see what a panic does. */
  panic(message: string): void;
}

/** A Python interpreter. Its functions need no `this`. */
export interface Jaspy {
  /**
   * Runs Python source.
   *
   * @returns The value of the last expression; undefined when a semicolon follows it.
   * @throws PythonError with the traceback when Python raises an exception.
   */
  runPython<T = unknown>(code: string, options?: RunOptions): T;
  /**
   * Runs Python source that may wait: with `await`, `async for` and `async with` outside of
   * functions. Loads the packages that it imports first.
   *
   * @returns The value of the last expression; undefined when a semicolon follows it.
   * @throws PythonError with the traceback when Python raises an exception.
   */
  runPythonAsync<T = unknown>(code: string, options?: AsyncRunOptions): Promise<T>;
  /**
   * Runs Python source as Pyodide's first releases do: with callbacks for messages about the
   * packages that it imports.
   */
  runPythonAsync<T = unknown>(
    code: string,
    messageCallback?: PackageCallback,
    errorCallback?: PackageCallback,
  ): Promise<T>;
  /**
   * Loads packages by their names or URLs.
   *
   * @throws Error that names what cannot be loaded. So far that is any package: Python has its
   * standard library and what lies in its file system.
   */
  loadPackage(
    names: string | readonly string[],
    optionsOrMessageCallback?: PackageOptions | PackageCallback,
    errorCallback?: PackageCallback,
  ): Promise<void>;
  /** Loads the packages that Python source imports, as far as they are known. */
  loadPackagesFromImports(
    code: string,
    optionsOrMessageCallback?: PackageOptions | PackageCallback,
    errorCallback?: PackageCallback,
  ): Promise<void>;
  /** Where each loaded package came from, by its name. */
  readonly loadedPackages: Readonly<Record<string, string>>;
  /** The variables of `__main__`; builtins can be read, too. A missing name is undefined. */
  readonly globals: PyDict & Record<string, unknown>;
  /**
   * Gives the variable of `__main__` with a name, or imports the module of that name.
   *
   * @throws PythonError of type ModuleNotFoundError when there is neither.
   */
  pyimport<T = unknown>(name: string): T;
  /** Tells whether a value is a proxy of one of this interpreter's objects. */
  isPyProxy(value: unknown): value is PyProxy;
  /**
   * Copies a value to Python: an Array becomes a list, a Map and an Object a dict, a Set a set, a
   * typed array or buffer a memoryview. What became a Python object comes as its proxy.
   *
   * @throws PythonError of type ConversionError for keys and members that Python cannot tell apart
   * or hash.
   */
  toPy(value: unknown, options?: ToPyOptions): unknown;
  /** What Python's `repr` says of a value. */
  repr(value: unknown): string;
  /** Makes an object importable; a module that has the name already gives way to it. */
  registerJsModule(name: string, module: object): void;
  /** Undoes `registerJsModule`. */
  unregisterJsModule(name: string): void;
  /** Sets where `sys.stdin` comes from; without options, the default. */
  setStdin(options?: InputOptions): void;
  /** Sets where `sys.stdout` goes; without options, the default. */
  setStdout(options?: OutputOptions): void;
  /** Sets where `sys.stderr` goes; without options, the default. */
  setStderr(options?: OutputOptions): void;
  /** Lets Python see a folder of the host at a path. Node only. */
  mountNodeFS(path: string, hostPath: string): void;
  /**
   * Lets Python see a folder of the user's device: a copy in memory, from which `syncfs` of the
   * result writes back what has changed. Pages and workers only.
   */
  mountNativeFS(path: string, handle: DirectoryHandle): Promise<SyncedFolder>;
  /**
   * Lets Python see a folder that the browser keeps in IndexedDB, in which `syncfs` of the result
   * saves what has changed.
   *
   * @throws Error where there is no IndexedDB.
   */
  mountIDBFS(path: string): Promise<SyncedFolder>;
  /**
   * Unpacks an archive into Python's files.
   *
   * @param format - `"zip"`, `"tar"`, `"gztar"`, `"bztar"`, `"xztar"` or a usual name of one, such as
   * `"whl"` or `"tar.gz"`.
   * @throws PythonError when the archive is damaged or the format unknown.
   */
  unpackArchive(
    buffer: ArrayBuffer | ArrayBufferView,
    format: string,
    options?: UnpackOptions,
  ): void;
  /** The files that Python sees. */
  readonly FS: FileSystem;
  /** The classes of the proxies and errors, for `instanceof`. */
  readonly ffi: Bridge["classes"];
  readonly version: Version;
  /**
   * Runs a function, and then destroys the PyProxies that were made meanwhile, but for those given
   * to `scope.keep`.
   *
   * Of an asynchronous function, those made before its first `await` are destroyed when it is done:
   * later, nobody can tell whose they are, and `scope.add` takes them.
   *
   * @returns What the function returned; for an asynchronous one, a promise of it.
   */
  scope<T>(body: (scope: ProxyScope) => T): T;
  /**
   * Takes signals from a typed array on shared memory, which stays what it is: whoever has it, in
   * another thread mostly, writes a signal's number into its first element. Python puts 0 there when
   * it takes the signal, within 100 ms, and runs its handler. That of 2 raises KeyboardInterrupt; of
   * most others there is none before `signal.signal`. What Python runs next is interrupted where it
   * runs, and what waits where it waits: the last `runPythonAsync` or `run_sync` that began to. The
   * event loop's own code is never interrupted, but what it calls or returns to.
   *
   * Without a buffer, Python takes no signals any more.
   */
  setInterruptBuffer(buffer?: InterruptBuffer): void;
  /**
   * Runs the handlers of signals that have arrived: for JavaScript that Python has called, and that
   * takes long.
   *
   * @throws PythonError of type KeyboardInterrupt when that was the signal, or what else the handler
   * raises.
   */
  checkInterrupt(): void;
  /**
   * Ends this runtime, after what Python's `atexit` has been told. Every later use of it or of one
   * of its proxies throws an Error that says so, promises that wait for Python are rejected with it,
   * and its memory can be collected.
   *
   * @throws Error when its code is running.
   */
  destroy(): void;
  /**
   * Chooses whether PyProxies remember where they were made, and messages tell the `repr` of what was
   * destroyed. Both cost time.
   *
   * @returns What was chosen before.
   */
  setDebug(isDebug: boolean): boolean;
  readonly debug: Debug;
}
