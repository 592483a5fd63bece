import type { Memory } from "./memory.ts";
import { readAscii } from "./text.ts";

/** How many keys are kept: a power of two. */
const KEPT = 512;
/** Longer texts are seldom keys that come again. */
const LONGEST = 32;

/**
 * Reads texts that become keys of objects.
 *
 * Programs use the same few keys again and again. To make a text, and to find it among those that the
 * engine knows as keys, takes longer than all else about a property; so the latest are kept. What is in
 * the memory decides: it is compared each time.
 */
export class KeyTexts {
  readonly #memory: Memory;
  readonly #kept: string[] = Array.from({ length: KEPT }, () => "");

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Reads a key whose code points are all below 128. */
  read(address: number, length: number): string {
    if (length === 0 || length > LONGEST) return readAscii(this.#memory, address, length);
    const bytes = this.#memory.u8;
    const last = bytes[address + length - 1] as number;
    const middle = bytes[address + ((length - 1) >>> 1)] as number;
    // Names of one series most often differ at their ends: each next one has the next place.
    const place = ((bytes[address] as number) * 97 + middle * 31 + last + length * 7) & (KEPT - 1);
    const kept = this.#kept[place] as string;
    if (kept.length === length) {
      let at = 0;
      while (at < length && kept.charCodeAt(at) === bytes[address + at]) at += 1;
      if (at === length) return kept;
    }
    const text = readAscii(this.#memory, address, length);
    this.#kept[place] = text;
    return text;
  }
}
