import type { Area } from "./area.ts";
import type { Handle } from "./handle.ts";
import type { Memory } from "./memory.ts";
import { Tag } from "./tag.ts";
import type { ToPython } from "./to-python.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** How many names are remembered before all are forgotten; programs use far fewer. */
const MOST_NAMES = 4096;

/** What can be done with a Python object: each is one call of a Rust export. */
export class Python {
  readonly #wasm: WasmExports;
  readonly #memory: Memory;
  readonly #toPython: ToPython;
  readonly #area: Area;
  readonly #names = new Map<string, number>();
  /** What waits for the callers of exports. A stack, for a crossing may contain whole others. */
  readonly #outbox: unknown[] = [];

  constructor(wasm: WasmExports, memory: Memory, toPython: ToPython, area: Area) {
    this.#wasm = wasm;
    this.#memory = memory;
    this.#toPython = toPython;
    this.#area = area;
  }

  /** Takes what Rust has for the caller of the export that is about to return. */
  deliver(value: unknown): void {
    this.#outbox.push(value);
  }

  /**
   * Gives what an export came to.
   *
   * @throws PythonError, or the very error that JavaScript threw at Python.
   */
  receive(tag: Tag): unknown {
    switch (tag) {
      case Tag.Undefined:
      case Tag.Missing:
        return undefined;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Int:
      case Tag.Float:
        return this.#memory.f64[this.#area.records >>> 3];
      case Tag.Delivered:
        return this.#outbox.pop();
      case Tag.Thrown:
        throw this.#outbox.pop();
      default:
        throw new Error(`the tag ${tag} is no result`);
    }
  }

  importModule(name: string): unknown {
    this.#toPython.result(name);
    return this.receive(this.#wasm.py_import());
  }

  getAttribute(handle: Handle, name: string): unknown {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_get_attribute(slot, version, this.#name(name)));
  }

  setAttribute(handle: Handle, name: string, value: unknown): void {
    const { slot, version } = alive(handle);
    // The name first: interning it takes the first record.
    const id = this.#name(name);
    this.#toPython.result(value);
    this.receive(this.#wasm.py_set_attribute(slot, version, id));
  }

  deleteAttribute(handle: Handle, name: string): void {
    const { slot, version } = alive(handle);
    this.receive(this.#wasm.py_delete_attribute(slot, version, this.#name(name)));
  }

  hasAttribute(handle: Handle, name: string): boolean {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_has_attribute(slot, version, this.#name(name))) === true;
  }

  dir(handle: Handle): string[] {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_dir(slot, version)) as string[];
  }

  call(handle: Handle, args: readonly unknown[]): unknown {
    const { slot, version } = alive(handle);
    const count = args.length;
    if (count === 0) return this.receive(this.#wasm.py_call(slot, version, 0, 0));
    if (count <= this.#area.recordCount) {
      this.#toPython.all(args, this.#area.records);
      return this.receive(this.#wasm.py_call(slot, version, count, this.#area.records));
    }
    const room = this.#wasm.py_reserve(count);
    try {
      this.#toPython.all(args, room);
      return this.receive(this.#wasm.py_call(slot, version, count, room));
    } finally {
      this.#wasm.py_unreserve(room, count);
    }
  }

  getItem(handle: Handle, key: unknown): unknown {
    const { slot, version } = alive(handle);
    this.#toPython.result(key);
    return this.receive(this.#wasm.py_get_item(slot, version));
  }

  setItem(handle: Handle, key: unknown, value: unknown): void {
    const { slot, version } = alive(handle);
    this.#toPython.all([key, value], this.#area.records);
    this.receive(this.#wasm.py_set_item(slot, version));
  }

  /** @returns Whether there was such an item. */
  deleteItem(handle: Handle, key: unknown): boolean {
    const { slot, version } = alive(handle);
    this.#toPython.result(key);
    return this.receive(this.#wasm.py_delete_item(slot, version)) === true;
  }

  hasItem(handle: Handle, key: unknown): boolean {
    const { slot, version } = alive(handle);
    this.#toPython.result(key);
    return this.receive(this.#wasm.py_has_item(slot, version)) === true;
  }

  length(handle: Handle): number {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_length(slot, version)) as number;
  }

  str(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_str(slot, version)) as string;
  }

  repr(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_repr(slot, version)) as string;
  }

  typeName(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_type_name(slot, version)) as string;
  }

  formatException(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_format_exception(slot, version)) as string;
  }

  /** The PythonError of an exception's cause or context, or undefined. */
  exceptionCause(handle: Handle): unknown {
    const { slot, version } = alive(handle);
    const tag = this.#wasm.py_exception_cause(slot, version);
    // It waits there as if it were thrown.
    return tag === Tag.Thrown ? this.#outbox.pop() : this.receive(tag);
  }

  /** The PyProxy of the object of a handle. */
  object(handle: Handle): unknown {
    const { slot, version } = alive(handle);
    return this.receive(this.#wasm.py_object(slot, version));
  }

  panic(message: string): void {
    this.#toPython.result(message);
    this.receive(this.#wasm.py_panic());
  }

  /** The number by which Rust knows a name. */
  #name(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size >= MOST_NAMES) {
      this.#wasm.py_forget_names();
      this.#names.clear();
    }
    this.#toPython.result(name);
    const id = this.receive(this.#wasm.py_intern()) as number;
    this.#names.set(name, id);
    return id;
  }
}

function alive(handle: Handle): Handle {
  if (handle.lost !== undefined) throw new Error(handle.lost);
  return handle;
}
