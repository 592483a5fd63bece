import { Finished, OUT_OF_RANGE, PENDING, SAME } from "./answers.ts";
import type { DefaultToPython } from "./api.ts";
import { type Area, RECORD_BYTES } from "./area.ts";
import { type AttributeHolder, rememberAttribute } from "./attributes.ts";
import { Boundary, type BoundaryParts } from "./boundary.ts";
import { isObject } from "./check.ts";
import { Handle, Life } from "./handle.ts";
import type { Known } from "./known.ts";
import type { Memory } from "./memory.ts";
import { PyFeature } from "./py-feature.ts";
import type { References } from "./references.ts";
import type { Semantics } from "./semantics.ts";
import { type Settler, stepSettler, valueSettler } from "./settler.ts";
import type { Tag } from "./tag.ts";
import type { ToPython } from "./to-python.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** Classic semantics give a copy of these, unless Python has asked for a proxy. */
const MAY_BE_COPIED = PyFeature.Dict | PyFeature.Sequence | PyFeature.Buffer;

/** Slot and version of the handle of Rust's half of a deep conversion. */
type Context = readonly [number, number];

/** How many names are remembered before all are forgotten; programs use far fewer. */
const MOST_NAMES = 4096;

/** What Python is made with. */
export interface PythonParts extends BoundaryParts {
  readonly memory: Memory;
  readonly toPython: ToPython;
  readonly area: Area;
  readonly known: Known;
  readonly semantics: Semantics;
  readonly references: References;
}

/** Calls one export for the object of a slot and version. */
export type Operation = (wasm: WasmExports, slot: number, version: number) => Tag;

/** What can be done with a Python object: each is one call of a Rust export. */
export class Python extends Boundary {
  readonly #memory: Memory;
  readonly #toPython: ToPython;
  readonly #area: Area;
  readonly #known: Known;
  readonly #semantics: Semantics;
  readonly #references: References;
  readonly #names = new Map<string, number>();

  constructor({ memory, toPython, area, known, semantics, references, ...parts }: PythonParts) {
    super(parts);
    this.#references = references;
    this.#memory = memory;
    this.#toPython = toPython;
    this.#area = area;
    this.#known = known;
    this.#semantics = semantics;
  }

  override end(reason: Error): void {
    super.end(reason);
    this.#names.clear();
  }

  /** Runs an export on the object of a handle; what crosses is written inside of `operation`. */
  on(handle: Handle, operation: Operation): unknown {
    const { slot, version } = alive(handle);
    return this.run(() => operation(this.wasm, slot, version));
  }

  /** Writes a value into the first record, inside of an operation. */
  write(value: unknown): void {
    this.#toPython.write(value);
  }

  /** Writes values to as many records, inside of an operation, which gets their address. */
  withRecords(values: readonly unknown[], operation: (address: number) => Tag): Tag {
    const { length } = values;
    const { records, recordCount } = this.#area;
    if (length <= recordCount) {
      this.#toPython.all(values, records);
      return operation(records);
    }
    return this.#withRoom(length, (room) => {
      this.#toPython.all(values, room);
      return operation(room);
    });
  }

  /** Writes numbers of 32 bits, inside of an operation, which gets their address. */
  withNumbers(numbers: readonly number[], operation: (address: number) => Tag): Tag {
    return this.#withRoom(Math.ceil((numbers.length * 4) / RECORD_BYTES), (room) => {
      this.#memory.u32.set(numbers, room >>> 2);
      return operation(room);
    });
  }

  importModule(name: string): unknown {
    return this.run(() => {
      this.#toPython.write(name);
      return this.wasm.py_import();
    });
  }

  /** Reads an attribute; its PyProxy is the same as before where it is remembered. */
  getAttribute(holder: AttributeHolder, name: string): unknown {
    const { handle } = holder;
    const child = holder.attributes?.get(name);
    // Held from here on, for Python's code may run to find the attribute, once.
    const proxy = child?.handle.isAlive ? (child.proxy ?? child.handle.holderIfReached) : undefined;
    if (child !== undefined && proxy !== undefined) {
      const found = this.#getAttributeAgain(handle, name, child.handle);
      if (found !== SAME) return isObject(found) ? this.#keepAttribute(holder, name, found) : found;
      if (child.handle.isAlive) return proxy;
      // What ran has ended its proxy.
    }
    const { slot, version } = alive(handle);
    const depth = this.enter();
    let tag: Tag;
    try {
      tag = this.wasm.py_get_attribute(slot, version, this.#name(name));
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    const found = this.leave(depth, tag);
    return isObject(found) ? this.#keepAttribute(holder, name, found) : found;
  }

  /** Reads an attribute whose object had a PyProxy when it was read before. */
  #getAttributeAgain({ slot, version }: Handle, name: string, child: Handle): unknown {
    const { slot: childSlot, version: childVersion } = child;
    const depth = this.enter();
    let tag: Tag;
    try {
      const id = this.#name(name);
      tag = this.wasm.py_get_attribute_again(slot, version, id, childSlot, childVersion);
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    return this.leave(depth, tag);
  }

  /** Remembers the PyProxy of an attribute, which most often is the same the next time. */
  #keepAttribute(holder: AttributeHolder, name: string, found: object): unknown {
    const { handle } = holder;
    const child = this.#known.get(found);
    // One that Python owns is nobody else's; and what has ended can end no other.
    if (!(child instanceof Handle) || child.life !== Life.Free || child.address === 0) return found;
    if (!handle.isAlive) return found;
    switch (this.#semantics) {
      case "classic":
        if (child.features & PyFeature.Method) {
          // Python makes a method anew each time. Those of what never ends would never end.
          if (handle.life !== Life.Permanent) {
            rememberAttribute(holder, name, { handle: child, proxy: found });
          }
        } else if (child.isFound && !(child.features & MAY_BE_COPIED)) {
          // All else is found by what it is.
          rememberAttribute(holder, name, { handle: child, proxy: undefined });
        }
        break;
      case "pep818":
        rememberAttribute(holder, name, { handle: child, proxy: found });
    }
    return found;
  }

  setAttribute(handle: Handle, name: string, value: unknown): void {
    const { slot, version } = alive(handle);
    const depth = this.enter();
    let tag: Tag;
    try {
      // Looking at the value may run code that makes names be forgotten, and remembering one takes
      // the first record.
      const kind = this.#toPython.kind(value);
      const id = this.#name(name);
      this.#toPython.write(value, kind);
      tag = this.wasm.py_set_attribute(slot, version, id);
    } catch (error) {
      this.brokenOff = depth;
      throw this.fail(depth, error);
    }
    this.leave(depth, tag);
  }

  deleteAttribute(handle: Handle, name: string): void {
    const { slot, version } = alive(handle);
    this.run(() => this.wasm.py_delete_attribute(slot, version, this.#name(name)));
  }

  hasAttribute(handle: Handle, name: string): boolean {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_has_attribute(slot, version, this.#name(name))) === true;
  }

  dir(handle: Handle): string[] {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_dir(slot, version)) as string[];
  }

  call(handle: Handle, args: readonly unknown[]): unknown {
    const { slot, version } = alive(handle);
    const { length } = args;
    const depth = this.enter();
    let tag: Tag;
    try {
      tag =
        length <= this.#area.recordCount
          ? this.#callWith(args, slot, version)
          : this.withRecords(args, (room) => this.wasm.py_call(slot, version, length, room));
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    return this.leave(depth, tag);
  }

  #callWith(args: readonly unknown[], slot: number, version: number): Tag {
    const { records } = this.#area;
    this.#toPython.all(args, records);
    return this.wasm.py_call(slot, version, args.length, records);
  }

  /**
   * Calls with positional arguments, and so many values and as many names after them, so that Python
   * can wait in the call where the engine lets it.
   */
  callPromising(
    handle: Handle,
    values: readonly unknown[],
    named: number,
    isRelaxed: boolean,
  ): Promise<unknown> {
    try {
      const { slot, version } = alive(handle);
      const count = values.length - 2 * named;
      const relaxed = Number(isRelaxed);
      const inEntry = this.entries.start((call) =>
        this.withRecords(values, (address) => call(slot, version, count, named, relaxed, address)),
      );
      if (inEntry !== undefined) return inEntry;
      const value = this.run(() =>
        this.withRecords(values, (address) =>
          this.wasm.py_call_with(slot, version, count, named, relaxed, address),
        ),
      );
      return Promise.resolve(value);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Copies an object so many levels deep, by a conversion that has a slot. */
  toJs(handle: Handle, depth: number, options: number, conversion: number): unknown {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_to_js(slot, version, depth, options, conversion));
  }

  /** Copies a part of an object that a converter has asked for. */
  toJsPart(context: Context, handle: Handle, depth: number, wasEager: boolean): unknown {
    const { slot, version } = alive(handle);
    const [owner, ownerVersion] = context;
    return this.run(() =>
      this.wasm.py_to_js_part(owner, ownerVersion, slot, version, depth, wasEager ? 1 : 0),
    );
  }

  /** Runs a converter of Python's for the object at an address, with so many levels left. */
  runConverter(context: Context, which: number, address: number, depth: number): unknown {
    const [slot, version] = context;
    return this.run(() => this.wasm.py_run_converter(slot, version, which, address, depth));
  }

  /** Runs Python's converter of dicts. */
  runDictConverter(context: Context, pairs: readonly unknown[]): unknown {
    const [slot, version] = context;
    return this.run(() => {
      this.#toPython.write(pairs);
      return this.wasm.py_run_dict_converter(slot, version);
    });
  }

  /** Converts a value so many levels deep; below 0, all. */
  toPy(value: unknown, depth: number, converter: DefaultToPython | undefined): unknown {
    return this.run(() => {
      this.#toPython.all([value, converter], this.#area.records);
      return this.wasm.py_to_py(depth);
    });
  }

  getItem(handle: Handle, key: unknown): unknown {
    const { slot, version } = alive(handle);
    const depth = this.enter();
    let tag: Tag;
    try {
      this.#toPython.write(key);
      tag = this.wasm.py_get_item(slot, version);
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    return this.leave(depth, tag);
  }

  setItem(handle: Handle, key: unknown, value: unknown): void {
    const { slot, version } = alive(handle);
    this.run(() => {
      this.#toPython.all([key, value], this.#area.records);
      return this.wasm.py_set_item(slot, version);
    });
  }

  /** @returns Whether there was such an item. */
  deleteItem(handle: Handle, key: unknown): boolean {
    const { slot, version } = alive(handle);
    const deleted = this.run(() => {
      this.#toPython.write(key);
      return this.wasm.py_delete_item(slot, version);
    });
    return deleted === true;
  }

  hasItem(handle: Handle, key: unknown): boolean {
    const { slot, version } = alive(handle);
    const has = this.run(() => {
      this.#toPython.write(key);
      return this.wasm.py_has_item(slot, version);
    });
    return has === true;
  }

  /** The element of a sequence, from the end where the index is negative; undefined beyond. */
  at(handle: Handle, index: number, form: number): unknown {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_get_index(slot, version, index, form));
  }

  /** @returns Whether there is such an element. */
  setAt(handle: Handle, index: number, value: unknown): boolean {
    const { slot, version } = alive(handle);
    const outcome = this.run(() => {
      this.#toPython.write(value);
      return this.wasm.py_set_index(slot, version, index);
    });
    return outcome !== OUT_OF_RANGE;
  }

  /** @returns Whether there was such an element. */
  deleteAt(handle: Handle, index: number): boolean {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_delete_index(slot, version, index)) !== OUT_OF_RANGE;
  }

  length(handle: Handle): number {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_length(slot, version)) as number;
  }

  /** Python's iterator over an object. The caller owns the handle. */
  iterate(handle: Handle): Handle {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_iterate(slot, version)) as Handle;
  }

  /** The next element of an iterator, which gets the value unless that is undefined. */
  next(handle: Handle, value: unknown): IteratorResult<unknown, unknown> {
    const { slot, version } = alive(handle);
    const depth = this.enter();
    let tag: Tag;
    try {
      if (value === undefined) tag = this.wasm.py_next(slot, version);
      else {
        this.#toPython.write(value);
        tag = this.wasm.py_send(slot, version);
      }
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    return step(this.leave(depth, tag));
  }

  /** Raises an error where a generator waits. */
  throwIntoGenerator(handle: Handle, error: unknown): IteratorResult<unknown, unknown> {
    const { slot, version } = alive(handle);
    return step(this.run(() => this.wasm.py_throw(slot, version, this.#toPython.thrown(error))));
  }

  /** Ends a generator; the result is the value unless its clean-up yields or returns another. */
  closeGenerator(handle: Handle, value: unknown): IteratorResult<unknown, unknown> {
    const { slot, version } = alive(handle);
    const result = step(this.run(() => this.wasm.py_close_generator(slot, version)));
    return result.done && result.value === undefined ? { done: true, value } : result;
  }

  /** A promise of what an awaitable comes to; a coroutine is started. */
  wait(handle: Handle): Promise<unknown> {
    return this.#settleLater(handle, valueSettler(), ({ slot, version }, hold) =>
      this.wasm.py_wait(slot, version, hold()),
    );
  }

  /** Python's asynchronous iterator over an object. The caller owns the handle. */
  asyncIterate(handle: Handle): Handle {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_async_iterate(slot, version)) as Handle;
  }

  /** The next element of an asynchronous iterator, which gets the value unless that is undefined. */
  asyncNext(handle: Handle, value: unknown): Promise<IteratorResult<unknown, unknown>> {
    return this.#settleLater(handle, stepSettler(), ({ slot, version }, hold) => {
      if (value === undefined) return this.wasm.py_async_next(slot, version, hold());
      this.#toPython.write(value);
      return this.wasm.py_async_send(slot, version, hold());
    });
  }

  /** Raises an error where an asynchronous generator waits. */
  asyncThrow(handle: Handle, error: unknown): Promise<IteratorResult<unknown, unknown>> {
    return this.#settleLater(handle, stepSettler(), ({ slot, version }, hold) => {
      const thrown = this.#toPython.thrown(error);
      return this.wasm.py_async_throw(slot, version, thrown, hold());
    });
  }

  /** Ends an asynchronous generator; nothing else needs an end. */
  asyncClose(handle: Handle): Promise<unknown> {
    return this.#settleLater(handle, valueSettler(), ({ slot, version }, hold) =>
      this.wasm.py_async_close(slot, version, hold()),
    );
  }

  /** Settles a promise with what an operation gives, or has Rust do so later. */
  #settleLater<T>(
    handle: Handle,
    settler: Settler<T>,
    // It is held last of all, for Rust takes over the slot.
    operation: (handle: Handle, hold: () => number) => Tag,
  ): Promise<T> {
    try {
      const value = this.run(() => operation(alive(handle), () => this.#references.hold(settler)));
      if (value instanceof Finished) settler.finish();
      else if (value !== PENDING) settler.fulfil(value);
    } catch (error) {
      settler.reject(error);
    }
    return settler.promise;
  }

  /** Ends a future, whose handle is taken over; `write` writes what it is to come to, of a value. */
  settle(future: Handle, write: (value: unknown) => Tag, value: unknown): void {
    const depth = this.enter();
    let tag: Tag;
    try {
      tag = this.#written(write, value);
      future.end({});
      tag = this.wasm.py_settle(future.slot, future.version, tag);
    } catch (error) {
      this.brokenOff = depth;
      this.fail(depth, error);
    }
    this.leave(depth, tag);
  }

  #written(write: (value: unknown) => Tag, value: unknown): Tag {
    try {
      return write(value);
    } catch (error) {
      // Such as that of a PyProxy that has been destroyed.
      return this.#toPython.thrown(error);
    }
  }

  str(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_str(slot, version)) as string;
  }

  repr(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_repr(slot, version)) as string;
  }

  typeName(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_type_name(slot, version)) as string;
  }

  formatException(handle: Handle): string {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_format_exception(slot, version)) as string;
  }

  /** The PythonError of an exception's cause or context, which Rust throws, or undefined. */
  exceptionCause(handle: Handle): unknown {
    const { slot, version } = alive(handle);
    try {
      return this.run(() => this.wasm.py_exception_cause(slot, version));
    } catch (cause) {
      return cause;
    }
  }

  /** The PyProxy of the object of a handle. */
  object(handle: Handle): unknown {
    const { slot, version } = alive(handle);
    return this.run(() => this.wasm.py_object(slot, version));
  }

  /** Has CPython ask for signals, or stop it. */
  watchSignals(isOn: boolean): void {
    this.run(() => this.wasm.py_watch_signals(isOn ? 1 : 0));
  }

  /** Runs the handlers of signals that have arrived, and throws what they raise. */
  checkSignals(): void {
    this.run(() => this.wasm.py_check_signals());
  }

  /** Whether a signal, which CPython has just asked for, has to wait for other code to run. */
  withholdsSignals(): boolean {
    // No entry into Python: no code of it runs.
    return this.wasm.py_withholds_signals() !== 0;
  }

  /** Runs what Rust code of an extension has at an address: JavaScript called it by wasm-bindgen. */
  runEntry(address: number): void {
    this.run(() => this.wasm.py_run_entry(address));
  }

  panic(message: string): void {
    this.run(() => {
      this.#toPython.write(message);
      return this.wasm.py_panic();
    });
  }

  /** Runs what needs room for so many records. */
  #withRoom(count: number, operation: (room: number) => Tag): Tag {
    const room = this.wasm.py_reserve(count) >>> 0;
    if (room === 0) throw new Error(`no memory for ${count} values on their way to Python`);
    try {
      return operation(room);
    } finally {
      this.wasm.py_unreserve(room, count);
    }
  }

  /** The number by which Rust knows a name. */
  #name(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size >= MOST_NAMES) {
      this.wasm.py_forget_names();
      this.#names.clear();
    }
    this.#toPython.write(name);
    const id = this.answers.receive(this.wasm.py_intern()) as number;
    this.#names.set(name, id);
    return id;
  }
}

function alive(handle: Handle): Handle {
  if (!handle.isAlive) throw new Error(handle.lost);
  return handle;
}

function step(value: unknown): IteratorResult<unknown, unknown> {
  return value instanceof Finished ? { done: true, value: value.value } : { done: false, value };
}
