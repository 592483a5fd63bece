import { checkBoolean, checkFunction, checkOptions } from "./check.ts";
import type { NodeModules } from "./host.ts";
import { LineWriter } from "./line-writer.ts";

/** Where Python's standard output or standard error goes; the default where no handler is given. */
export interface OutputOptions {
  /** Gets text a line at a time, without the end of the line. */
  readonly batched?: (line: string) => void;
  /** Gets one byte at a time. */
  readonly raw?: (byte: number) => void;
  /** Gets bytes as Python writes them, and gives how many of them it took. They are its own copy. */
  readonly write?: (bytes: Uint8Array) => number;
  /** Whether Python sees a terminal; not for `batched`. */
  readonly isatty?: boolean;
}

/** What takes the bytes that Python writes. */
export interface Output {
  /** Takes bytes, and gives how many of them: at least one. */
  write(bytes: Uint8Array): number;
  /** Hands on what it kept. */
  flush?(): void;
  readonly isatty: boolean;
}

const HANDLERS = ["batched", "raw", "write"] as const;

/**
 * Makes an output of what a user gave.
 *
 * @param name - What the user called, for messages.
 * @throws TypeError when the options are of the wrong types or contradict each other.
 */
export function outputOf(name: string, options: OutputOptions, standard: Output): Output {
  checkOptions(name, options, [...HANDLERS, "isatty"]);
  for (const handler of HANDLERS) checkFunction(`${name}: ${handler}`, options[handler]);
  checkBoolean(`${name}: isatty`, options.isatty);
  const given = HANDLERS.filter((handler) => options[handler] !== undefined);
  if (given.length > 1) {
    throw new TypeError(`${name} takes one handler, not ${given.join(" and ")}`);
  }
  const { batched, raw, write, isatty } = options;
  if (batched !== undefined) {
    if (isatty) throw new TypeError(`${name}: a handler of whole lines is no terminal`);
    return lineOutput(batched);
  }
  if (raw !== undefined) return { write: byteWise(raw), isatty: isatty ?? false };
  if (write !== undefined) return { write, isatty: isatty ?? false };
  if (isatty === undefined) return standard;
  return { write: (bytes) => standard.write(bytes), flush: () => standard.flush?.(), isatty };
}

/** Makes an output that hands on lines. */
function lineOutput(send: (line: string) => void): Output {
  const lines = new LineWriter(send);
  return {
    write: (bytes) => lines.write(bytes),
    flush: () => lines.flush(),
    isatty: false,
  };
}

/** Where output goes unless a user says otherwise: Node's own stream, elsewhere the console. */
export function standardOutput(which: "stdout" | "stderr", node: NodeModules | undefined): Output {
  if (node === undefined) {
    // The console is looked up each time: pages and tests replace it.
    return lineOutput(
      which === "stdout" ? (line) => console.log(line) : (line) => console.error(line),
    );
  }
  return {
    write(bytes) {
      process[which].write(bytes);
      return bytes.length;
    },
    get isatty() {
      return process[which].isTTY === true;
    },
  };
}

function byteWise(raw: (byte: number) => void): (bytes: Uint8Array) => number {
  return (bytes) => {
    for (const byte of bytes) raw(byte);
    return bytes.length;
  };
}
