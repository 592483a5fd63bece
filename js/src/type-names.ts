import type { Handle } from "./handle.ts";
import type { Python } from "./python.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** How many names are remembered before all are forgotten. */
const MOST_NAMES = 1024;

/** The names of Python classes, for messages: each is asked for once. */
export class TypeNames {
  readonly #wasm: WasmExports;
  readonly #python: Python;
  readonly #names = new Map<number, string>();

  constructor(wasm: WasmExports, python: Python) {
    this.#wasm = wasm;
    this.#python = python;
  }

  /** The name of the class of a handle's object; undefined where there is no stack left to ask. */
  of(handle: Handle): string | undefined {
    const version = this.#wasm.py_type_version(handle.slot, handle.version);
    const known = this.#names.get(version);
    return known ?? this.#ask(handle, version);
  }

  #ask(handle: Handle, version: number): string | undefined {
    let name: string;
    try {
      name = this.#python.typeName(handle);
    } catch {
      return undefined;
    }
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    // CPython gives 0 to classes that have changed too often: it says nothing.
    if (version !== 0) this.#names.set(version, name);
    return name;
  }
}
