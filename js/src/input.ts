import { checkBoolean, checkFunction, checkOptions, describe } from "./check.ts";
import type { NodeModules } from "./host.ts";

/** One piece of input: text (a line; its end may be left out), bytes, one byte, or the end. */
export type InputPiece = string | ArrayBuffer | ArrayBufferView | number | null | undefined;

/** Where Python's standard input comes from; the default where no handler is given. */
export interface InputOptions {
  /** Gives the next piece of input; where Python can wait, by `run_sync`, a promise of it may do. */
  readonly stdin?: () => InputPiece | PromiseLike<InputPiece>;
  /** Fills a buffer from its start, and gives how many bytes it wrote; 0 is the end. */
  readonly read?: (buffer: Uint8Array) => number;
  /** Lets every read fail with an OSError. */
  readonly error?: boolean;
  /** Whether Python sees a terminal. */
  readonly isatty?: boolean;
}

/** What fills buffers for Python. */
export interface Input {
  /** Fills a buffer from its start, and gives how many bytes it wrote; 0 is the end. */
  read(buffer: Uint8Array): number;
  /** Gets ready for `read`; a promise where that takes a while. */
  prepare?(): Promise<void> | undefined;
  readonly isatty: boolean;
}

/**
 * Makes an input of what a user gave.
 *
 * @param name - What the user called, for messages.
 * @throws TypeError when the options are of the wrong types or contradict each other.
 */
export function inputOf(name: string, options: InputOptions, standard: Input): Input {
  checkOptions(name, options, ["stdin", "read", "error", "isatty"]);
  checkFunction(`${name}: stdin`, options.stdin);
  checkFunction(`${name}: read`, options.read);
  checkBoolean(`${name}: error`, options.error);
  checkBoolean(`${name}: isatty`, options.isatty);
  const { stdin, read, error } = options;
  if ([stdin, read, error || undefined].filter((given) => given !== undefined).length > 1) {
    throw new TypeError(`${name} takes one of stdin, read and error`);
  }
  const isatty = options.isatty ?? false;
  if (stdin !== undefined) return new PieceWise(stdin, isatty);
  if (read !== undefined) return { read, isatty };
  if (error) return { read: refuseToRead, isatty };
  if (options.isatty === undefined) return standard;
  return { read: (buffer) => standard.read(buffer), isatty };
}

/** Where input comes from unless a user says otherwise: Node's own stream, or a page's prompt. */
export function standardInput(node: NodeModules | undefined): Input {
  if (node !== undefined) {
    return {
      read: (buffer) => readStandardInput(node, buffer),
      get isatty() {
        return process.stdin.isTTY === true;
      },
    };
  }
  // Workers cannot ask anybody: their input is at its end.
  const ask = () => (typeof globalThis.prompt === "function" ? globalThis.prompt() : null);
  return new PieceWise(ask, false);
}

/** Hands out pieces; a piece that is longer than the buffer goes on with the next read. */
class PieceWise implements Input {
  readonly isatty: boolean;
  readonly #next: () => InputPiece | PromiseLike<InputPiece>;
  /** Gives the bytes of a piece that has come and was not read yet, or throws. */
  #come: (() => Uint8Array<ArrayBuffer>) | undefined;
  #rest = new Uint8Array();

  constructor(next: () => InputPiece | PromiseLike<InputPiece>, isatty: boolean) {
    this.#next = next;
    this.isatty = isatty;
  }

  prepare(): Promise<void> | undefined {
    if (this.#rest.length > 0 || this.#come !== undefined) return undefined;
    try {
      const piece = this.#next();
      if (isPromise(piece)) return this.#await(piece);
      this.#take(piece);
    } catch (error) {
      this.#fail(error);
    }
    return undefined;
  }

  read(buffer: Uint8Array): number {
    if (this.#rest.length === 0) this.#rest = this.#pieceNow();
    const count = Math.min(buffer.length, this.#rest.length);
    buffer.set(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  async #await(promise: PromiseLike<InputPiece>): Promise<void> {
    try {
      this.#take(await promise);
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(piece: InputPiece): void {
    const bytes = bytesOf(piece);
    this.#come = () => bytes;
  }

  #fail(error: unknown): void {
    this.#come = () => {
      throw error;
    };
  }

  #pieceNow(): Uint8Array<ArrayBuffer> {
    const come = this.#come;
    this.#come = undefined;
    if (come !== undefined) return come();
    const piece = this.#next();
    if (!isPromise(piece)) return bytesOf(piece);
    throw new TypeError("stdin gave a promise to a reader that cannot wait for it");
  }
}

function isPromise(piece: InputPiece | PromiseLike<InputPiece>): piece is PromiseLike<InputPiece> {
  return typeof piece === "object" && piece !== null && "then" in piece;
}

function bytesOf(piece: InputPiece): Uint8Array<ArrayBuffer> {
  if (piece === undefined || piece === null) return new Uint8Array();
  if (typeof piece === "string") {
    return new TextEncoder().encode(piece.endsWith("\n") ? piece : `${piece}\n`);
  }
  if (typeof piece === "number") return Uint8Array.of(piece);
  if (ArrayBuffer.isView(piece)) {
    // A copy: the user may fill the same buffer again.
    return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength).slice();
  }
  if (piece instanceof ArrayBuffer) return new Uint8Array(piece.slice());
  throw new TypeError(
    `stdin must give a string, a buffer, a byte, null or undefined, not ${describe(piece)}`,
  );
}

/** What reading fails with where a user asked for it: no mistake of anybody. */
export class ReadRefused extends Error {}

function refuseToRead(): never {
  throw new ReadRefused();
}

const WAIT_MILLISECONDS = 10;

function readStandardInput({ fs }: NodeModules, buffer: Uint8Array): number {
  for (;;) {
    try {
      return fs.readSync(0, buffer, 0, buffer.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows says so at the end of a pipe.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // A terminal that somebody made non-blocking has nothing yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
    }
  }
}
