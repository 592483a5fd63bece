import { RECORD_BYTES } from "./area.ts";
import type { Kind } from "./kind.ts";
import type { Memory } from "./memory.ts";
import { RecordStream } from "./record-stream.ts";
import { Refusal, TooDeep } from "./refusal.ts";
import { Shape, shapeName, shapeOf } from "./shape.ts";
import { Tag } from "./tag.ts";
import { writeAscii, writeLatin1, writeUtf16 } from "./text.ts";
import type { ToPython } from "./to-python.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** Longer texts are copied once, to where they stay. */
const LONG = 1 << 16;
/** From this length on an encoder is faster than a loop. */
const ENCODED = 48;
/** How many different property names are remembered in one conversion. */
const MOST_KEYS = 1024;
/** How deeply containers may be nested: both languages build them by recursion. */
const MOST_NESTED = 1000;
/** A depth without end. */
const UNLIMITED = -1;

const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;

/** What a deep conversion works with. */
export interface DeepParts {
  readonly wasm: WasmExports;
  readonly memory: Memory;
  readonly toPython: ToPython;
}

/** What was written, for Rust to read and to free. */
export interface Written {
  /** The first piece of the stream. */
  readonly stream: number;
  /** The last `Tag.Other` in it, from which a chain leads to all of them; 0 where there is none. */
  readonly others: number;
}

/**
 * One deep conversion to Python: writes down what is in objects.
 *
 * Every object gets a number, by which later occurrences refer to it. With a converter there are
 * several walks, which share the numbers.
 */
export class DeepToPython {
  readonly parts: DeepParts;
  /** The numbers of the objects that have occurred. */
  readonly numbers = new Map<unknown, number>();
  /** Numbers of property names; a converter makes Rust read out of turn, where they do not help. */
  readonly keys: Map<string, number> | undefined;
  readonly #positions: number[] = [];
  #last = -1;

  constructor(parts: DeepParts, hasConverter: boolean) {
    this.parts = parts;
    this.keys = hasConverter ? undefined : new Map();
  }

  /**
   * Writes a value down; getters run.
   *
   * @param depth - How many levels are converted; below 0, all.
   * @throws Refusal, TooDeep, NoMemory, and whatever a getter throws; then nothing is left behind.
   */
  write(value: unknown, depth: number): Written {
    const stream = new RecordStream(this.parts.wasm, this.parts.memory);
    try {
      const walk = new Walk(this, stream);
      walk.value(value, Math.max(depth, UNLIMITED));
      const others = walk.writeOthers();
      return { stream: stream.handOver(), others };
    } finally {
      stream.free();
    }
  }

  /** The number of an object, a new one if it has not occurred. */
  numberOf(value: unknown): number {
    return this.numbers.get(value) ?? this.number(value, 0);
  }

  /** Gives an object its number. */
  number(value: unknown, position: number): number {
    const number = this.next(position);
    this.numbers.set(value, number);
    return number;
  }

  /** A number for what has no identity. */
  next(position: number): number {
    this.#last += 1;
    if (this.keys === undefined) this.#positions[this.#last] = position;
    return this.#last;
  }

  /** Where the record of a number is; 0 where there is none. */
  position(number: number): number {
    return this.#positions[number] ?? 0;
  }
}

/** Bytes of a Number among nothing but Numbers. */
const NUMBER_BYTES = 8;

/** An object that is not converted, and where its record goes. */
interface Other {
  readonly value: unknown;
  readonly kind: Kind;
  readonly address: number;
}

/**
 * A walk through a value.
 *
 * Objects that are not converted are written last of all, when no code can run any more that could
 * end what is known of them.
 */
class Walk {
  readonly #conversion: DeepToPython;
  readonly #stream: RecordStream;
  readonly #memory: Memory;
  readonly #toPython: ToPython;
  readonly #others: Other[] = [];
  #lastOther = 0;
  #nested = 0;

  constructor(conversion: DeepToPython, stream: RecordStream) {
    this.#conversion = conversion;
    this.#stream = stream;
    this.#memory = conversion.parts.memory;
    this.#toPython = conversion.parts.toPython;
  }

  /** Writes a value of which so many levels are to be converted. */
  value(value: unknown, depth: number): void {
    switch (typeof value) {
      case "number":
        this.#number(value);
        break;
      case "string":
        this.#text(value);
        break;
      case "boolean":
        this.#record(value ? Tag.True : Tag.False, 0, 0);
        break;
      case "bigint":
        this.#bigInt(value);
        break;
      default:
        if (value === undefined) this.#record(Tag.Undefined, 0, 0);
        else if (value === null) this.#record(Tag.Null, 0, 0);
        else this.#object(value, depth);
    }
  }

  /** Writes what is not converted. Returns where the chain of them begins. */
  writeOthers(): number {
    for (const { value, kind, address } of this.#others) {
      this.#toPython.at(value, kind, address);
    }
    return this.#lastOther;
  }

  #object(value: unknown, depth: number): void {
    const number = this.#conversion.numbers.get(value);
    const shape = number === undefined ? this.#shape(value) : Shape.Other;
    if (number !== undefined) this.#record(Tag.Shared, number, 0);
    else if (shape === Shape.Other || depth === 0) {
      this.#other(value, this.#toPython.kind(value), depth);
    } else if (shape === Shape.Buffer) this.#other(value, Tag.Buffer, depth);
    else this.#nest(value as object, shape, depth === UNLIMITED ? UNLIMITED : depth - 1);
  }

  #nest(value: object, shape: Shape, depth: number): void {
    if (this.#nested >= MOST_NESTED) {
      throw new TooDeep(
        `cannot convert a JavaScript object: more than ${MOST_NESTED} containers are nested`,
      );
    }
    this.#nested += 1;
    if (shape === Shape.Array) this.#array(value as unknown[], depth);
    else if (shape === Shape.Map) this.#map(value, depth);
    else if (shape === Shape.Set) this.#set(value);
    else this.#properties(value as Record<string, unknown>, depth);
    this.#nested -= 1;
  }

  #array(array: readonly unknown[], depth: number): void {
    const { length } = array;
    const at = this.#open(array, Tag.Numbers, length, length);
    const start = this.#stream.position >>> 3;
    let item: unknown;
    let count = 0;
    for (; count < length; count++) {
      item = array[count];
      if (typeof item !== "number") break;
      this.#memory.f64[start + count] = item;
    }
    if (count === length) {
      this.#stream.keep(NUMBER_BYTES * length);
      return;
    }
    // No element is read twice: that may run a getter.
    const numbers = this.#memory.f64.slice(start, start + count);
    this.#memory.u32[(at >>> 2) + 2] = Tag.Array;
    for (const number of numbers) this.#number(number);
    this.value(item, depth);
    for (let i = count + 1; i < length; i++) this.value(array[i], depth);
  }

  #properties(object: Record<string, unknown>, depth: number): void {
    const names = Object.keys(object);
    this.#open(object, Tag.Dict, names.length, 2 * names.length);
    for (const name of names) {
      this.#key(name);
      this.value(object[name], depth);
    }
  }

  #map(map: object, depth: number): void {
    // What runs meanwhile may change the Map.
    const keys: unknown[] = [];
    const values: unknown[] = [];
    Reflect.apply(mapForEach, map, [
      (value: unknown, key: unknown) => {
        keys.push(key);
        values.push(value);
      },
    ]);
    this.#open(map, Tag.Map, keys.length, 2 * keys.length);
    for (const [index, key] of keys.entries()) {
      this.#member(key, "key of a Python dict");
      this.value(values[index], depth);
    }
  }

  #set(set: object): void {
    const members: unknown[] = [];
    Reflect.apply(setForEach, set, [(member: unknown) => members.push(member)]);
    this.#open(set, Tag.Set, members.length, members.length);
    for (const member of members) this.#member(member, "member of a Python set");
  }

  /** Writes what Python has to hash. */
  #member(value: unknown, use: string): void {
    const shape = this.#shape(value);
    if (shape !== Shape.Other) {
      throw new Refusal(`cannot use ${shapeName(shape)} as a ${use}: it can change`);
    }
    this.value(value, 0);
  }

  #shape(value: unknown): Shape {
    // A symbol is no object, nor is `document.all`, if one asks `typeof`.
    if (typeof value !== "object" || value === null) return Shape.Other;
    return this.#toPython.isPython(value) ? Shape.Other : shapeOf(value);
  }

  /** Returns where its record is. */
  #open(value: object, tag: Tag, length: number, records: number): number {
    this.#stream.reserve(1 + records);
    const at = this.#stream.position;
    this.#record(tag, length, this.#conversion.number(value, at));
    return at;
  }

  #other(value: unknown, kind: Kind, depth: number): number {
    // Its own record will follow this one.
    const at = this.#stream.next(RECORD_BYTES);
    // At the end of the depth it may be converted yet, where it occurs less deep.
    const number = depth === 0 ? this.#conversion.next(at) : this.#conversion.number(value, at);
    this.#write(at, Tag.Other, number, this.#lastOther);
    this.#memory.u32[(at >>> 2) + 3] = depth >>> 0;
    this.#stream.keep(RECORD_BYTES);
    this.#lastOther = at;
    this.#others.push({ value, kind, address: at + RECORD_BYTES });
    return at;
  }

  #number(value: number): void {
    const at = this.#stream.next();
    this.#memory.f64[at >>> 3] = value;
    this.#memory.u32[(at >>> 2) + 2] = Number.isSafeInteger(value) ? Tag.Int : Tag.Float;
  }

  #bigInt(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) {
      const at = this.#stream.next();
      this.#memory.i64[at >>> 3] = value;
      this.#memory.u32[(at >>> 2) + 2] = Tag.Int64;
      return;
    }
    const text = value.toString(16);
    const at = this.#stream.next(text.length);
    writeLatin1(this.#memory, text, at + RECORD_BYTES);
    this.#write(at, Tag.BigInt, text.length, 0);
    this.#stream.keep(text.length);
  }

  #key(name: string): void {
    const { keys } = this.#conversion;
    const known = keys?.get(name);
    if (known !== undefined) {
      this.#record(Tag.Key, known, 0);
      return;
    }
    const at = this.#text(name);
    if (keys === undefined || keys.size >= MOST_KEYS || name.length > LONG) return;
    // Not 0, which says that the text is not to be remembered.
    keys.set(name, keys.size + 1);
    this.#memory.u32[(at >>> 2) + 3] = keys.size;
  }

  /** Returns where its record is. */
  #text(text: string): number {
    const { length } = text;
    if (length > LONG) return this.#other(text, Tag.Utf16, 0);
    const at = this.#stream.next(2 * length);
    const tag = this.#writeText(text, at + RECORD_BYTES);
    this.#write(at, tag, length, 0);
    this.#stream.keep(tag === Tag.Utf16 ? 2 * length : length);
    return at;
  }

  #writeText(text: string, address: number): Tag {
    if (text.length >= ENCODED && writeAscii(this.#memory, text, address)) return Tag.Ascii;
    const seen = writeLatin1(this.#memory, text, address);
    if (seen < 128) return Tag.Ascii;
    if (seen < 256) return Tag.Latin1;
    writeUtf16(this.#memory, text, address);
    return Tag.Utf16;
  }

  #record(tag: Tag, first: number, second: number): void {
    this.#write(this.#stream.next(), tag, first, second);
  }

  #write(address: number, tag: Tag, first: number, second: number): void {
    const words = this.#memory.u32;
    const at = address >>> 2;
    words[at] = first;
    words[at + 1] = second;
    words[at + 2] = tag;
    words[at + 3] = 0;
  }
}
