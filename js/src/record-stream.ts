import { RECORD_BYTES } from "./area.ts";
import type { Memory } from "./memory.ts";
import { NoMemory } from "./refusal.ts";
import { Tag } from "./tag.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** Records of the first piece; each further one is twice as large, or as large as is needed. */
const FIRST_PIECE = 64;
/** More than this cannot be in a memory of 32 bits. */
const MOST_RECORDS = 2 ** 28;

/**
 * A sequence of records in wasm memory of its own, which grows while it is written. Texts lie in
 * it behind their records.
 *
 * Nothing of it is touched by code that runs meanwhile. It consists of pieces: the first record of
 * each tells its size and where the next one is, and the last one in use is `Tag.Next`.
 */
export class RecordStream {
  readonly #wasm: WasmExports;
  readonly #memory: Memory;
  /** Address and number of records of each piece. */
  readonly #pieces: { address: number; count: number }[] = [];
  #at = 0;
  /** Where the place for `Tag.Next` is. */
  #end = 0;

  constructor(wasm: WasmExports, memory: Memory) {
    this.#wasm = wasm;
    this.#memory = memory;
    this.#addPiece(FIRST_PIECE);
  }

  /** Where the next record will be. */
  get position(): number {
    return this.#at;
  }

  /**
   * Hands the records to Rust, which frees them.
   *
   * @returns The address of the first piece.
   */
  handOver(): number {
    const first = this.#pieces[0] as { address: number };
    this.#pieces.length = 0;
    return first.address;
  }

  /** Frees the records, unless they were handed over. */
  free(): void {
    for (const { address, count } of this.#pieces) this.#wasm.py_unreserve(address, count);
    this.#pieces.length = 0;
  }

  /**
   * Sees to it that so many records follow one another.
   *
   * @throws NoMemory
   */
  reserve(count: number): void {
    if (this.#at + count * RECORD_BYTES <= this.#end) return;
    const last = this.#pieces[this.#pieces.length - 1] as { count: number };
    this.#addPiece(Math.max(2 * last.count, count + 2));
  }

  /**
   * Gives room for a record, and for so many bytes behind it.
   *
   * @returns Its address.
   * @throws NoMemory
   */
  next(bytes = 0): number {
    if (this.#at + RECORD_BYTES + bytes > this.#end) {
      this.reserve(1 + Math.ceil(bytes / RECORD_BYTES));
    }
    const at = this.#at;
    this.#at = at + RECORD_BYTES;
    return at;
  }

  /** Keeps so many bytes behind the last record, of those that were asked for. */
  keep(bytes: number): void {
    // The next multiple, without a division; from 2 GiB on `&` gives it a sign.
    this.#at += ((bytes + RECORD_BYTES - 1) & -RECORD_BYTES) >>> 0;
  }

  #addPiece(count: number): void {
    const address = count > MOST_RECORDS ? 0 : this.#wasm.py_reserve(count) >>> 0;
    if (address === 0) {
      throw new NoMemory(`no memory for ${count} records of ${RECORD_BYTES} bytes`);
    }
    const words = this.#memory.u32;
    const last = this.#pieces[this.#pieces.length - 1];
    if (last !== undefined) {
      words[(last.address >>> 2) + 1] = address;
      words[this.#at >>> 2] = address;
      words[(this.#at >>> 2) + 2] = Tag.Next;
    }
    words[address >>> 2] = count;
    words[(address >>> 2) + 1] = 0;
    this.#pieces.push({ address, count });
    this.#at = address + RECORD_BYTES;
    this.#end = address + (count - 1) * RECORD_BYTES;
  }
}
