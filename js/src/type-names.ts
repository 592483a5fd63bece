import type { Handle } from "./handle.ts";
import type { Python } from "./python.ts";

/** How many names are remembered before all are forgotten. */
const MOST_NAMES = 1024;

/** The names of Python classes, for messages: each is asked for once. */
export class TypeNames {
  readonly #python: Python;
  readonly #names = new Map<number, string>();

  constructor(python: Python) {
    this.#python = python;
  }

  /** The name of the class of a handle's object; undefined where there is no stack left to ask. */
  of(handle: Handle): string | undefined {
    return this.#names.get(handle.classVersion) ?? this.#ask(handle);
  }

  #ask(handle: Handle): string | undefined {
    let name: string;
    try {
      name = this.#python.typeName(handle);
    } catch {
      return undefined;
    }
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    // CPython gives 0 to classes that have changed too often: it says nothing.
    if (handle.classVersion !== 0) this.#names.set(handle.classVersion, name);
    return name;
  }
}
