import type { Jaspy, ToPyOptions } from "./api.ts";
import { unpackArchive } from "./archive.ts";
import { block } from "./block.ts";
import type { Bridge } from "./bridge.ts";
import { VERSION } from "./build-constants.ts";
import { checkDepth, checkFunction, checkOptions, checkString, isObject, refuse } from "./check.ts";
import type { EmscriptenCore } from "./core.ts";
import { EventLoop, type LoopEntry } from "./event-loop.ts";
import { fetching } from "./fetching.ts";
import { fileMounts } from "./file-mounts.ts";
import type { FileSystem } from "./file-system.ts";
import { makeGlobals } from "./globals.ts";
import type { NodeModules } from "./host.ts";
import { type InterruptEntry, Interrupts } from "./interrupt.ts";
import { defineMember, deriveClass } from "./js-class.ts";
import { checkNames, Packages, packageOptions } from "./packages.ts";
import type { PyCallable } from "./py-callable.ts";
import type { PyDict } from "./py-mapping.ts";
import type { PyProxy } from "./py-proxy.ts";
import { readURL } from "./read-url.ts";
import { asyncRunner, type RunEntry, type RunParts, runner } from "./run.ts";
import type { Streams } from "./streams.ts";
import { Timers } from "./timers.ts";

/** What a runtime is made of, all of it started. */
export interface RuntimeParts {
  readonly bridge: Bridge;
  readonly core: EmscriptenCore;
  readonly streams: Streams;
  readonly node: NodeModules | undefined;
  readonly args: readonly string[] | undefined;
}

/** The functions of the Python module `jaspy._entry`, held from start to end. */
interface Entry extends RunEntry, LoopEntry, InterruptEntry {
  readonly find_name: PyCallable;
  readonly register_js_module: PyCallable;
  readonly unregister_js_module: PyCallable;
  readonly stop: PyCallable;
  readonly flush_output: PyCallable;
  readonly unpack_archive: PyCallable;
}

/** What a runtime has while it lives. */
interface LiveParts extends RunParts {
  readonly entry: Entry;
  readonly loop: EventLoop;
  readonly timers: Timers;
  readonly FS: FileSystem;
}

interface EntryModule extends Entry {
  readonly start: PyCallable;
  readonly global_names: PyCallable;
}

/** What calls Python back, and ends with the runtime. */
type Scheduling = Pick<LiveParts, "loop" | "timers">;

/** Makes the object that users get. */
export function makeRuntime(parts: RuntimeParts): Jaspy {
  const { bridge, node } = parts;
  const loop = new EventLoop(bridge.canSuspend);
  const timers = new Timers();
  const { globals, entry } = startPython(parts, { loop, timers });
  const interrupts = new Interrupts(bridge, parts.core);
  interrupts.connect(entry);
  bridge.listenToWaits(interrupts);
  bridge.onEnd = ending(loop, interrupts, timers);
  // What keeps memory alive, and nothing else of what follows does.
  let live: LiveParts | undefined = {
    entry,
    streams: parts.streams,
    packages: new Packages(),
    interrupts,
    loop,
    timers,
    FS: parts.core.FS,
  };
  const alive = (): LiveParts => {
    if (bridge.ended !== undefined || live === undefined) throw bridge.ended;
    return live;
  };
  const api: Jaspy = {
    runPython: runner(alive),
    runPythonAsync: asyncRunner(alive, () => bridge.ended),
    globals,
    pyimport<T>(name: string): T {
      checkString("name", name);
      return alive().entry.find_name(name) as T;
    },
    loadPackage: async (names, options, errorCallback) =>
      alive().packages.load(checkNames(names), packageOptions(options, errorCallback)),
    async loadPackagesFromImports(code, options, errorCallback) {
      checkString("code", code);
      const { entry, packages } = alive();
      const imported = entry.find_imports(code) as string;
      await packages.loadImported(
        imported.split(" ").filter(Boolean),
        packageOptions(options, errorCallback),
      );
    },
    loadedPackages: live.packages.loaded,
    isPyProxy: (value): value is PyProxy => bridge.isPyProxy(value),
    toPy: (value, options) => toPy(bridge, value, options),
    repr: (value) => bridge.repr(value),
    registerJsModule(name, module) {
      checkString("name", name);
      if (!isObject(module)) refuse("module", "an object", module);
      alive().entry.register_js_module(name, module);
    },
    unregisterJsModule(name) {
      checkString("name", name);
      alive().entry.unregister_js_module(name);
    },
    setStdin: (options) => alive().streams.setStdin(options),
    setStdout: (options) => alive().streams.setStdout(options),
    setStderr: (options) => alive().streams.setStderr(options),
    ...fileMounts(() => alive().FS, node),
    unpackArchive(buffer, format, options) {
      const { entry, FS } = alive();
      unpackArchive(FS, entry.unpack_archive, buffer, format, options);
    },
    get FS() {
      return alive().FS;
    },
    ffi: bridge.classes,
    version: Object.assign(() => VERSION, { toString: () => VERSION }),
    scope: (body) => {
      if (typeof body !== "function") refuse("body", "a function", body);
      return bridge.scope(body);
    },
    setInterruptBuffer: (buffer) => alive().interrupts.setBuffer(buffer),
    checkInterrupt: () => alive().interrupts.check(),
    destroy() {
      if (live === undefined) return;
      if (bridge.ended === undefined) stopPython(bridge, live);
      live = undefined;
    },
    setDebug: (isDebug) => bridge.setDebug(isDebug),
    debug: {
      counts: () => bridge.counts(),
      liveProxies: () => bridge.liveProxies(),
      panic: (message) => bridge.panic(message),
    },
  };
  api.registerJsModule("pyodide_js", api);
  return api;
}

/** Takes hold of the Python side, and gives it what it needs. */
function startPython({ bridge, streams, node, args }: RuntimeParts, scheduling: Scheduling) {
  const module = bridge.importModule("jaspy._entry") as PyProxy & EntryModule;
  const { start, global_names } = module;
  const entry: Entry = {
    run_python: module.run_python,
    new_run: module.new_run,
    start_run: module.start_run,
    finish: module.finish,
    cancel: module.cancel,
    refuse_cancelled: module.refuse_cancelled,
    find_imports: module.find_imports,
    find_name: module.find_name,
    register_js_module: module.register_js_module,
    unregister_js_module: module.unregister_js_module,
    interrupt: module.interrupt,
    turn: module.turn,
    ring: module.ring,
    stop: module.stop,
    flush_output: module.flush_output,
    unpack_archive: module.unpack_archive,
  };
  scheduling.loop.connect(entry);
  // Who keeps one function that is made in here keeps what all of them use: these are made elsewhere.
  const functions = pythonFunctions(streams, node, scheduling);
  streams.connect(flushing(entry));
  const address = start(args, functions) as number;
  start.destroy();
  const namespace = bridge.proxyAt(address) as PyDict;
  const builtins = bridge.importModule("builtins");
  const own = [module, namespace, builtins, global_names, ...Object.values(entry)];
  for (const proxy of own) bridge.own(proxy);
  const globals = makeGlobals({
    namespace,
    builtins,
    names: () => takeStrings(global_names()),
  });
  bridge.alias(globals, namespace);
  return { globals, entry };
}

/** Ends parts, none of which the functions of the runtime know by it. */
function ending(...parts: { end(): void }[]): () => void {
  return () => {
    for (const part of parts) part.end();
  };
}

/** The functions that Python calls for what only JavaScript can do. */
function pythonFunctions(
  streams: Streams,
  node: NodeModules | undefined,
  { loop, timers }: Scheduling,
) {
  return {
    own_property_names: Object.getOwnPropertyNames,
    derive_class: deriveClass,
    define_member: defineMember,
    flush_soon: () => streams.expectFlush(),
    prepare_input: () => streams.prepareInput(),
    read_url: (url: string) => readURL(url, node),
    block,
    fetching,
    timers: timers.functions,
    ...loop.functions,
  };
}

function flushing(entry: Entry): () => void {
  return () => {
    entry.flush_output();
  };
}

/** Ends a runtime by its user's will. */
function stopPython(bridge: Bridge, { entry, streams }: LiveParts): void {
  if (bridge.isRunning) {
    throw new Error("cannot destroy a Python runtime while its code runs: wait until it returns");
  }
  try {
    entry.stop();
  } finally {
    streams.flush();
    if (bridge.ended === undefined) {
      bridge.end(new Error("this Python runtime was destroyed: load another to go on"));
    }
  }
}

function toPy(bridge: Bridge, value: unknown, options: ToPyOptions = {}): unknown {
  checkOptions("toPy", options, ["depth", "defaultConverter"]);
  const { depth = -1, defaultConverter } = options;
  checkDepth(depth);
  checkFunction("defaultConverter", defaultConverter);
  return bridge.toPy(value, depth, defaultConverter);
}

/** The strings of a Python list, which is a copy with some semantics and a proxy with others. */
function takeStrings(list: unknown): string[] {
  const strings = Array.from(list as Iterable<string>);
  (list as Partial<PyProxy>).destroy?.();
  return strings;
}
