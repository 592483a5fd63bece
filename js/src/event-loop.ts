import { FatalError } from "./fatal-error.ts";
import type { PyCallable } from "./py-callable.ts";

/** The functions of Python's loop that JavaScript's calls. */
export interface LoopEntry {
  readonly turn: PyCallable;
  readonly ring: PyCallable;
}

/** Engines take no longer delay, and fire at once instead. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** JavaScript's event loop, as Python's uses it: the next turn, and one alarm for all its timers. */
export class EventLoop {
  #entry: LoopEntry | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #hasFailed = false;
  readonly #nextTask = taskQueue();
  readonly #canSuspend: boolean;

  /** @param canSuspend - Whether Python may wait in what is called back. */
  constructor(canSuspend: boolean) {
    this.#canSuspend = canSuspend;
  }

  /** What Python calls. */
  readonly functions = {
    request_turn: (): void => this.#nextTask(this.#turn),
    set_alarm: (milliseconds: number): void => {
      clearTimeout(this.#alarm);
      this.#alarm = undefined;
      if (milliseconds >= 0) this.#setAlarm(milliseconds);
    },
  };

  // One function for all turns: each would be another for the engine.
  readonly #turn = (): void => this.#enter(this.#entry?.turn);

  /** Takes what is called when something is due. */
  connect(entry: LoopEntry): void {
    this.#entry = entry;
  }

  /** Calls nothing back any more. */
  end(): void {
    this.#entry = undefined;
    clearTimeout(this.#alarm);
  }

  #setAlarm(milliseconds: number): void {
    // Engines cut fractions off, which would be too early.
    const now = Math.min(Math.ceil(milliseconds), LONGEST_DELAY);
    this.#alarm = setTimeout(() => {
      if (milliseconds > now) this.#setAlarm(milliseconds - now);
      else this.#enter(this.#entry?.ring);
    }, now);
  }

  #enter(callback: PyCallable | undefined): void {
    if (callback === undefined) return;
    if (this.#canSuspend) {
      callback.callPromising().catch((error) => this.#report(error));
      return;
    }
    try {
      callback();
    } catch (error) {
      this.#report(error);
    }
  }

  /** Python reports what its callbacks raise itself: this is for what keeps them from running. */
  #report(error: unknown): void {
    // What ends the runtime has ended this loop before, and ends all turns that wait: it is told once.
    const isLast = error instanceof FatalError && !this.#hasFailed;
    if (this.#entry === undefined && !isLast) return;
    this.#hasFailed ||= isLast;
    console.error("Python's event loop failed:", error);
  }
}

/** Gives the engine's quickest way to run a function as a task of its own, in order. */
function taskQueue(): (task: () => void) => void {
  if (typeof setImmediate === "function") return (task) => void setImmediate(task);
  if (typeof MessageChannel !== "function") return (task) => void setTimeout(task, 0);
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  };
}
