import type { Bridge } from "./bridge.ts";
import { refuse } from "./check.ts";
import { type Deadline, Deadlines } from "./deadlines.ts";
import type { PyCallable } from "./py-callable.ts";

/** What another thread writes a signal's number to: 2 for KeyboardInterrupt. */
export type InterruptBuffer =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** The function of Python's that is called when a signal has arrived while Python waits. */
export interface InterruptEntry {
  readonly interrupt: PyCallable;
}

/** What CPython asks for signals: the wasm's loader, by a property of this name. */
export interface SignalSource {
  Py_EmscriptenSignalBuffer?: { 0: number } | undefined;
}

const ACCEPTED = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array];

/** SIGVTALRM: what tells code that its time is over; `jaspy/_deadline.py` takes it. */
const OVERTIME = 26;

/** Whoever presses a key sees an effect within 100 ms. */
const POLL_MILLISECONDS = 40;

/** The signals that other threads send to a runtime. */
export class Interrupts {
  readonly #bridge: Bridge;
  readonly #source: SignalSource;
  #entry: InterruptEntry | undefined;
  #buffer: InterruptBuffer | undefined;
  readonly #deadlines = new Deadlines();
  readonly #signals: { 0: number };
  #waiting = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(bridge: Bridge, source: SignalSource) {
    this.#bridge = bridge;
    this.#source = source;
    this.#signals = signals(() => this.#next());
  }

  /** Takes what is called when a signal has arrived while Python waits. */
  connect(entry: InterruptEntry): void {
    this.#entry = entry;
  }

  /**
   * Takes signals from a buffer, or from none.
   *
   * @throws TypeError for what is no typed array of integers of up to 32 bits, or is empty.
   */
  setBuffer(buffer: InterruptBuffer | undefined): void {
    if (buffer !== undefined) checkBuffer(buffer);
    this.#buffer = buffer;
    this.#listen();
    this.#poll();
  }

  /** Has Python told, so many milliseconds from now, that the time of some code is over. */
  beginDeadline(milliseconds: number): Deadline {
    const deadline = this.#deadlines.begin(milliseconds);
    try {
      this.#listen();
    } catch (error) {
      this.#deadlines.end(deadline);
      throw error;
    }
    return deadline;
  }

  /** Takes a deadline back. */
  endDeadline(deadline: Deadline): void {
    this.#deadlines.end(deadline);
    if (this.#bridge.ended === undefined) this.#listen();
  }

  /** Runs the handlers of signals that have arrived, and throws what they raise. */
  check(): void {
    this.#bridge.checkSignals();
  }

  /**
   * Notes that Python begins to wait, and no code of it might look. Even if this throws, `endWaiting`
   * has to follow.
   */
  beginWaiting(): void {
    this.#waiting += 1;
    this.#poll();
  }

  /** Notes that Python has waited. */
  endWaiting(): void {
    this.#waiting -= 1;
    this.#poll();
  }

  /** Takes no more signals. */
  end(): void {
    this.#entry = undefined;
    this.#buffer = undefined;
    this.#source.Py_EmscriptenSignalBuffer = undefined;
    this.#poll();
  }

  /** Has CPython ask for signals where there may be any. */
  #listen(): void {
    const isNeeded = this.#buffer !== undefined || !this.#deadlines.isEmpty;
    this.#bridge.watchSignals(isNeeded);
    this.#source.Py_EmscriptenSignalBuffer = isNeeded ? this.#signals : undefined;
  }

  /** The signal that has arrived, if any. */
  #next(): number {
    const buffer = this.#buffer;
    // Cheaper than an exchange, and mostly there is nothing.
    const isSent = buffer !== undefined && buffer[0] !== 0;
    if (!isSent && (this.#deadlines.isEmpty || !this.#deadlines.isOver())) return 0;
    if (this.#bridge.withholdsSignals()) return 0;
    return isSent ? Atomics.exchange(buffer, 0, 0) : OVERTIME;
  }

  #poll(): void {
    const isNeeded = this.#waiting > 0 && this.#buffer !== undefined;
    if (isNeeded === (this.#timer !== undefined)) return;
    if (isNeeded) {
      this.#timer = setInterval(() => this.#look(), POLL_MILLISECONDS);
      // Node: whoever waits for nothing else may end.
      if (typeof this.#timer === "object") this.#timer.unref();
    } else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #look(): void {
    if (this.#bridge.ended !== undefined) this.end();
    if (this.#buffer === undefined || this.#buffer[0] === 0) return;
    try {
      this.#entry?.interrupt();
    } catch (error) {
      // Python hands what its handlers raise to who waits: this is for what keeps it from that.
      console.error("an interrupt could not be handled:", error);
    }
  }
}

function checkBuffer(buffer: unknown): asserts buffer is InterruptBuffer {
  const isAccepted = ACCEPTED.some((type) => buffer instanceof type);
  if (!isAccepted) refuse("buffer", "a typed array of integers of up to 32 bits", buffer);
  if ((buffer as InterruptBuffer).length === 0) {
    throw new TypeError("buffer must have an element for the signal's number, but it is empty");
  }
}

/** What CPython reads signals from: it writes 0 afterwards, and nothing that arrives in between is lost. */
function signals(next: () => number): { 0: number } {
  return {
    get 0() {
      return next();
    },
    set 0(_zero) {
      // Done already.
    },
  };
}
