/**
 * The classic script `pyodide.js`: for `<script>`, `importScripts` and `require`.
 *
 * It defines `loadPyodide` and `languagePluginLoader`, in CommonJS as exports, elsewhere as global
 * names. `languagePluginLoader` is a promise that comes true when the global `pyodide` is there.
 */
import type { Jaspy, LoadOptions } from "./jaspy.ts";

declare const module: object | undefined;

/** The names that this script shares with its page or worker. */
interface Names {
  /** Where the package's files are; by default beside this script. */
  languagePluginUrl?: string;
  pyodide?: Jaspy;
}

const shared: typeof globalThis & Names = globalThis;
let loading: Promise<Jaspy> | undefined;

async function loadPyodide(options?: LoadOptions): Promise<Jaspy> {
  const pyodide = await import("./pyodide-module.ts");
  return pyodide.loadPyodide(options);
}

async function loadGlobal(): Promise<Jaspy> {
  const { languagePluginUrl } = shared;
  try {
    // Whoever waits for the global name knows Pyodide from its first manual.
    shared.pyodide = await loadPyodide({
      semantics: "classic",
      ...(languagePluginUrl !== undefined && { indexURL: languagePluginUrl }),
    });
    return shared.pyodide;
  } catch (error) {
    // The next look tries again.
    loading = undefined;
    throw error;
  }
}

// Whoever only wants `loadPyodide` should not pay for an interpreter more: the first look starts it.
const names = {
  loadPyodide,
  get languagePluginLoader(): Promise<Jaspy> {
    loading ??= loadGlobal();
    return loading;
  },
};

if (typeof module === "object" && "exports" in module) {
  Object.assign(module, { exports: names });
} else {
  Object.defineProperties(globalThis, Object.getOwnPropertyDescriptors(names));
  // A page that says where the files are waits for them.
  if (shared.languagePluginUrl !== undefined) void names.languagePluginLoader;
}
