import type { Answers } from "./answers.ts";
import { isExhaustion, isFatal } from "./fatal-error.ts";
import type { Handle } from "./handle.ts";
import type { Raised } from "./raised.ts";
import { StackGuard } from "./stack-guard.ts";
import { SuspendableEntries } from "./suspend.ts";
import type { Tag } from "./tag.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** What a boundary is made with. */
export interface BoundaryParts {
  readonly wasm: WasmExports;
  readonly answers: Answers;
  /** Ends the runtime because of an engine's error after which native code cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * Where JavaScript calls Rust: every export that can run Python runs in here, as each is in
 * `boundary.rs` on the other side.
 */
export class Boundary {
  /** The calls that Python can wait in. */
  readonly entries: SuspendableEntries;
  protected readonly wasm: WasmExports;
  readonly answers: Answers;
  readonly #onFatal: BoundaryParts["onFatal"];
  #ended: Error | undefined;
  readonly #stack = new StackGuard();
  /**
   * How deeply a call is nested that the engine has broken off, until all is as it was before; else -1.
   * It is set before `fail` is called, for which there may be too little stack.
   */
  protected brokenOff = -1;
  #isStarted = false;
  /** Where stack and outbox were when each of the nested calls began. */
  readonly #pointers: number[] = [];
  readonly #waiting: number[] = [];
  #onReturn: ((depth: number) => void) | undefined;
  /** What waits for the outermost call to return. */
  readonly #later: (() => void)[] = [];

  constructor({ wasm, answers, onFatal }: BoundaryParts) {
    this.wasm = wasm;
    this.answers = answers;
    this.#onFatal = onFatal;
    this.entries = new SuspendableEntries({
      wasm,
      stack: this.#stack,
      receive: (tag) => answers.receive(tag),
      onReturn: (depth) => this.#onReturn?.(depth),
      onIdle: () => {
        if (this.#later.length > 0) queueMicrotask(() => this.#catchUp());
      },
      onFatal: (error) => onFatal(error),
    });
  }

  /** Why nothing can be done any more, or undefined while the runtime lives. */
  get ended(): Error | undefined {
    return this.#ended;
  }

  /** Whether Python's code is running, or JavaScript that it called. */
  get isRunning(): boolean {
    return this.#stack.depth > 0;
  }

  /** Ends all use: it throws `reason` from now on, also where Python is about to return. */
  end(reason: Error): void {
    this.#ended = reason;
    this.entries.end(reason);
    this.#later.length = 0;
    this.answers.discard(0);
  }

  /** Has something look whenever a call returns, and how deeply it was nested; or nothing. */
  set onReturn(look: ((depth: number) => void) | undefined) {
    this.#onReturn = look;
  }

  /** How deeply calls to Python are nested now. */
  get depth(): number {
    return this.#stack.depth;
  }

  /** Runs something when none of Python's code is running: now, or as soon as that is so. */
  whenIdle(action: () => void): void {
    if (this.#stack.depth > 0) this.#later.push(action);
    else action();
  }

  /** Ends the entry of a handle; its object may go, and run code as it does. */
  release({ slot, version }: Handle | Raised): void {
    this.#giveBack(() => this.wasm.py_release(slot, version));
  }

  /** Ends the keeping of a buffer for a typed array. */
  releaseView(slot: number, version: number): void {
    this.#giveBack(() => this.wasm.py_release_view(slot, version));
  }

  /** Gives something back to Rust; where the stack is exhausted, later. */
  #giveBack(release: () => Tag): void {
    // Whatever it was, it went with the memory.
    if (this.#ended !== undefined) return;
    try {
      this.#mark(this.#stack.depth);
      const depth = this.#stack.enter();
      if (depth >= 0) this.#nested(depth, release);
      else this.#later.push(() => this.#giveBack(release));
    } catch (error) {
      if (!isExhaustion(error)) throw error;
      // What has been given back already, Rust knows by its version.
      this.#later.push(() => this.#giveBack(release));
    }
  }

  /**
   * Runs an export that may run foreign code, which may come back here without end. What crosses is
   * written inside `operation`: where there is no stack for it, nothing must have been handed over.
   */
  protected run(operation: () => Tag): unknown {
    return this.#nested(this.enter(), operation);
  }

  /** Runs an export for which the stack has been entered. */
  #nested(depth: number, operation: () => Tag): unknown {
    let tag: Tag;
    try {
      tag = operation();
    } catch (error) {
      this.brokenOff = depth;
      return this.fail(depth, error);
    }
    return this.leave(depth, tag);
  }

  // What runs most often has the three parts of `run` around it, and no function of its own.

  /**
   * Begins a call of an export.
   *
   * @returns How deeply it is nested, for `fail` or `leave`, one of which has to follow.
   * @throws The PythonError of a RecursionError where there is no stack for it.
   */
  protected enter(): number {
    if (this.brokenOff >= 0) this.#recover(Math.min(this.brokenOff, this.#stack.depth));
    this.#mark(this.#stack.depth);
    const depth = this.#stack.enter();
    if (depth < 0) this.answers.receive(this.wasm.py_raise_recursion_error());
    return depth;
  }

  /**
   * Notes that Python has started: where none of it runs, stack and thread are always as now. An extension
   * is native code as well, and may be running without Python: then each call notes them.
   */
  started(): void {
    if (this.wasm.py_add_modules !== undefined) return;
    this.#stayAttached();
    this.#note(0);
    this.#isStarted = true;
  }

  /** Spares each call from asking for the thread and giving it back. */
  #stayAttached(): void {
    const pointer = this.wasm.emscripten_stack_get_current();
    try {
      this.wasm.py_stay_attached();
    } catch (error) {
      // Only a trap passes by Rust's frames as if they had never been.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.wasm._emscripten_stack_restore(pointer);
    }
  }

  /** Notes what `fail` brings back, before the stack is entered: where this throws, nothing was. */
  #mark(depth: number): void {
    this.#waiting[depth] = this.answers.waiting;
    if (depth > 0 || !this.#isStarted) this.#note(depth);
  }

  #note(depth: number): void {
    this.#pointers[depth] = this.wasm.emscripten_stack_get_current();
    this.wasm.py_mark(depth);
  }

  /** Ends a call of an export that the engine has broken off. */
  protected fail(depth: number, error: unknown): never {
    try {
      if (this.#ended === undefined && (isFatal(error) || this.#hasPassedBy(depth, error))) {
        this.#onFatal(error);
      }
      if (this.#ended !== undefined) {
        this.brokenOff = -1;
        throw this.#ended;
      }
      // An exhausted stack: the engine's exception has passed by Python, which did not see it.
      this.#recover(depth);
      throw error;
    } finally {
      this.#stack.leave(depth);
      this.#onReturn?.(depth);
    }
  }

  /**
   * Whether an error has passed by native code that it cannot have been meant for: that has not finished
   * what it was doing, and left its stack pointer behind. What the engine says of an exhausted stack is
   * expected anywhere.
   */
  #hasPassedBy(depth: number, error: unknown): boolean {
    return (
      !isExhaustion(error) && this.wasm.emscripten_stack_get_current() !== this.#pointers[depth]
    );
  }

  /** Brings back what it was before a call that was broken off. */
  #recover(depth: number): void {
    this.wasm._emscripten_stack_restore(this.#pointers[depth] as number);
    this.wasm.py_heal(depth);
    this.#stack.leave(depth);
    this.#stack.lookAgain();
    this.brokenOff = -1;
    for (const raised of this.answers.discard(this.#waiting[depth] as number)) {
      this.release(raised);
    }
  }

  /** Ends a call of an export, and gives what it came to. */
  protected leave(depth: number, tag: Tag): unknown {
    this.#stack.leave(depth);
    this.#onReturn?.(depth);
    // It may have ended in a call within this one, whatever JavaScript between made of that.
    if (this.#ended !== undefined) throw this.#ended;
    if (this.#later.length === 0 || depth > 0) return this.answers.receive(tag);
    try {
      return this.answers.receive(tag);
    } finally {
      this.#catchUp();
    }
  }

  /** Does what has waited for Python to be idle. */
  #catchUp(): void {
    if (this.#later.length === 0 || this.#stack.depth > 0) return;
    for (const action of this.#later.splice(0)) {
      try {
        action();
      } catch (error) {
        if (this.#ended !== undefined) throw error;
        // Nobody waits for it, and the others are still to be done.
        console.error("Python could not do what had to wait:", error);
      }
    }
  }
}
