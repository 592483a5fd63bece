import type { Jaspy, ToPyOptions } from "./api.ts";
import type { Bridge } from "./bridge.ts";
import { VERSION } from "./build-constants.ts";
import { checkDepth, checkFunction, checkOptions, checkString, isObject, refuse } from "./check.ts";
import type { EmscriptenCore } from "./core.ts";
import { EventLoop, type LoopEntry } from "./event-loop.ts";
import { makeGlobals } from "./globals.ts";
import type { NodeModules } from "./host.ts";
import { mountNodeFolder } from "./node-folder.ts";
import { checkNames, Packages, packageOptions } from "./packages.ts";
import type { PyCallable } from "./py-callable.ts";
import type { PyDict } from "./py-mapping.ts";
import type { PyProxy } from "./py-proxy.ts";
import { asyncRunner, type RunEntry, runner } from "./run.ts";
import type { Streams } from "./streams.ts";

/** What a runtime is made of, all of it started. */
export interface RuntimeParts {
  readonly bridge: Bridge;
  readonly core: EmscriptenCore;
  readonly streams: Streams;
  readonly node: NodeModules | undefined;
  readonly args: readonly string[] | undefined;
}

/** The functions of the Python module `jaspy._entry`, held from start to end. */
interface Entry extends RunEntry, LoopEntry {
  readonly find_name: PyCallable;
  readonly register_js_module: PyCallable;
  readonly unregister_js_module: PyCallable;
}

interface EntryModule extends Entry {
  readonly start: PyCallable;
  readonly global_names: PyCallable;
}

/** Makes the object that users get. */
export function makeRuntime(parts: RuntimeParts): Jaspy {
  const { bridge, core, streams, node, args } = parts;
  const loop = new EventLoop();
  const { globals, entry } = startPython(bridge, args, loop);
  const packages = new Packages();
  const api: Jaspy = {
    runPython: runner(entry, streams),
    runPythonAsync: asyncRunner(entry, streams, packages),
    globals,
    pyimport<T>(name: string): T {
      checkString("name", name);
      return entry.find_name(name) as T;
    },
    loadPackage: async (names, options, errorCallback) =>
      packages.load(checkNames(names), packageOptions(options, errorCallback)),
    async loadPackagesFromImports(code, options, errorCallback) {
      checkString("code", code);
      const imported = entry.find_imports(code) as string;
      await packages.loadImported(
        imported.split(" ").filter(Boolean),
        packageOptions(options, errorCallback),
      );
    },
    loadedPackages: packages.loaded,
    isPyProxy: (value): value is PyProxy => bridge.isPyProxy(value),
    toPy: (value, options) => toPy(bridge, value, options),
    repr: (value) => bridge.repr(value),
    registerJsModule(name, module) {
      checkString("name", name);
      if (!isObject(module)) refuse("module", "an object", module);
      entry.register_js_module(name, module);
    },
    unregisterJsModule(name) {
      checkString("name", name);
      entry.unregister_js_module(name);
    },
    setStdin: (options) => streams.setStdin(options),
    setStdout: (options) => streams.setStdout(options),
    setStderr: (options) => streams.setStderr(options),
    mountNodeFS: (path, hostPath) => mountNodeFolder(core.FS, node, path, hostPath),
    FS: core.FS,
    ffi: bridge.classes,
    version: Object.assign(() => VERSION, { toString: () => VERSION }),
    scope: (body) => {
      if (typeof body !== "function") refuse("body", "a function", body);
      return bridge.scope(body);
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
function startPython(bridge: Bridge, args: readonly string[] | undefined, loop: EventLoop) {
  const module = bridge.importModule("jaspy._entry") as PyProxy & EntryModule;
  const { start, global_names } = module;
  const entry: Entry = {
    run_python: module.run_python,
    start_async: module.start_async,
    finish: module.finish,
    find_imports: module.find_imports,
    find_name: module.find_name,
    register_js_module: module.register_js_module,
    unregister_js_module: module.unregister_js_module,
    run_scheduled: module.run_scheduled,
    settle: module.settle,
    forget: module.forget,
  };
  loop.connect(entry);
  const functions = { own_property_names: Object.getOwnPropertyNames, ...loop.functions };
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
