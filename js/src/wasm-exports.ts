import type { Tag } from "./tag.ts";

/** Calls the object of a handle in an entry that can be suspended. */
export type CallInEntry = (
  entry: number,
  slot: number,
  version: number,
  count: number,
  named: number,
  relaxed: number,
  address: number,
) => Tag;

/**
 * What Rust exports, and the one place that names it.
 *
 * All arguments and results are numbers: engines call such functions without a conversion, and none
 * returns a JavaScript reference, for V8 in Node 20 and 22 aborts when it deoptimises a caller of a
 * function that does. `slot, version` are a handle; values are in the records of the area, results
 * in the first; a function that can raise gives a tag.
 */
export interface WasmExports {
  readonly memory: WebAssembly.Memory;
  /** Address of four u32: address of the records, their number, address of the scratch area, its bytes. */
  py_area(): number;
  /** Registers the modules of a Rust extension that is linked in; before CPython starts. */
  py_add_modules?(): void;
  /** Initialises CPython so that so many C calls may nest. */
  py_start(cRecursionLimit: number, semantics: number): Tag;
  /** Has the thread stay attached to Python. Ends in a trap, which leaves the stack pointer behind. */
  py_stay_attached(): void;
  /** Imports the module whose name is in the first record. */
  py_import(): Tag;
  /**
   * Puts the object at an address into the handle table: slot, version, 0, features.
   *
   * @returns The version of its class, which no other class has; 0 where CPython has none for it.
   */
  py_hold(address: number): number;
  py_release(slot: number, version: number): Tag;
  py_release_view(slot: number, version: number): Tag;
  /** Room for so many records, to be given back by `py_unreserve`; 0 where there is no memory. */
  py_reserve(count: number): number;
  py_unreserve(address: number, count: number): void;
  /** Remembers the name in the first record; its number is the result. */
  py_intern(): Tag;
  /** Forgets all names. */
  py_forget_names(): void;
  py_get_attribute(slot: number, version: number, name: number): Tag;
  /** The same, or `Tag.Same` where the attribute is the object of the second handle still. */
  py_get_attribute_again(
    slot: number,
    version: number,
    name: number,
    childSlot: number,
    childVersion: number,
  ): Tag;
  py_set_attribute(slot: number, version: number, name: number): Tag;
  py_delete_attribute(slot: number, version: number, name: number): Tag;
  py_has_attribute(slot: number, version: number, name: number): Tag;
  py_dir(slot: number, version: number): Tag;
  /** Runs what Rust code of an extension has at an address. */
  py_run_entry(address: number): Tag;
  py_call(slot: number, version: number, count: number, address: number): Tag;
  /** Copies an object so many levels deep, with a set of `DeepOption`s, by the conversion of a slot. */
  py_to_js(slot: number, version: number, depth: number, options: number, conversion: number): Tag;
  /** Copies a part for a converter; `wasEager` says that the eager converter has seen it. */
  py_to_js_part(
    context: number,
    contextVersion: number,
    slot: number,
    version: number,
    depth: number,
    wasEager: number,
  ): Tag;
  /** Runs a converter of a conversion for the object at an address. */
  py_run_converter(
    slot: number,
    version: number,
    which: number,
    address: number,
    depth: number,
  ): Tag;
  /** Runs the converter of dicts for the pairs in the first record. */
  py_run_dict_converter(slot: number, version: number): Tag;
  /** Converts the value in the first record so many levels deep, with the converter in the second. */
  py_to_py(depth: number): Tag;
  /** With arguments, values and names in the records at the address; `relaxed` is 0 or 1. */
  py_call_with(
    slot: number,
    version: number,
    count: number,
    named: number,
    relaxed: number,
    address: number,
  ): Tag;
  /** An Array: the export's slot and version, then the layout as `BufferLayout` has it. */
  py_get_buffer(slot: number, version: number): Tag;
  py_get_item(slot: number, version: number): Tag;
  py_set_item(slot: number, version: number): Tag;
  py_delete_item(slot: number, version: number): Tag;
  py_has_item(slot: number, version: number): Tag;
  py_length(slot: number, version: number): Tag;
  /** Python's iterator over an object: `Tag.PyObject` with slot, version, 0, address. */
  py_iterate(slot: number, version: number): Tag;
  /** The next element; at the end `Tag.Finished`, and the outbox holds what was returned. */
  py_next(slot: number, version: number): Tag;
  /** As `py_next`, with the value in the first record as the result of the `yield`. */
  py_send(slot: number, version: number): Tag;
  /** As `py_next`, with an exception there: the first record for the tag `thrown`. */
  py_throw(slot: number, version: number, thrown: Tag): Tag;
  /** As `py_next`, with GeneratorExit there. */
  py_close_generator(slot: number, version: number): Tag;
  /** Ends a Python future, with the first record as the tag says; the entry goes with it. */
  py_settle(slot: number, version: number, outcome: Tag): Tag;
  /** `await object`: the value, or `Tag.Pending`. Takes over the slot of the promise's functions. */
  py_wait(slot: number, version: number, settler: number): Tag;
  /** Python's asynchronous iterator over an object, as `py_iterate` gives it. */
  py_async_iterate(slot: number, version: number): Tag;
  /** The next element, or `Tag.Pending`, or `Tag.Finished`. Takes over the promise's functions. */
  py_async_next(slot: number, version: number, settler: number): Tag;
  /** As `py_async_next`, with the value in the first record. */
  py_async_send(slot: number, version: number, settler: number): Tag;
  /** As `py_async_next`, with an exception: the first record for the tag `thrown`. */
  py_async_throw(slot: number, version: number, thrown: Tag, settler: number): Tag;
  /** As `py_async_next`, but ends a generator. */
  py_async_close(slot: number, version: number, settler: number): Tag;
  /** `form` is how containers among the result are given: `Form` of `py-sequence.ts`. */
  py_get_index(slot: number, version: number, index: number, form: number): Tag;
  /** With the value in the first record; `Tag.OutOfRange` where there is no such element. */
  py_set_index(slot: number, version: number, index: number): Tag;
  py_delete_index(slot: number, version: number, index: number): Tag;
  py_slice(slot: number, version: number, start: number, end: number, form: number): Tag;
  py_index_of(slot: number, version: number, start: number): Tag;
  py_last_index_of(slot: number, version: number, start: number): Tag;
  py_includes(slot: number, version: number, start: number): Tag;
  /** Gives the new length. */
  py_insert(slot: number, version: number, index: number, count: number, address: number): Tag;
  /** Gives the element that was taken out. */
  py_take(slot: number, version: number, index: number, form: number): Tag;
  /** Gives the elements that were taken out. */
  py_splice(
    slot: number,
    version: number,
    start: number,
    removed: number,
    count: number,
    address: number,
    form: number,
  ): Tag;
  py_reverse(slot: number, version: number): Tag;
  /** At the address are so many indices of 32 bits. */
  py_reorder(slot: number, version: number, count: number, address: number): Tag;
  /** With the value in the first record. */
  py_fill(slot: number, version: number, start: number, end: number): Tag;
  py_copy_within(slot: number, version: number, target: number, start: number, end: number): Tag;
  /** The item of a mapping for the name in the first record, containers as JSON-like views. */
  py_json_get(slot: number, version: number): Tag;
  /** With the name in the first record. */
  py_json_has(slot: number, version: number): Tag;
  /** With name and value in the first records. */
  py_json_set(slot: number, version: number): Tag;
  /** With the name in the first record. */
  py_json_delete(slot: number, version: number): Tag;
  py_json_names(slot: number, version: number): Tag;
  py_str(slot: number, version: number): Tag;
  py_repr(slot: number, version: number): Tag;
  py_type_name(slot: number, version: number): Tag;
  py_format_exception(slot: number, version: number): Tag;
  /** Throws the cause or context of an exception, if it has one. */
  py_exception_cause(slot: number, version: number): Tag;
  /** The object itself. */
  py_object(slot: number, version: number): Tag;
  /** Number of entries in the handle table. */
  py_count(): number;
  /** Notes the state of Python's thread before an export that is nested so deeply. */
  py_mark(depth: number): void;
  /** Brings it back to that state, after an exception has passed by the export. */
  py_heal(depth: number): void;
  /** The C stack pointer, which such an exception does not bring back either. */
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(pointer: number): void;
  /** The address of a new entry, in which so many C calls may nest; 0 where there is no memory. */
  py_new_entry(cRecursionLimit: number): number;
  /** Does what `py_call_with` does, in an entry. */
  py_call_in_entry: CallInEntry;
  /** Lets go on whoever let an entry run, after an exception has passed by all of it. */
  py_abandon_entry(entry: number): void;
  /** Has CPython ask for signals, or stop it. */
  py_watch_signals(isOn: number): Tag;
  /** Runs the handlers of signals that have arrived. */
  py_check_signals(): Tag;
  /** Whether a signal, which CPython has just asked for, has to wait for other code to run. */
  py_withholds_signals(): number;
  /** Writes what Python is running to an open file; needs nothing but its memory. */
  py_dump_traceback(fd: number): void;
  /** Raises RecursionError, for a caller that finds too little stack. */
  py_raise_recursion_error(): Tag;
  /** Panics with the text in the first record: a test of what a panic does. */
  py_panic(): Tag;
}

/**
 * A table of what is used here of all that the wasm exports. It can be emptied, and engines find an
 * entry of so small a table without hashing its name.
 */
export function usedExports(all: WasmExports): WasmExports {
  const isUsed = (name: string) => /^py_|^_?emscripten_stack_|^memory$/.test(name);
  const used = Object.entries(all).filter(([name]) => isUsed(name));
  return Object.fromEntries(used) as unknown as WasmExports;
}
