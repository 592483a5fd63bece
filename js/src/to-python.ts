import { type Area, RECORD_BYTES } from "./area.ts";
import { isObject } from "./check.ts";
import { doubleFeatures } from "./double-proxy.ts";
import { Handle } from "./handle.ts";
import { wrapThrown } from "./js-error.ts";
import { JsFeature } from "./js-feature.ts";
import { featuresOfKind, isError, type Kind, Kinds, kindOf, tagOf } from "./kind.ts";
import type { Known } from "./known.ts";
import type { Memory } from "./memory.ts";
import type { References } from "./references.ts";
import type { Semantics } from "./semantics.ts";
import { Tag } from "./tag.ts";
import { writeLatin1, writeUtf16 } from "./text.ts";

/** Writes JavaScript values as records, from which Rust makes Python objects. */
export class ToPython {
  readonly #memory: Memory;
  readonly #references: References;
  readonly #known: Known;
  readonly #area: Area;
  readonly #kinds: Kinds;
  #scratch: number;

  constructor(
    memory: Memory,
    references: References,
    known: Known,
    area: Area,
    semantics: Semantics,
  ) {
    this.#kinds = new Kinds(semantics);
    this.#memory = memory;
    this.#references = references;
    this.#known = known;
    this.#area = area;
    this.#scratch = area.scratch;
  }

  /** Gives a value as the result of an import: it is in the first record, or in the tag itself. */
  result(value: unknown): Tag {
    if (typeof value === "number" && (value << 8) >> 8 === value)
      return (value << 8) | Tag.SmallInt;
    if (typeof value !== "object" || value === null) return this.write(value);
    return this.#single(value, this.#area.records);
  }

  /** Looks at an object that crosses alone, and writes it. */
  #single(value: object, address: number): Tag {
    const known = this.#known.get(value);
    // Nothing runs that could end its JsProxy before it is written.
    if (typeof known === "number") return this.#pair(known, 0, Tag.KnownObject, address);
    const { changes } = this.#known;
    const kind = this.#kindOf(value, known);
    // Unless a trap has run, it is still unknown: to ask again takes a tenth of a new JsProxy.
    const isUnknown = tagOf(kind) === Tag.Object && changes === this.#known.changes;
    if (isUnknown) return this.#unknown(value, kind, address);
    this.#scratch = this.#area.scratch;
    return this.#write(value, kind, address);
  }

  /**
   * Writes a value into the first record.
   *
   * @param kind - What `kind` says of the value, where something else crosses in between.
   * @returns Its tag.
   * @throws Error when the value is a PyProxy that has been destroyed.
   */
  write(value: unknown, kind: Kind = this.kind(value)): Tag {
    // The most frequent by far goes without the detours.
    if (typeof value === "number") {
      const { records } = this.#area;
      this.#memory.f64[records >>> 3] = value;
      return this.#tag(kind as Tag, records);
    }
    this.#scratch = this.#area.scratch;
    return this.#write(value, kind, this.#area.records);
  }

  /** Writes an object into the first record as one that Python has not seen, whatever is known of it. */
  unknownResult(value: unknown, kind: Kind): Tag {
    return this.#object(this.#references.hold(value), kind, this.#area.records);
  }

  /**
   * Writes the Python object of a PyProxy into the first record, even if Python made the proxy.
   *
   * @throws Error when the PyProxy has been destroyed.
   */
  object(proxy: object): Tag {
    const handle = this.#known.get(proxy);
    if (typeof handle !== "object") throw new TypeError("this is no PyProxy of this runtime");
    if (!handle.isAlive) throw new Error(handle.lost);
    return this.#handle(handle, this.#area.records);
  }

  /** Writes a Python object into the first record whose PyProxy has ended: the entry goes with it. */
  surrendered({ slot, version }: Handle): Tag {
    return this.#pair(slot, version, Tag.LastPyObject, this.#area.records);
  }

  /** Writes a function into the first record that is to be bound to the object it was read from. */
  methodResult(value: object, receiver: unknown): Tag {
    const { records } = this.#area;
    // First: looking at a Proxy runs its traps, which may write the very record.
    const features = featuresOfKind(this.#kinds.ofMethod(value));
    const slot = this.#references.hold(value);
    this.#pair(slot, this.#references.hold(receiver), Tag.Method, records);
    this.#memory.u32[(records >>> 2) + 3] = features;
    return Tag.Method;
  }

  /**
   * Writes something thrown into the first record: the exception it was, an Error, or what is no
   * Error and one that tells of it.
   */
  thrown(error: unknown): Tag {
    const { records } = this.#area;
    const isObject = Object(error) === error;
    const handle = this.#known.get(error);
    if (typeof handle === "object" && handle.isException && handle.isAlive) {
      return this.#pair(handle.slot, handle.version, Tag.ThrownPython, records);
    }
    if (isObject && isError(error as object)) {
      this.write(error);
      return Tag.Thrown;
    }
    const wrapper = wrapThrown(error);
    this.#pair(this.#remember(wrapper), this.#references.hold(error), Tag.NoError, records);
    return Tag.Thrown;
  }

  /**
   * Writes arguments to consecutive records.
   *
   * @throws Error when one is a PyProxy that has been destroyed; then nothing has been written that owns
   * anything.
   */
  all(values: readonly unknown[], address: number): void {
    this.#scratch = this.#area.scratch;
    for (let i = 0; i < values.length; i++) {
      // What has been written so far owns nothing, and is written again.
      if (!this.#simple(values[i], address + i * RECORD_BYTES)) {
        this.#any(values, address);
        return;
      }
    }
  }

  /** Writes what has no identity and needs no slot; tells whether the value is of that kind. */
  #simple(value: unknown, address: number): boolean {
    switch (typeof value) {
      case "number":
        this.#memory.f64[address >>> 3] = value;
        this.#tag(Number.isSafeInteger(value) ? Tag.Int : Tag.Float, address);
        return true;
      case "string":
        if (!this.#hasRoom(value.length)) return false;
        this.#text(value, address);
        return true;
      case "boolean":
        this.#tag(value ? Tag.True : Tag.False, address);
        return true;
      case "undefined":
        // `document.all` says it is undefined.
        if (value !== undefined) return false;
        this.#tag(Tag.Undefined, address);
        return true;
      default:
        if (value !== null) return false;
        this.#tag(Tag.Null, address);
        return true;
    }
  }

  /** Writes what `#simple` does not, and all else again. */
  #any(values: readonly unknown[], address: number): void {
    const { length } = values;
    if (length === 1) {
      const [value] = values;
      if (isObject(value)) this.#single(value, address);
      else {
        this.#scratch = this.#area.scratch;
        this.#write(value, this.kind(value), address);
      }
      return;
    }
    // Looking at a Proxy runs its traps, which may cross and write the very area; so look first.
    const kinds: Kind[] = [];
    for (let i = 0; i < length; i++) kinds.push(this.kind(values[i]));
    this.#scratch = this.#area.scratch;
    for (let i = 0; i < length; i++) {
      this.#write(values[i], kinds[i] as Kind, address + i * RECORD_BYTES);
    }
  }

  /** Writes a value of a kind to an address; of texts only those that are too long for the area. */
  at(value: unknown, kind: Kind, address: number): void {
    this.#write(value, kind, address);
  }

  /** Tells whether an object stands for one of Python's. */
  isPython(value: object): boolean {
    return this.#known.get(value) instanceof Handle;
  }

  /**
   * Looks at a value before it is written.
   *
   * A Proxy's traps may run, and cross; so nothing may have been written yet.
   *
   * @throws Error when the value is a PyProxy that has been destroyed.
   */
  kind(value: unknown): Kind {
    switch (typeof value) {
      case "number":
        return Number.isSafeInteger(value) ? Tag.Int : Tag.Float;
      case "string":
        return Tag.Utf16;
      case "boolean":
        return value ? Tag.True : Tag.False;
      case "undefined":
        // `document.all` says it is undefined.
        return value === undefined ? Tag.Undefined : this.#objectKind(value);
      case "bigint":
        return Tag.BigInt;
      case "symbol":
        return Tag.Object;
      default:
        return value === null ? Tag.Null : this.#objectKind(value as object);
    }
  }

  #objectKind(value: object): Kind {
    return this.#kindOf(value, this.#known.get(value));
  }

  #kindOf(value: object, known: ReturnType<Known["get"]>): Kind {
    if (known === undefined) return this.#kinds.of(value);
    if (typeof known === "number") return Tag.KnownObject;
    if (!known.isAlive) throw new Error(known.lost);
    return Tag.PyObject;
  }

  #write(value: unknown, kind: Kind, address: number): Tag {
    const tag = tagOf(kind);
    switch (tag) {
      case Tag.Int:
      case Tag.Float:
        this.#memory.f64[address >>> 3] = value as number;
        return this.#tag(tag, address);
      case Tag.Utf16:
        return this.#text(value as string, address);
      case Tag.BigInt:
        return this.#bigInt(value as bigint, address);
      case Tag.KnownObject:
      case Tag.PyObject:
      case Tag.Object:
      case Tag.Error:
        return this.#shared(value, kind, address);
      case Tag.Buffer:
        return this.#pair(this.#references.hold(value), 0, tag, address);
      default:
        return this.#tag(tag, address);
    }
  }

  /**
   * Writes an object as what it is known to be now: since it was looked at, a trap may have ended its
   * JsProxy, or an earlier argument begun it.
   */
  #shared(value: unknown, kind: Kind, address: number): Tag {
    const known = this.#known.get(value as object);
    if (typeof known === "number") return this.#pair(known, 0, Tag.KnownObject, address);
    if (known !== undefined) {
      return known.isRoundtrip ? this.#double(value, known, address) : this.#handle(known, address);
    }
    return this.#unknown(value, kind, address);
  }

  /** Writes an object of which nothing is known. */
  #unknown(value: unknown, kind: Kind, address: number): Tag {
    const slot = this.#remember(value);
    if (tagOf(kind) === Tag.Object) return this.#object(slot, kind, address);
    if (tagOf(kind) === Tag.Error) return this.#pair(slot, 0, Tag.Error, address);
    // Nothing may run now that could look again; so it can do what the engine says by itself.
    const features = typeof value === "function" ? JsFeature.Callable : 0;
    return this.#object(slot, kindOf(Tag.Object, features), address);
  }

  /** Writes a proxy of `create_proxy` as what Python has for it. */
  #double(value: unknown, handle: Handle, address: number): Tag {
    if (handle.reference !== undefined) {
      return this.#pair(handle.reference, 0, Tag.KnownObject, address);
    }
    handle.reference = this.#references.hold(value);
    const kind = kindOf(Tag.Object, doubleFeatures(handle.features));
    return this.#object(handle.reference, kind, address);
  }

  /** Holds an object that will have another JsProxy than it had, and gives its new slot. */
  holdAgain(slot: number): number {
    const value = this.#references.get(slot);
    const again = this.#references.hold(value);
    if (isObject(value)) this.#known.replaceSlot(value, again);
    return again;
  }

  /** Holds an object that will have a JsProxy, so that it is known when it crosses again. */
  #remember(value: unknown): number {
    const slot = this.#references.hold(value);
    if (isObject(value)) this.#known.setSlot(value, slot);
    return slot;
  }

  /** Whether the area has room for a text of so many units. */
  #hasRoom(length: number): boolean {
    return this.#scratch + 2 * length <= this.#area.scratch + this.#area.scratchBytes;
  }

  #text(text: string, address: number): Tag {
    const { length } = text;
    const start = this.#scratch;
    if (!this.#hasRoom(length)) {
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

  #object(slot: number, kind: Kind, address: number): Tag {
    this.#memory.u32[(address >>> 2) + 3] = featuresOfKind(kind);
    return this.#pair(slot, 0, tagOf(kind), address);
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
