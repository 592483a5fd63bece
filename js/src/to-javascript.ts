import { RECORD_BYTES } from "./area.ts";
import { type BufferViews, viewArray } from "./buffer-view.ts";
import type { Memory } from "./memory.ts";
import type { References } from "./references.ts";
import { Tag } from "./tag.ts";
import { readAscii, readLatin1, readUtf16 } from "./text.ts";

/** Gives what stands for the Python object at an address. */
export interface ToProxy {
  /** Its PyProxy. */
  ofAddress(address: number): object;
  /** The JSON-like view of a mapping or sequence. */
  jsonView(address: number): object;
}

/** Reads records that Rust wrote and makes JavaScript values from them. */
export class ToJavaScript {
  readonly #memory: Memory;
  readonly #references: References;
  readonly #toProxy: ToProxy;
  readonly #views: BufferViews;

  constructor(memory: Memory, references: References, toProxy: ToProxy, views: BufferViews) {
    this.#memory = memory;
    this.#references = references;
    this.#toProxy = toProxy;
    this.#views = views;
  }

  /** Reads one value, which may be a container with further records. */
  value(address: number): unknown {
    return new Reader(this.#memory, this.#references, this.#toProxy, this.#views, address).next();
  }

  /** Reads so many values. */
  values(count: number, address: number): unknown[] {
    if (count === 0) return [];
    const reader = new Reader(this.#memory, this.#references, this.#toProxy, this.#views, address);
    const values: unknown[] = [];
    for (let i = 0; i < count; i++) values.push(reader.next());
    return values;
  }
}

const objectPrototype: object = Object.prototype;

/** One conversion: where it stands, and the containers that it has made. */
class Reader {
  readonly #memory: Memory;
  readonly #references: References;
  readonly #toProxy: ToProxy;
  readonly #views: BufferViews;
  readonly #containers: object[] = [];
  #address: number;

  constructor(
    memory: Memory,
    references: References,
    toProxy: ToProxy,
    views: BufferViews,
    address: number,
  ) {
    this.#memory = memory;
    this.#references = references;
    this.#toProxy = toProxy;
    this.#views = views;
    this.#address = address;
  }

  next(): unknown {
    const address = this.#address;
    this.#address += RECORD_BYTES;
    const words = this.#memory.u32;
    const at = address >>> 2;
    const first = words[at] as number;
    const second = words[at + 1] as number;
    const tag = words[at + 2] as Tag;
    switch (tag) {
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
        return this.#memory.f64[address >>> 3];
      case Tag.Int64:
        return this.#memory.i64[address >>> 3];
      case Tag.BigInt:
        return readBigInt(readAscii(this.#memory, first, second));
      case Tag.Ascii:
        return readAscii(this.#memory, first, second);
      case Tag.Latin1:
        return readLatin1(this.#memory, first, second);
      case Tag.Utf16:
        return readUtf16(this.#memory, first, second);
      case Tag.Reference:
        return this.#references.get(first);
      case Tag.PyObject:
        return this.#toProxy.ofAddress(first);
      case Tag.Array:
        return this.#array(first);
      case Tag.Dict:
        return this.#dict(first);
      case Tag.Shared:
        return this.#containers[first];
      case Tag.JsonView:
        return this.#toProxy.jsonView(first);
      case Tag.View:
        return this.#view(first, second, words[at + 3] as number);
      default:
        throw new Error(`the tag ${tag} is no value`);
    }
  }

  #array(length: number): unknown[] {
    const array: unknown[] = [];
    this.#containers.push(array);
    for (let i = 0; i < length; i++) array.push(this.next());
    return array;
  }

  #dict(length: number): object {
    const object: Record<string, unknown> = {};
    this.#containers.push(object);
    for (let i = 0; i < length; i++) {
      const key = String(this.next());
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

  #view(address: number, byteLength: number, format: number): ArrayBufferView {
    const words = this.#memory.u32;
    const at = this.#address >>> 2;
    this.#address += RECORD_BYTES;
    const array = viewArray(this.#memory.buffer, address, byteLength, String.fromCharCode(format));
    this.#views.keep(array, words[at] as number, words[at + 1] as number);
    return array;
  }
}

/** Reads a signed hexadecimal number, as Python's `hex` writes it. */
function readBigInt(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}
