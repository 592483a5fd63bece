import { describe } from "./check.ts";
import { isExhaustion } from "./fatal-error.ts";
import type { DeviceOperations, FileStream, FileSystem } from "./file-system.ts";
import type { NodeModules } from "./host.ts";
import { type Input, type InputOptions, inputOf, ReadRefused, standardInput } from "./input.ts";
import { type Output, type OutputOptions, outputOf, standardOutput } from "./output.ts";

/** The C library's number for "input/output error". */
const EIO = 29;
/** A device number that the C library's own devices do not have. */
const MAJOR = 75;
const READ_ONLY = 0;
const WRITE_ONLY = 1;
const READABLE_AND_WRITABLE = 0o666;

/** Python's standard streams, as devices of its file system. */
export class Streams {
  readonly #fs: FileSystem;
  readonly #memory: WebAssembly.Memory;
  readonly #node: NodeModules | undefined;
  #stdin: Input;
  #stdout: Output;
  #stderr: Output;
  #willFlush = false;
  #flushPython: (() => void) | undefined;
  #pythonWaits = false;

  constructor(fs: FileSystem, memory: WebAssembly.Memory, node: NodeModules | undefined) {
    this.#fs = fs;
    this.#memory = memory;
    this.#node = node;
    this.#stdin = standardInput(node);
    this.#stdout = standardOutput("stdout", node);
    this.#stderr = standardOutput("stderr", node);
    this.#replace(0, "stdin", READ_ONLY, {
      open: (stream) => this.#showTerminal(stream, () => this.#stdin),
      read: (_stream, buffer, offset, length) => this.#read(buffer, offset, length),
    });
    this.#replace(
      1,
      "stdout",
      WRITE_ONLY,
      this.#writing(() => this.#stdout),
    );
    this.#replace(
      2,
      "stderr",
      WRITE_ONLY,
      this.#writing(() => this.#stderr),
    );
  }

  /** Sets where input comes from. */
  setStdin(options: InputOptions = {}): void {
    this.#stdin = inputOf("setStdin", options, standardInput(this.#node));
  }

  /** Sets where standard output goes, after what is left of an unfinished line has gone. */
  setStdout(options: OutputOptions = {}): void {
    const output = outputOf("setStdout", options, standardOutput("stdout", this.#node));
    this.flush();
    this.#stdout = output;
  }

  /** Sets where standard error goes, after what is left of an unfinished line has gone. */
  setStderr(options: OutputOptions = {}): void {
    const output = outputOf("setStderr", options, standardOutput("stderr", this.#node));
    this.flush();
    this.#stderr = output;
  }

  /** Gets ready for a read; a promise where that takes a while. */
  prepareInput(): Promise<void> | undefined {
    // Whoever answers should have read the question.
    this.flush();
    return this.#stdin.prepare?.();
  }

  /** Takes what makes Python write what waits in its streams. */
  connect(flushPython: () => void): void {
    this.#flushPython = flushPython;
  }

  /** Notes that something waits in Python's streams. */
  expectFlush(): void {
    this.#pythonWaits = true;
    this.#flushSoon();
  }

  /** Sends unfinished lines. */
  flush(): void {
    if (this.#pythonWaits) {
      this.#pythonWaits = false;
      try {
        this.#flushPython?.();
      } catch (error) {
        // What the handlers threw has been reported; and a runtime that has ended has no more to say.
        if (isExhaustion(error)) this.#flushLater();
      }
    }
    flush(this.#stdout);
    flush(this.#stderr);
  }

  /** Has Python asked again: here was too little stack for it. */
  #flushLater(): void {
    this.#pythonWaits = true;
    this.#flushSoon();
  }

  /** Puts a device in the place of one that the C library opened at its start. */
  #replace(fd: number, name: string, flags: number, operations: DeviceOperations): void {
    const fs = this.#fs;
    const path = `/dev/${name}`;
    const device = fs.makedev(MAJOR, fd);
    fs.registerDevice(device, operations);
    const open = fs.getStream(fd);
    if (open) fs.close(open);
    fs.unlink(path);
    fs.mkdev(path, READABLE_AND_WRITABLE, device);
    fs.open(path, flags);
  }

  #writing(output: () => Output): DeviceOperations {
    return {
      open: (stream) => this.#showTerminal(stream, output),
      write: (_stream, buffer, offset, length) => {
        const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
        // A copy: the handler may keep it, and the memory may grow while it runs.
        this.#write(output(), bytes.slice());
        return length;
      },
      fsync: () => {
        flush(output());
        return 0;
      },
    };
  }

  #write(output: Output, bytes: Uint8Array): void {
    // Python may leave a line unfinished without coming back to `runPython`.
    if (output.flush !== undefined) this.#flushSoon();
    try {
      for (let done = 0; done < bytes.length; ) {
        const rest = bytes.subarray(done);
        const count = output.write(rest);
        checkCount("write", count, 1, rest.length);
        done += count;
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #read(buffer: ArrayBufferView, offset: number, length: number): number {
    // Whoever answers should have read the question.
    this.flush();
    const address = buffer.byteOffset + offset;
    const bytes = new Uint8Array(length);
    let count = 0;
    try {
      count = this.#stdin.read(bytes);
      checkCount("read", count, 0, length);
    } catch (error) {
      this.#fail(error);
    }
    // The handler may have run Python, and the memory may have grown and left the view empty.
    const memory = buffer.byteLength === 0 ? this.#memory.buffer : buffer.buffer;
    new Uint8Array(memory, address, length).set(bytes.subarray(0, count));
    return count;
  }

  /** Lets Python see an error; what it was, only the console can tell. */
  #fail(error: unknown): never {
    if (!(error instanceof ReadRefused)) report(error);
    throw new this.#fs.ErrnoError(EIO);
  }

  #flushSoon(): void {
    if (this.#willFlush) return;
    queueMicrotask(() => {
      this.#willFlush = false;
      this.flush();
    });
    // Last: at the end of the stack the call before throws, and the next write tries again.
    this.#willFlush = true;
  }

  /** Lets the C library see a terminal for as long as the stream is one. */
  #showTerminal(stream: FileStream, current: () => Input | Output): void {
    const terminal = { ops: {} };
    Object.defineProperty(stream, "tty", {
      get: () => (current().isatty ? terminal : undefined),
      enumerable: true,
    });
  }
}

function flush(output: Output): void {
  try {
    output.flush?.();
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  console.error("a handler of Python's standard streams failed:", error);
}

function checkCount(name: string, count: unknown, least: number, most: number): void {
  if (Number.isInteger(count) && Number(count) >= least && Number(count) <= most) return;
  throw new TypeError(
    `${name} must give a number of bytes from ${least} to ${most}, not ${describe(count)}`,
  );
}
