import { type Area, RECORD_BYTES } from "./area.ts";
import type { Handle } from "./handle.ts";
import { objectKind } from "./kind.ts";
import type { Known } from "./known.ts";
import type { Memory } from "./memory.ts";
import type { References } from "./references.ts";
import { Tag } from "./tag.ts";
import { writeLatin1, writeUtf16 } from "./text.ts";

/** Writes JavaScript values as records, from which Rust makes Python objects. */
export class ToPython {
  readonly #memory: Memory;
  readonly #references: References;
  readonly #known: Known;
  readonly #area: Area;
  #scratch: number;

  constructor(memory: Memory, references: References, known: Known, area: Area) {
    this.#memory = memory;
    this.#references = references;
    this.#known = known;
    this.#area = area;
    this.#scratch = area.scratch;
  }

  /**
   * Writes a value into the first record.
   *
   * @param kind - What `kind` says of the value, where something else crosses in between.
   * @returns Its tag.
   * @throws Error when the value is a PyProxy that has been destroyed.
   */
  result(value: unknown, kind: Tag = this.kind(value)): Tag {
    this.#scratch = this.#area.scratch;
    return this.#write(value, kind, this.#area.records);
  }

  /** Writes an object into the first record as one that Python has not seen, whatever is known of it. */
  unknownResult(value: unknown, kind: Tag): Tag {
    return this.#pair(this.#references.hold(value), 0, kind, this.#area.records);
  }

  /** Writes a function into the first record that is to be bound to the object it was read from. */
  methodResult(value: unknown, receiver: unknown): Tag {
    const slot = this.#references.hold(value);
    return this.#pair(slot, this.#references.hold(receiver), Tag.Method, this.#area.records);
  }

  /**
   * Writes arguments to consecutive records.
   *
   * @throws Error when one is a PyProxy that has been destroyed; then nothing has been written.
   */
  all(values: readonly unknown[], address: number): void {
    const { length } = values;
    if (length === 0) return;
    // Looking at a Proxy runs its traps, which may cross and write the very area; so look first.
    const kinds: Tag[] = [];
    for (let i = 0; i < length; i++) kinds.push(this.kind(values[i]));
    this.#scratch = this.#area.scratch;
    for (let i = 0; i < length; i++) {
      this.#write(values[i], kinds[i] as Tag, address + i * RECORD_BYTES);
    }
  }

  /** Tells whether an object is an Error or DOMException of any realm. */
  isError(value: object): boolean {
    return objectKind(value) === Tag.Error;
  }

  /**
   * Looks at a value before it is written.
   *
   * A Proxy's traps may run, and cross; so nothing may have been written yet.
   *
   * @throws Error when the value is a PyProxy that has been destroyed.
   */
  kind(value: unknown): Tag {
    switch (typeof value) {
      case "number":
        return Number.isSafeInteger(value) ? Tag.Int : Tag.Float;
      case "string":
        return Tag.Utf16;
      case "boolean":
        return value ? Tag.True : Tag.False;
      case "undefined":
        // `document.all` says it is undefined.
        return value === undefined ? Tag.Undefined : Tag.Object;
      case "bigint":
        return Tag.BigInt;
      case "symbol":
        return Tag.Object;
      default:
        return value === null ? Tag.Null : this.#objectKind(value as object);
    }
  }

  #objectKind(value: object): Tag {
    const known = this.#known.get(value);
    if (known === undefined) return typeof value === "function" ? Tag.Function : objectKind(value);
    if (typeof known === "number") return Tag.KnownObject;
    if (known.lost !== undefined) throw new Error(known.lost);
    return Tag.PyObject;
  }

  #write(value: unknown, kind: Tag, address: number): Tag {
    switch (kind) {
      case Tag.Int:
      case Tag.Float:
        this.#memory.f64[address >>> 3] = value as number;
        return this.#tag(kind, address);
      case Tag.Utf16:
        return this.#text(value as string, address);
      case Tag.BigInt:
        return this.#bigInt(value as bigint, address);
      case Tag.KnownObject:
      case Tag.PyObject:
      case Tag.Object:
      case Tag.Iterator:
      case Tag.Function:
        return this.#shared(value, kind, address);
      case Tag.Buffer:
      case Tag.Error:
        return this.#slot(this.#references.hold(value), kind, address);
      default:
        return this.#tag(kind, address);
    }
  }

  /**
   * Writes an object as what it is known to be now: since it was looked at, a trap may have ended its
   * JsProxy, or an earlier argument begun it.
   */
  #shared(value: unknown, kind: Tag, address: number): Tag {
    const known = this.#known.get(value as object);
    if (typeof known === "number") return this.#slot(known, Tag.KnownObject, address);
    if (known !== undefined) return this.#handle(known, address);
    const isNew = kind !== Tag.KnownObject && kind !== Tag.PyObject;
    const newKind = typeof value === "function" ? Tag.Function : Tag.Object;
    return this.#slot(this.#remember(value), isNew ? kind : newKind, address);
  }

  /** Holds an object that will have a JsProxy, so that it is known when it crosses again. */
  #remember(value: unknown): number {
    const slot = this.#references.hold(value);
    if ((typeof value === "object" && value !== null) || typeof value === "function") {
      this.#known.set(value, slot);
    }
    return slot;
  }

  #text(text: string, address: number): Tag {
    const { length } = text;
    const start = this.#scratch;
    if (start + 2 * length > this.#area.scratch + this.#area.scratchBytes) {
      return this.#pair(this.#references.hold(text), length, Tag.LongText, address);
    }
    this.#scratch = start + 2 * length;
    const seen = writeLatin1(this.#memory, text, start);
    if (seen < 128) return this.#pair(start, length, Tag.Ascii, address);
    if (seen < 256) return this.#pair(start, length, Tag.Latin1, address);
    writeUtf16(this.#memory, text, start);
    return this.#pair(start, length, Tag.Utf16, address);
  }

  #bigInt(value: bigint, address: number): Tag {
    if (BigInt.asIntN(64, value) === value) {
      this.#memory.i64[address >>> 3] = value;
      return this.#tag(Tag.Int64, address);
    }
    const text = value.toString(16);
    return this.#pair(this.#references.hold(text), text.length, Tag.BigInt, address);
  }

  #handle(handle: Handle, address: number): Tag {
    return this.#pair(handle.slot, handle.version, Tag.PyObject, address);
  }

  #slot(slot: number, tag: Tag, address: number): Tag {
    return this.#pair(slot, 0, tag, address);
  }

  #pair(first: number, second: number, tag: Tag, address: number): Tag {
    const words = this.#memory.u32;
    words[address >>> 2] = first;
    words[(address >>> 2) + 1] = second;
    return this.#tag(tag, address);
  }

  #tag(tag: Tag, address: number): Tag {
    this.#memory.u32[(address >>> 2) + 2] = tag;
    return tag;
  }
}
