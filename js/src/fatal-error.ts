import type { FileSystem } from "./file-system.ts";
import type { WasmExports } from "./wasm-exports.ts";

/**
 * Why a runtime has ended that was not to end: native code failed.
 *
 * Every later use of the runtime throws the same error. Other runtimes are as they were, and a new
 * one can be loaded.
 */
export class FatalError extends Error {
  /** What Python was running, as Python shows it; empty where that cannot be told. */
  readonly traceback: string;

  /** @param cause - The engine's error. */
  constructor(cause: unknown, traceback: string) {
    if (typeof traceback !== "string") {
      throw new TypeError("FatalError cannot be constructed: a runtime that fails throws it");
    }
    const message = `Python has stopped, and this runtime cannot be used any more: ${what(cause)}. Load another runtime to go on.`;
    super(traceback === "" ? message : `${message}\n\n${traceback}`, { cause });
    this.traceback = traceback;
  }
}

Object.defineProperty(FatalError.prototype, "name", {
  value: "FatalError",
  writable: true,
  configurable: true,
});

/** Tells whether an error that passed by an export means that native code has failed or ended. */
export function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || isExit(error);
}

/**
 * Tells whether an error is the engine's for a stack that is exhausted: a RangeError, in Firefox an
 * InternalError. One that names a table is about a function pointer that is none.
 */
export function isExhaustion(error: unknown): boolean {
  // Those of other realms are as good.
  if (typeof error !== "object" || error === null) return false;
  const { name, message } = error as { name?: unknown; message?: unknown };
  return name === "InternalError" || (name === "RangeError" && !/\bTable\b/.test(String(message)));
}

/** Tells whether the C library was told to end the process. */
function isExit(error: unknown): error is { readonly status: number } {
  return typeof error === "object" && error !== null && "status" in error && "name" in error
    ? error.name === "ExitStatus"
    : false;
}

function what(cause: unknown): string {
  if (isExit(cause)) return `it ended its process with exit code ${cause.status}`;
  return `native code failed (${cause instanceof Error ? cause.message : String(cause)})`;
}

const DUMP = "/tmp/.jaspy-traceback";

/** What Python was running when native code failed, as far as its memory still tells. */
export function tracebackOf(wasm: WasmExports, fs: FileSystem): string {
  try {
    const stream = fs.open(DUMP, "w+");
    try {
      wasm.py_dump_traceback(stream.fd);
      return asTraceback(fs.readFile(DUMP, { encoding: "utf8" }));
    } finally {
      fs.close(stream);
      fs.unlink(DUMP);
    }
  } catch {
    // Whatever native code has destroyed: the failure itself is still to be reported.
    return "";
  }
}

/** CPython writes these with the innermost call first; its tracebacks have it last. */
function asTraceback(dump: string): string {
  const frames = dump.split("\n").filter((line) => line.startsWith("  File "));
  if (frames.length === 0) return "";
  const own = /^ {2}File "[^"]*\/jaspy\/\w+\.py"/;
  const lines = frames.filter((line) => !own.test(line)).reverse();
  const shown = lines.map((line) => line.replace(/, line (\d+) in /, ", line $1, in "));
  return ["Traceback (most recent call last):", ...shown].join("\n");
}
