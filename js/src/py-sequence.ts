import type { Handle } from "./handle.ts";
import type { PyJson } from "./json-view.ts";
import type { PyProxyWithGet, PyProxyWithLength } from "./py-item.ts";
import type { PyIterable } from "./py-iterate.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { Python } from "./python.ts";

/** A function that Array's methods call for each element. */
type Callback<R> = (value: unknown, index: number, sequence: PySequence) => R;

/** A Python `collections.abc.Sequence`: its elements by index, and Array's methods that read. */
export interface PySequence extends PyProxyWithLength, PyProxyWithGet, PyIterable, PyJson {
  [index: number]: unknown;
  at(index: number): unknown;
  concat(...others: unknown[]): unknown[];
  entries(): IterableIterator<[number, unknown]>;
  every(test: Callback<unknown>, self?: unknown): boolean;
  filter(test: Callback<unknown>, self?: unknown): unknown[];
  find(test: Callback<unknown>, self?: unknown): unknown;
  findIndex(test: Callback<unknown>, self?: unknown): number;
  forEach(action: Callback<void>, self?: unknown): void;
  /** Objects of Python are found by identity, what is copied by value. */
  includes(value: unknown, start?: number): boolean;
  /** Objects of Python are found by identity, what is copied by value. */
  indexOf(value: unknown, start?: number): number;
  join(separator?: string): string;
  keys(): IterableIterator<number>;
  /** Objects of Python are found by identity, what is copied by value. */
  lastIndexOf(value: unknown, start?: number): number;
  map<T>(change: Callback<T>, self?: unknown): T[];
  reduce<T = unknown>(
    step: (result: T, value: unknown, index: number, sequence: PySequence) => T,
    initial?: T,
  ): T;
  reduceRight<T = unknown>(
    step: (result: T, value: unknown, index: number, sequence: PySequence) => T,
    initial?: T,
  ): T;
  slice(start?: number, end?: number): unknown[];
  some(test: Callback<unknown>, self?: unknown): boolean;
  /** What `JSON.stringify` takes: nested mappings and sequences are JSON-like views. */
  toJSON(): unknown[];
  values(): IterableIterator<unknown>;
  readonly [Symbol.isConcatSpreadable]: true;
}

/** How containers among elements are given: the number by which Rust knows it. */
export enum Form {
  /** As in every other conversion. */
  Value,
  /** Mappings and sequences as JSON-like views. */
  Json,
}

/** The elements from one index to before another, in one crossing. */
export function elements(
  python: Python,
  handle: Handle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
  form = Form.Value,
): unknown[] {
  return python.on(handle, (wasm, slot, version) =>
    wasm.py_slice(slot, version, start, end, form),
  ) as unknown[];
}

/** The methods of Array that read, one by one and lazily as Array's own: they call back. */
const { entries, every, filter, find, findIndex, forEach } = Array.prototype;
const { keys, map, reduce, reduceRight, some, values } = Array.prototype;

/** What is a sequence. */
export const sequenceMethods: MakeMethods = ({ python, handleOf }) => ({
  entries,
  every,
  filter,
  find,
  findIndex,
  forEach,
  keys,
  map,
  reduce,
  reduceRight,
  some,
  values,
  at(index: number): unknown {
    const at = Math.trunc(Number(index)) || 0;
    // What does not fit 32 bits is beyond any sequence.
    if ((at | 0) !== at) return undefined;
    return python.at(handleOf(this), at, Form.Value);
  },
  concat(...others: unknown[]): unknown[] {
    return elements(python, handleOf(this)).concat(...others);
  },
  includes(value: unknown, start = 0): boolean {
    return python.on(handleOf(this), (wasm, slot, version) => {
      python.write(value);
      return wasm.py_includes(slot, version, Number(start));
    }) as boolean;
  },
  indexOf(value: unknown, start = 0): number {
    return python.on(handleOf(this), (wasm, slot, version) => {
      python.write(value);
      return wasm.py_index_of(slot, version, Number(start));
    }) as number;
  },
  join(separator?: string): string {
    return elements(python, handleOf(this)).join(separator);
  },
  lastIndexOf(value: unknown, ...[start = Number.POSITIVE_INFINITY]: number[]): number {
    return python.on(handleOf(this), (wasm, slot, version) => {
      python.write(value);
      return wasm.py_last_index_of(slot, version, Number(start));
    }) as number;
  },
  slice(start?: number, end?: number): unknown[] {
    return elements(python, handleOf(this), relative(start, 0), relative(end));
  },
  toJSON(): unknown[] {
    return elements(python, handleOf(this), 0, Number.POSITIVE_INFINITY, Form.Json);
  },
  get [Symbol.isConcatSpreadable](): boolean {
    return true;
  },
});

/** An index as Rust takes it: undefined is what the method says. */
export function relative(index: number | undefined, missing = Number.POSITIVE_INFINITY): number {
  return index === undefined ? missing : Number(index);
}

/** The index that a property's name means, if it means one. */
export function indexOfKey(key: string | symbol): number | undefined {
  if (typeof key === "symbol") return undefined;
  const { length } = key;
  // No sequence has more elements than fit 31 bits.
  if (length === 0 || length > 10) return undefined;
  let index = 0;
  for (let i = 0; i < length; i++) {
    const digit = key.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    index = 10 * index + digit;
  }
  const isCanonical = length === 1 || key.charCodeAt(0) !== 0x30;
  return isCanonical && index <= 0x7fff_ffff ? index : undefined;
}
