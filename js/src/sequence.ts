/**
 * Python's sequence protocol on Arrays, and its reading half on what is like one.
 *
 * Indices are as Python gives them: negative ones count from the end, slices are (start, stop, step)
 * whose bounds may lie anywhere (CPython's `PySlice_Unpack`).
 */
import { typedArrayName } from "./buffer-view.ts";

/** What can be read by index. */
export type Readable = ArrayLike<unknown>;

/** Where a slice is in a sequence: its first index, the way to the next, and how many. */
export interface Extent {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const { slice, splice } = Array.prototype;

/** As many values as a call can be given without filling the stack. */
const MOST_ARGUMENTS = 10_000;

/** As many elements as an operation goes through; objects can lie about their length. */
const MOST_ELEMENTS = 2 ** 26;

/**
 * The number of elements of what is to be gone through.
 *
 * @throws RangeError for more than an engine can be expected to go through, or what is no number.
 */
export function lengthOf(target: Readable): number {
  const { length } = target;
  if (typeof length !== "number" || !(length <= MOST_ELEMENTS)) {
    throw new RangeError(`${String(length)} elements: expected at most ${MOST_ELEMENTS}`);
  }
  return Math.max(0, Math.trunc(length));
}

/** The index that Python means, or undefined where it is out of range. */
export function position(length: number, index: number): number | undefined {
  const at = index < 0 ? index + length : index;
  return at >= 0 && at < length ? at : undefined;
}

/** Where a slice lies in a sequence of this length (CPython's `PySlice_AdjustIndices`). */
export function extent(length: number, start: number, stop: number, step: number): Extent {
  const [lowest, highest] = step < 0 ? [-1, length - 1] : [0, length];
  const clamp = (bound: number) =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const first = clamp(start);
  const distance = step < 0 ? first - clamp(stop) : clamp(stop) - first;
  return { start: first, step, count: Math.max(0, Math.ceil(distance / Math.abs(step))) };
}

/** The elements of a slice as a new Array, with its holes; of a typed array, as one of its kind. */
export function readSlice(target: Readable, { start, step, count }: Extent): object {
  const result = newLike(target, count);
  for (let i = 0, at = start; i < count; i++, at += step) {
    if (at in target) result[i] = target[at];
  }
  return result;
}

/**
 * Replaces a slice whose step is 1.
 *
 * @throws TypeError when the Array is frozen, or is to change its length and must not; then nothing
 * has changed.
 */
export function replaceSlice(target: unknown[], { start, count }: Extent, values: unknown[]): void {
  if (count === values.length) {
    put(target, start, values);
    return;
  }
  if (isFixed(target)) throw new TypeError("the length of the Array cannot change");
  if (Object.getPrototypeOf(target) !== Array.prototype) {
    replaceByHand(target, start, count, values);
    return;
  }
  if (values.length <= MOST_ARGUMENTS) {
    Reflect.apply(splice, target, [start, count, ...values]);
    // An argument that is left out is one all the same.
    for (let i = 0; i < values.length; i++) if (!(i in values)) delete target[start + i];
    return;
  }
  const tail = Reflect.apply(splice, target, [start + count]) as unknown[];
  target.length = start;
  put(target, start, values);
  put(target, start + values.length, tail);
}

/** Replaces elements one by one: `splice` would run the constructor of a subclass. */
function replaceByHand(target: unknown[], start: number, count: number, values: unknown[]): void {
  const rest = lengthOf(target) - start - count;
  const tail = readSlice(target, { start: start + count, step: 1, count: rest }) as unknown[];
  const elements = concatenated(values, tail);
  put(target, start, elements);
  target.length = start + elements.length;
}

/** Sets elements from a place on; the last ones may be holes, and still be counted. */
function put(target: unknown[], start: number, values: unknown[]): void {
  const stop = start + values.length;
  if (!place(target, { start, step: 1, count: values.length }, values)) {
    throw new TypeError("an element of the Array cannot change");
  }
  if (target.length < stop) target.length = stop;
}

/** Tells whether the length of an Array may not change. */
export function isFixed(target: unknown[]): boolean {
  if (!Object.isExtensible(target)) return true;
  return Object.getOwnPropertyDescriptor(target, "length")?.writable === false;
}

/** Sets the elements of a slice, of which there are as many as values; tells whether it could. */
export function place(target: unknown[], { start, step }: Extent, values: unknown[]): boolean {
  for (let i = 0, at = start; i < values.length; i++, at += step) {
    const isDone =
      i in values ? Reflect.set(target, at, values[i]) : Reflect.deleteProperty(target, at);
    if (!isDone) return false;
  }
  return true;
}

/** Deletes the elements of a slice and closes the gaps. */
export function deleteSlice(target: unknown[], { start, step, count }: Extent): void {
  if (count === 0) return;
  const every = Math.abs(step);
  const first = step < 0 ? start + (count - 1) * step : start;
  if (every === 1) {
    replaceSlice(target, { start: first, step: 1, count }, []);
    return;
  }
  const last = first + (count - 1) * every;
  const kept: unknown[] = [];
  for (let at = first; at <= last; at++) {
    if ((at - first) % every === 0) continue;
    kept.length += 1;
    if (at in target) kept[kept.length - 1] = target[at];
  }
  replaceSlice(target, { start: first, step: 1, count: last - first + 1 }, kept);
}

/** The elements of an Array so many times, with its holes. */
export function repeated(target: readonly unknown[], times: number): unknown[] {
  let result: unknown[] = [];
  let part = copyOf(target);
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result.concat(part);
    if (left > 1) part = part.concat(part);
  }
  return result;
}

/** Both Arrays' elements, with their holes. */
export function concatenated(target: readonly unknown[], values: unknown[]): unknown[] {
  return copyOf(target).concat(values);
}

/** A plain Array of the elements, whatever the class of the one given, or what its iterator is. */
export function copyOf(target: readonly unknown[]): unknown[] {
  // Not `slice` of a subclass: it would run the subclass's constructor.
  return Object.getPrototypeOf(target) === Array.prototype
    ? (Reflect.apply(slice, target, []) as unknown[])
    : (readSlice(target, { start: 0, step: 1, count: lengthOf(target) }) as unknown[]);
}

/**
 * The first index in a range at which an element equals a value as Python compares them: numbers,
 * booleans and BigInts by what they are worth, all else by identity.
 */
export function find(
  target: Readable,
  value: unknown,
  isNone: (element: unknown) => boolean,
  from: number,
  to: number,
): number {
  const equals = comparison(value, isNone);
  const last = Math.min(to, lengthOf(target));
  for (let at = from; at < last; at++) {
    if (equals(target[at])) return at;
  }
  return -1;
}

/** How often an element equals a value, as `find` compares. */
export function count(
  target: Readable,
  value: unknown,
  isNone: (element: unknown) => boolean,
): number {
  const equals = comparison(value, isNone);
  let found = 0;
  const length = lengthOf(target);
  for (let at = 0; at < length; at++) {
    if (equals(target[at])) found++;
  }
  return found;
}

function comparison(
  value: unknown,
  isNone: (element: unknown) => boolean,
): (element: unknown) => boolean {
  if (value === undefined) return isNone;
  if (!isNumeric(value)) return (element) => element === value;
  // Between these three types `==` compares values exactly.
  // biome-ignore lint/suspicious/noDoubleEquals: this is what is wanted.
  return (element) => isNumeric(element) && element == value;
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

type Writable = Record<number, unknown>;
type TypedArrayConstructor = new (length: number) => Writable;

function newLike(target: Readable, length: number): Writable {
  const name = ArrayBuffer.isView(target) ? typedArrayName(target) : undefined;
  if (typeof name !== "string") return new Array(length) as Writable;
  const made = Reflect.get(globalThis, name) as TypedArrayConstructor;
  return new made(length);
}
