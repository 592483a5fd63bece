import type { Jaspy, RunOptions, ToPyOptions } from "./api.ts";
import type { Bridge } from "./bridge.ts";
import { VERSION } from "./build-constants.ts";
import { checkDepth, checkFunction, checkOptions, checkString, isObject, refuse } from "./check.ts";
import type { EmscriptenCore } from "./core.ts";
import { makeGlobals } from "./globals.ts";
import type { NodeModules } from "./host.ts";
import { mountNodeFolder } from "./node-folder.ts";
import type { PyCallable } from "./py-callable.ts";
import type { PyDict } from "./py-mapping.ts";
import type { PyProxy } from "./py-proxy.ts";
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
interface Entry {
  readonly run_python: PyCallable;
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
  const { globals, entry } = startPython(bridge, args);
  const api: Jaspy = {
    runPython: runner(entry.run_python, streams),
    globals,
    pyimport<T>(name: string): T {
      checkString("name", name);
      return entry.find_name(name) as T;
    },
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
function startPython(bridge: Bridge, args: readonly string[] | undefined) {
  const module = bridge.importModule("jaspy._entry") as PyProxy & EntryModule;
  const { start, global_names, run_python, find_name } = module;
  const { register_js_module, unregister_js_module } = module;
  const address = start(args, Object.getOwnPropertyNames) as number;
  start.destroy();
  const namespace = bridge.proxyAt(address) as PyDict;
  const builtins = bridge.importModule("builtins");
  const entry: Entry = { run_python, find_name, register_js_module, unregister_js_module };
  const own = [module, namespace, builtins, global_names, ...Object.values(entry)];
  for (const proxy of own) bridge.own(proxy);
  const globals = makeGlobals({
    namespace,
    builtins,
    names: () => global_names() as string[],
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

function runner(runPython: PyCallable, streams: Streams): Jaspy["runPython"] {
  return <T>(code: string, options: RunOptions = {}): T => {
    checkString("code", code);
    checkOptions("runPython", options, ["globals", "locals", "filename"]);
    const { globals, locals, filename } = options;
    if (globals !== undefined && !isObject(globals))
      refuse("globals", "a proxy of a dict", globals);
    if (locals !== undefined && !isObject(locals)) refuse("locals", "a proxy of a mapping", locals);
    if (filename !== undefined) checkString("filename", filename);
    try {
      return runPython(code, globals, locals, filename) as T;
    } finally {
      streams.flush();
    }
  };
}
