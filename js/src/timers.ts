/** What `setTimeout` and `setInterval` give: a number, in Node an object. */
type Timer = ReturnType<typeof setTimeout>;

/** The timers that Python's programs start, which end with the runtime. */
export class Timers {
  readonly #running = new Set<Timer>();

  /** What Python calls. */
  readonly functions = {
    setTimeout: (callback: () => void, milliseconds: number): Timer => {
      const timer: Timer = setTimeout(() => {
        this.#running.delete(timer);
        callback();
      }, milliseconds);
      this.#running.add(timer);
      return timer;
    },
    setInterval: (callback: () => void, milliseconds: number): Timer => {
      const timer = setInterval(callback, milliseconds) as Timer;
      this.#running.add(timer);
      return timer;
    },
    /** Ends a timer of either kind; engines have one list of both. */
    clear: (timer: Timer): void => {
      this.#running.delete(timer);
      clearTimeout(timer);
    },
  };

  /** Ends all. */
  end(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
