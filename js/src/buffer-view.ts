import { halfFloats } from "./half-float.ts";
import type { Semantics } from "./semantics.ts";

/** Gives back the Python buffer whose export has this slot and version. */
export type ReleaseView = (slot: number, version: number) => void;

type ViewConstructor = new (
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
) => ArrayBufferView;

// `Float16Array` is younger than the engines that this runs on.
const float16Array = (globalThis as { Float16Array?: ViewConstructor }).Float16Array;

/** Array type and item size for each of `struct`'s native formats that has one (PEP 3118). */
const formats = new Map<string, readonly [ViewConstructor, number]>([
  ["B", [Uint8ClampedArray, 1]],
  ["c", [Uint8ClampedArray, 1]],
  ["?", [Uint8ClampedArray, 1]],
  ["b", [Int8Array, 1]],
  ["h", [Int16Array, 2]],
  ["H", [Uint16Array, 2]],
  ["i", [Int32Array, 4]],
  ["I", [Uint32Array, 4]],
  ["l", [Int32Array, 4]],
  ["L", [Uint32Array, 4]],
  ["n", [Int32Array, 4]],
  ["N", [Uint32Array, 4]],
  ["P", [Uint32Array, 4]],
  ["q", [BigInt64Array, 8]],
  ["Q", [BigUint64Array, 8]],
  ["f", [Float32Array, 4]],
  ["d", [Float64Array, 8]],
]);
if (float16Array !== undefined) formats.set("e", [float16Array, 2]);

/**
 * Makes the typed array that shows a Python buffer of this format, on the same memory; of half
 * floats, which older engines have no array for, there a copy with each value as it is.
 */
export function viewArray(
  buffer: ArrayBufferLike,
  address: number,
  byteLength: number,
  format: string,
): ArrayBufferView {
  const entry = formats.get(format);
  if (entry === undefined && format === "e") return halfFloats(buffer, address, byteLength / 2);
  if (entry === undefined) throw new TypeError(`no typed array has the element format '${format}'`);
  const [arrayType, itemSize] = entry;
  return new arrayType(buffer, address, byteLength / itemSize);
}

/** Makes the typed array of bytes that were copied, of elements of this format. */
export function copiedArray(
  bytes: ArrayBufferLike,
  format: string,
  semantics: Semantics,
): ArrayBufferView {
  const array = viewArray(bytes, 0, bytes.byteLength, format);
  switch (semantics) {
    case "classic":
      return array;
    case "pep818":
      return array instanceof Uint8ClampedArray ? new Uint8Array(bytes) : array;
  }
}

/** The `struct` format of a typed array's elements; bytes for what has none. */
export function elementFormat(value: unknown): string {
  if (!ArrayBuffer.isView(value) || isDataView(value)) return "B";
  // The getter on %TypedArray%.prototype reads the real name, in every realm; nobody can override it.
  switch (typedArrayName(value)) {
    case "Int8Array":
      return "b";
    case "Int16Array":
      return "h";
    case "Uint16Array":
      return "H";
    case "Int32Array":
      return "i";
    case "Uint32Array":
      return "I";
    case "BigInt64Array":
      return "q";
    case "BigUint64Array":
      return "Q";
    case "Float16Array":
      return "e";
    case "Float32Array":
      return "f";
    case "Float64Array":
      return "d";
    default:
      return "B";
  }
}

const typedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
/** The name of a typed array's class, of any realm; undefined for other views. */
export const typedArrayName = intrinsic(typedArrayPrototype, Symbol.toStringTag);
const typedArray = byteRange(typedArrayPrototype);
const dataView = byteRange(DataView.prototype);

/** A getter of the language itself, which no subclass or instance can override. */
function intrinsic(prototype: object, name: PropertyKey): (view: object) => unknown {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (getter === undefined) throw new Error(`this engine has no getter ${String(name)}`);
  return (view) => Reflect.apply(getter, view, []) as unknown;
}

function byteRange(prototype: object): (view: object) => Uint8Array {
  const buffer = intrinsic(prototype, "buffer");
  const byteOffset = intrinsic(prototype, "byteOffset");
  const byteLength = intrinsic(prototype, "byteLength");
  return (view) =>
    new Uint8Array(
      buffer(view) as ArrayBufferLike,
      byteOffset(view) as number,
      byteLength(view) as number,
    );
}

function isDataView(view: ArrayBufferView): view is DataView {
  return typedArrayName(view) === undefined;
}

/** The bytes that a typed array, DataView, ArrayBuffer or SharedArrayBuffer shows. */
export function bytesOf(value: unknown): Uint8Array {
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value as ArrayBufferLike);
  return isDataView(value) ? dataView(value) : typedArray(value);
}

/** The typed arrays on Python's memory: each keeps its Python buffer until it is collected. */
export class BufferViews {
  readonly #collected: FinalizationRegistry<{ slot: number; version: number }>;
  readonly #release: ReleaseView;
  readonly #all = new WeakSet<object>();
  #count = 0;

  constructor(release: ReleaseView) {
    this.#release = release;
    this.#collected = new FinalizationRegistry(({ slot, version }) => {
      this.#count -= 1;
      release(slot, version);
    });
  }

  /** How many there are that the collector has not found unreachable. */
  get count(): number {
    return this.#count;
  }

  /**
   * Keeps a Python buffer for as long as the array on it lives.
   *
   * @returns What gives the buffer back before; again, it has no effect.
   */
  keep(array: object, slot: number, version: number): () => void {
    const entry = { slot, version };
    if (!ArrayBuffer.isView(array)) this.#all.add(array);
    this.#count += 1;
    this.#collected.register(array, entry, entry);
    return () => {
      if (!this.#collected.unregister(entry)) return;
      this.#count -= 1;
      this.#release(slot, version);
    };
  }

  /** Tells whether a value keeps or kept a Python buffer of this runtime. */
  has(value: unknown): boolean {
    return this.#all.has(value as object);
  }

  /** Gives back a Python buffer of which no array was made. */
  giveBack(slot: number, version: number): void {
    this.#release(slot, version);
  }
}
