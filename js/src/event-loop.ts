import { FatalError } from "./fatal-error.ts";
import type { PyCallable } from "./py-callable.ts";

/** The functions of Python's loop that JavaScript's calls. */
export interface LoopEntry {
  readonly run_scheduled: PyCallable;
  readonly settle: PyCallable;
  readonly forget: PyCallable;
}

/** Engines take no longer delay, and fire at once instead. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** JavaScript's event loop, as Python's uses it. What is to be called back has a number. */
export class EventLoop {
  #entry: LoopEntry | undefined;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  /** What ran or was cancelled is no longer here; the engine's task for it then does nothing. */
  readonly #soon = new Set<number>();
  readonly #nextTask = taskQueue();
  // Python's side of a promise that can never be settled any more is of no use.
  readonly #unsettled = new FinalizationRegistry<number>((number) => this.#entry?.forget(number));

  /** What Python calls. */
  readonly functions = {
    schedule: (number: number, milliseconds: number): void => {
      if (milliseconds > 0) this.#startTimer(number, milliseconds);
      else this.#runSoon(number);
    },
    cancel: (number: number): void => {
      this.#soon.delete(number);
      clearTimeout(this.#timers.get(number));
      this.#timers.delete(number);
    },
    watch: (promise: unknown, number: number): void => {
      const settle = (outcome: () => unknown) => {
        this.#unsettled.unregister(settle);
        this.#enter((entry) => entry.settle(number, outcome));
      };
      const fulfilled = (value: unknown) => settle(() => value);
      const rejected = (reason: unknown) =>
        settle(() => {
          throw reason;
        });
      this.#unsettled.register(fulfilled, number, settle);
      Promise.resolve(promise).then(fulfilled, rejected);
    },
  };

  /** Takes what is called when something is due. */
  connect(entry: LoopEntry): void {
    this.#entry = entry;
  }

  /** Calls nothing back any more. */
  end(): void {
    this.#entry = undefined;
    this.#soon.clear();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #runSoon(number: number): void {
    this.#soon.add(number);
    this.#nextTask(() => {
      if (this.#soon.delete(number)) this.#enter((entry) => entry.run_scheduled(number));
    });
  }

  #startTimer(number: number, milliseconds: number): void {
    const now = Math.min(milliseconds, LONGEST_DELAY);
    const timer = setTimeout(() => {
      if (milliseconds > now) {
        this.#startTimer(number, milliseconds - now);
        return;
      }
      this.#timers.delete(number);
      this.#enter((entry) => entry.run_scheduled(number));
    }, now);
    this.#timers.set(number, timer);
  }

  /** Python reports what its callbacks raise itself: this is for what keeps them from running. */
  #enter(operation: (entry: LoopEntry) => void): void {
    if (this.#entry === undefined) return;
    try {
      operation(this.#entry);
    } catch (error) {
      console.error("Python's event loop failed:", error);
      if (error instanceof FatalError) this.end();
    }
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
