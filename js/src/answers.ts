import type { Area } from "./area.ts";
import { Handle } from "./handle.ts";
import type { Memory } from "./memory.ts";
import { Raised } from "./raised.ts";
import { Tag } from "./tag.ts";
import { readAscii, readLatin1, readUtf16 } from "./text.ts";

/** What an attribute gives that is the same object as before. */
export const SAME = Symbol("same");

/** What an operation gives that will settle a promise later. */
export const PENDING = Symbol("pending");

/** What an operation gives for an index without an element. */
export const OUT_OF_RANGE = Symbol("out of range");

/** What an iterator returned at its end. */
export class Finished {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get value(): unknown {
    return this.#value;
  }

  /** Tells by what only this class has: prototypes are not asked, which a Proxy would notice. */
  static [Symbol.hasInstance](value: unknown): boolean {
    try {
      return typeof value === "object" && value !== null && #value in value;
    } catch {
      return false; // a window of another origin: it refuses even this
    }
  }
}

/** Makes the PythonErrors. */
export interface ErrorMaker {
  /** What JavaScript is told by: of a `Raised` its PythonError, of anything else itself. */
  errorOf(delivered: unknown): unknown;
}

/** What exports come to: a tag, and what Rust has written or delivered before it returns. */
export class Answers {
  readonly #memory: Memory;
  readonly #area: Area;
  /** What waits for the callers of exports. A stack, for a crossing may contain whole others. */
  readonly #outbox: unknown[] = [];
  #errors: ErrorMaker = {
    errorOf: (delivered) => (delivered instanceof Raised ? new Error(delivered.type) : delivered),
  };

  constructor(memory: Memory, area: Area) {
    this.#memory = memory;
    this.#area = area;
  }

  /** How much waits. */
  get waiting(): number {
    return this.#outbox.length;
  }

  /** Takes away all but so much of what waits; gives out the exceptions among it. */
  discard(waiting: number): Raised[] {
    return this.#outbox.splice(waiting).filter((lost) => lost instanceof Raised);
  }

  /** Who makes PythonErrors. */
  set errors(errors: ErrorMaker) {
    this.#errors = errors;
  }

  /** Takes what Rust has for the caller of the export that is about to return. */
  deliver(value: unknown): void {
    this.#outbox.push(value);
  }

  /**
   * Gives what an export came to.
   *
   * @throws PythonError, or the very error that JavaScript threw at Python.
   */
  receive(tag: Tag): unknown {
    switch (tag) {
      case Tag.Undefined:
        return undefined;
      case Tag.Int:
      case Tag.Float:
        return this.#memory.f64[this.#area.records >>> 3];
      case Tag.Delivered:
        return this.#outbox.pop();
      case Tag.Thrown:
        // Here: each function on the way to the Error takes the place of one of the program's in its stack.
        throw this.#errors.errorOf(this.#outbox.pop());
      default:
        // Apart, for engines inline only what is short.
        return this.#receiveRarer(tag);
    }
  }

  #receiveRarer(tag: Tag): unknown {
    switch (tag) {
      case Tag.Missing:
        return undefined;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Ascii:
      case Tag.Latin1:
      case Tag.Utf16:
        return this.#text(tag);
      case Tag.PyObject: {
        const [slot, version, , address] = this.#memory.u32.subarray(this.#area.records >>> 2);
        return new Handle(slot as number, version as number, address as number);
      }
      case Tag.OutOfRange:
        return OUT_OF_RANGE;
      case Tag.Finished:
        return new Finished(this.#outbox.pop());
      case Tag.Same:
        return SAME;
      case Tag.Pending:
        return PENDING;
      default:
        throw new Error(`the tag ${tag} is no result`);
    }
  }

  /** Takes the error that has been delivered last. */
  takeError(): unknown {
    return this.#errors.errorOf(this.#outbox.pop());
  }

  /** The text to which the first record points. */
  #text(tag: Tag.Ascii | Tag.Latin1 | Tag.Utf16): string {
    const words = this.#memory.u32;
    const at = this.#area.records >>> 2;
    const [address, length] = [words[at] as number, words[at + 1] as number];
    switch (tag) {
      case Tag.Ascii:
        return readAscii(this.#memory, address, length);
      case Tag.Latin1:
        return readLatin1(this.#memory, address, length);
      case Tag.Utf16:
        return readUtf16(this.#memory, address, length);
    }
  }
}
