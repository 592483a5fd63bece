import { RECORD_BYTES } from "./area.ts";
import { type BufferViews, copiedArray, viewArray } from "./buffer-view.ts";
import type { KeyTexts } from "./key-texts.ts";
import type { Memory } from "./memory.ts";
import type { References } from "./references.ts";
import type { Semantics } from "./semantics.ts";
import { Tag } from "./tag.ts";
import { readAscii, readLatin1, readUtf16 } from "./text.ts";

/** Gives what stands for the Python object at an address. */
export interface ToProxy {
  /** Its PyProxy. */
  ofAddress(address: number): object;
  /** The JSON-like view of a mapping or sequence. */
  jsonView(address: number): object;
}

/** What records are read with. */
export interface ReaderParts {
  readonly memory: Memory;
  readonly keys: KeyTexts;
  readonly references: References;
  readonly toProxy: ToProxy;
  readonly views: BufferViews;
  readonly semantics: Semantics;
}

/** Reads records that Rust wrote and makes JavaScript values from them. */
export class ToJavaScript {
  readonly parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.parts = parts;
  }

  /** Reads one value, which may be a container with further records. */
  value(address: number): unknown {
    const value = readSingle(this.parts, address);
    return value === COMPOUND ? new Reader(this.parts, address).next() : value;
  }

  /** Reads so many values. */
  values(count: number, address: number): unknown[] {
    const values: unknown[] = [];
    for (let at = address; values.length < count; at += RECORD_BYTES) {
      const value = readSingle(this.parts, at);
      if (value === COMPOUND) {
        // From the first container on one reader counts them.
        const reader = new Reader(this.parts, at);
        while (values.length < count) values.push(reader.next());
      } else values.push(value);
    }
    return values;
  }
}

/** What `readSingle` gives for what takes more than one record, or is part of a container. */
const COMPOUND = Symbol("compound");

/** Reads what most values are: one record that needs no reader. */
function readSingle({ memory, references, toProxy }: ReaderParts, address: number): unknown {
  const words = memory.u32;
  const at = address >>> 2;
  const first = words[at] as number;
  const second = words[at + 1] as number;
  switch (words[at + 2] as Tag) {
    case Tag.Undefined:
      return undefined;
    case Tag.Null:
      return null;
    case Tag.False:
      return false;
    case Tag.True:
      return true;
    case Tag.Int:
    case Tag.Float:
      return memory.f64[address >>> 3];
    case Tag.Int64:
      return memory.i64[address >>> 3];
    case Tag.BigInt:
      return readBigInt(readAscii(memory, first, second));
    case Tag.Ascii:
      return readAscii(memory, first, second);
    case Tag.Latin1:
      return readLatin1(memory, first, second);
    case Tag.Utf16:
      return readUtf16(memory, first, second);
    case Tag.Reference:
      return references.get(first);
    case Tag.PyObject:
      return toProxy.ofAddress(first);
    case Tag.JsonView:
      return toProxy.jsonView(first);
    default:
      return COMPOUND;
  }
}

const objectPrototype: object = Object.prototype;

/** One conversion: where it stands, and the containers that it has made. */
export class Reader {
  protected readonly parts: ReaderParts;
  protected readonly memory: Memory;
  readonly #containers: object[] = [];
  #address: number;

  constructor(parts: ReaderParts, address: number) {
    this.parts = parts;
    this.memory = parts.memory;
    this.#address = address;
  }

  next(): unknown {
    const address = this.#address;
    this.#address += RECORD_BYTES;
    const single = readSingle(this.parts, address);
    if (single !== COMPOUND) return single;
    const words = this.memory.u32;
    const at = address >>> 2;
    const first = words[at] as number;
    const second = words[at + 1] as number;
    const tag = words[at + 2] as Tag;
    switch (tag) {
      case Tag.Array:
        return this.array(first, second);
      case Tag.Dict:
        return this.dict(first, second);
      case Tag.Set:
        return this.set(first, second);
      case Tag.Shared:
        return this.shared(first, second);
      case Tag.View:
        return this.#view(first, second, words[at + 3] as number);
      case Tag.Buffer:
        return this.buffer(second);
      case Tag.Copy:
        return this.#copy(first, second, words[at + 3] as number);
      default:
        return this.other(tag, first, second, words[at + 3] as number);
    }
  }

  /** An Array of the next values; the Python object is at an address. */
  protected array(length: number, _address: number): unknown[] {
    const array: unknown[] = [];
    this.#containers.push(array);
    return this.fillArray(array, length);
  }

  protected dict(length: number, _address: number): object {
    const object: Record<string, unknown> = {};
    this.#containers.push(object);
    return this.fillObject(object, length);
  }

  protected set(length: number, _address: number): Set<unknown> {
    const set = new Set<unknown>();
    this.#containers.push(set);
    return this.fillSet(set, length);
  }

  /** The copy of the buffer at an address, which follows. */
  protected buffer(_address: number): unknown {
    const number = this.#containers.push(this.#containers) - 1;
    const value = this.next() as object;
    this.#containers[number] = value;
    return value;
  }

  protected shared(number: number, _address: number): unknown {
    return this.#containers[number];
  }

  /** What only a deep conversion has. */
  protected other(tag: Tag, _first: number, _second: number, _third: number): unknown {
    throw new Error(`the tag ${tag} is no value`);
  }

  protected fillArray(array: unknown[], length: number): unknown[] {
    for (let i = 0; i < length; i++) array.push(this.next());
    return array;
  }

  protected fillSet(set: Set<unknown>, length: number): Set<unknown> {
    for (let i = 0; i < length; i++) set.add(this.next());
    return set;
  }

  protected fillObject(object: Record<string, unknown>, length: number): object {
    for (let i = 0; i < length; i++) {
      const key = this.#key();
      const value = this.next();
      if (key in objectPrototype) {
        // An assignment would call a setter, such as that of `__proto__`.
        Object.defineProperty(object, key, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      } else {
        object[key] = value;
      }
    }
    return object;
  }

  #key(): string {
    const words = this.memory.u32;
    const at = this.#address >>> 2;
    if (words[at + 2] !== Tag.Ascii) return String(this.next());
    this.#address += RECORD_BYTES;
    return this.parts.keys.read(words[at] as number, words[at + 1] as number);
  }

  /** Passes so many values. */
  protected skip(count: number): void {
    const words = this.memory.u32;
    for (let left = count; left > 0; left--) {
      const at = this.#address >>> 2;
      this.#address += RECORD_BYTES;
      const tag = words[at + 2] as Tag;
      if (tag === Tag.Array || tag === Tag.Set) left += words[at] as number;
      else if (tag === Tag.Dict || tag === Tag.Map) left += 2 * (words[at] as number);
      else if (tag === Tag.Buffer) left += 1;
      else if (tag === Tag.View) this.#address += RECORD_BYTES;
    }
  }

  #copy(address: number, byteLength: number, format: number): ArrayBufferView {
    const bytes = this.memory.buffer.slice(address, address + byteLength);
    return copiedArray(bytes, String.fromCharCode(format), this.parts.semantics);
  }

  #view(address: number, byteLength: number, format: number): ArrayBufferView {
    const words = this.memory.u32;
    const at = this.#address >>> 2;
    this.#address += RECORD_BYTES;
    const array = viewArray(this.memory.buffer, address, byteLength, String.fromCharCode(format));
    this.parts.views.keep(array, words[at] as number, words[at + 1] as number);
    return array;
  }
}

/** Reads a signed hexadecimal number, as Python's `hex` writes it. */
function readBigInt(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}
