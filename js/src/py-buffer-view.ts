import type { Memory } from "./memory.ts";

/** The arrays that can show a Python buffer, by the names that `getBuffer` takes. */
export interface BufferArrays {
  i8: Int8Array;
  u8: Uint8Array;
  u8clamped: Uint8ClampedArray;
  i16: Int16Array;
  u16: Uint16Array;
  i32: Int32Array;
  u32: Uint32Array;
  i64: BigInt64Array;
  u64: BigUint64Array;
  f16: ArrayBufferView;
  f32: Float32Array;
  f64: Float64Array;
  dataview: DataView;
}

/** Which kind of array shows a buffer. */
export type BufferType = keyof BufferArrays;

/** What Rust tells of a buffer. */
export interface BufferLayout {
  /** Address of the element whose indices are all 0. */
  readonly address: number;
  readonly nbytes: number;
  readonly itemsize: number;
  readonly readonly: boolean;
  readonly c_contiguous: boolean;
  readonly f_contiguous: boolean;
  readonly format: string;
  readonly shape: readonly number[];
  /** In bytes. */
  readonly strides: readonly number[];
}

/** A Python buffer in JavaScript, on the same memory. It keeps the buffer until it is released. */
export interface PyBufferView<Data = ArrayBufferView> {
  /**
   * The elements, from the lowest address to the highest.
   *
   * Read it anew after each call of Python: memory that has grown leaves an array that was read
   * before empty. An array that was read must not be used when the view has been released.
   *
   * @throws Error when the view has been released.
   */
  readonly data: Data;
  /** How many elements there are in each dimension. */
  readonly shape: readonly number[];
  /** How far apart in `data` two elements are in each dimension. */
  readonly strides: readonly number[];
  /** Where in `data` the element is whose indices are all 0. */
  readonly offset: number;
  /** The number of dimensions. */
  readonly ndim: number;
  /** The format of an element, as Python's module `struct` has it. */
  readonly format: string;
  /** The size of an element in bytes. */
  readonly itemsize: number;
  /** The size of all elements in bytes. */
  readonly nbytes: number;
  /** Whether Python means the buffer not to be written; JavaScript must see to that itself. */
  readonly readonly: boolean;
  /** Whether the elements lie one after the other, the last index changing fastest. */
  readonly c_contiguous: boolean;
  /** Whether the elements lie one after the other, the first index changing fastest. */
  readonly f_contiguous: boolean;
  /** Lets go of the buffer. Again: no effect. */
  release(): void;
  /** Does what `release` does, for `using`. */
  [Symbol.dispose](): void;
}

type ArrayType = new (
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
) => ArrayBufferView & { readonly buffer: ArrayBufferLike };

const float16Array = (globalThis as { Float16Array?: ArrayType }).Float16Array;

/** The arrays and the sizes of their elements. */
const arrays: Partial<Record<BufferType, readonly [ArrayType, number]>> = {
  i8: [Int8Array, 1],
  u8: [Uint8Array, 1],
  u8clamped: [Uint8ClampedArray, 1],
  i16: [Int16Array, 2],
  u16: [Uint16Array, 2],
  i32: [Int32Array, 4],
  u32: [Uint32Array, 4],
  i64: [BigInt64Array, 8],
  u64: [BigUint64Array, 8],
  ...(float16Array && { f16: [float16Array, 2] as const }),
  f32: [Float32Array, 4],
  f64: [Float64Array, 8],
  dataview: [DataView, 1],
};

/** The array for each format of `struct`; native sizes are the standard ones here. */
const typeOfFormat: Readonly<Record<string, BufferType>> = {
  b: "i8",
  B: "u8",
  c: "u8",
  "?": "u8",
  h: "i16",
  H: "u16",
  i: "i32",
  I: "u32",
  l: "i32",
  L: "u32",
  n: "i32",
  N: "u32",
  P: "u32",
  q: "i64",
  Q: "u64",
  e: "f16",
  f: "f32",
  d: "f64",
};

/** An array that is in use keeps its view, and so the buffer. */
const owners = new WeakMap<object, object>();

/** A view of a buffer. */
class View implements PyBufferView {
  declare [Symbol.dispose]: () => void;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly ndim: number;
  readonly format: string;
  readonly itemsize: number;
  readonly nbytes: number;
  readonly readonly: boolean;
  readonly c_contiguous: boolean;
  readonly f_contiguous: boolean;
  readonly #make: () => ArrayBufferView & { readonly buffer: ArrayBufferLike };
  readonly #memory: Memory;
  #data: (ArrayBufferView & { readonly buffer: ArrayBufferLike }) | undefined;
  #release: (() => void) | undefined;

  constructor(memory: Memory, layout: BufferLayout, type: BufferType | undefined) {
    const { shape, strides, itemsize, nbytes, address } = layout;
    const [arrayType, size] = arrayOf(layout, type);
    const [lowest, highest] = nbytes === 0 ? [0, 0] : range(layout);
    const bytes = highest - lowest;
    const start = nbytes === 0 ? 0 : address + lowest;
    checkAlignment(layout, start, bytes, size);
    this.shape = shape;
    this.strides = strides.map((stride) => stride / size);
    this.offset = (0 - lowest) / size;
    this.ndim = shape.length;
    this.format = layout.format;
    this.itemsize = itemsize;
    this.nbytes = nbytes;
    this.readonly = layout.readonly;
    this.c_contiguous = layout.c_contiguous;
    this.f_contiguous = layout.f_contiguous;
    this.#memory = memory;
    this.#make = () => new arrayType(memory.buffer, start, bytes / size);
  }

  /** Takes what lets go of the buffer. */
  keep(release: () => void): this {
    this.#release = release;
    return this;
  }

  get data(): ArrayBufferView {
    if (this.#release === undefined) throw new Error("this PyBufferView has been released");
    // Memory that has grown has another buffer, and detaches all arrays on the one before.
    if (this.#data === undefined || this.#data.buffer !== this.#memory.buffer) {
      this.#data = this.#make();
      owners.set(this.#data, this);
    }
    return this.#data;
  }

  release(): void {
    const release = this.#release;
    this.#release = undefined;
    this.#data = undefined;
    release?.();
  }
}

// Engines that do not know `using` need no method for it.
if (Symbol.dispose !== undefined) {
  Object.defineProperty(View.prototype, Symbol.dispose, { value: View.prototype.release });
}
Reflect.deleteProperty(View.prototype, "constructor");

/**
 * Makes a view of a buffer.
 *
 * @param keep - Keeps the buffer for the view and gives what lets go of it.
 * @throws Error, which says what to ask for instead, where no array of this type shows the buffer.
 */
export function bufferView(
  memory: Memory,
  layout: BufferLayout,
  type: BufferType | undefined,
  keep: (view: object) => () => void,
): PyBufferView {
  const view = new View(memory, layout, type);
  return view.keep(keep(view));
}

const ADVICE = 'ask for getBuffer("u8") or getBuffer("dataview") instead';

function arrayOf(
  { format, itemsize }: BufferLayout,
  type: BufferType | undefined,
): readonly [ArrayType, number] {
  if (type !== undefined) {
    const asked = arrays[type];
    if (asked !== undefined) return asked;
    throw new Error(
      `getBuffer knows no ${String(type)}: it takes ${Object.keys(arrays).join(", ")}`,
    );
  }
  const [, order = "", code = ""] = /^([@=<>!^]?)(.)$/u.exec(format) ?? [];
  if ((order === ">" || order === "!") && itemsize > 1) {
    throw new Error(`no typed array has the byte order of the format "${format}": ${ADVICE}`);
  }
  const found = arrays[typeOfFormat[code] as BufferType];
  if (found !== undefined && found[1] === itemsize) return found;
  throw new Error(`no typed array has elements of the format "${format}": ${ADVICE}`);
}

/** Where the lowest byte is and the one after the highest, from the first element. */
function range({ shape, strides, itemsize }: BufferLayout): [number, number] {
  let lowest = 0;
  let highest = itemsize;
  for (const [axis, stride] of strides.entries()) {
    const last = ((shape[axis] as number) - 1) * stride;
    if (last < 0) lowest += last;
    else highest += last;
  }
  return [lowest, highest];
}

function checkAlignment(layout: BufferLayout, start: number, bytes: number, size: number): void {
  if (start % size !== 0) {
    throw new Error(`the buffer does not begin at a multiple of ${size} bytes: ${ADVICE}`);
  }
  const odd = [bytes, ...layout.strides].find((length) => length % size !== 0);
  if (odd !== undefined && layout.nbytes > 0) {
    throw new Error(`elements of the buffer are not multiples of ${size} bytes apart: ${ADVICE}`);
  }
}
