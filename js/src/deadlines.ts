/** The time that some code may take. */
export interface Deadline {
  /** Its end, by the clock of `performance.now()`. */
  readonly at: number;
}

/** How often code whose time is over is told so, in milliseconds: it may be another's that runs. */
const INTERVAL = 10;

/** The deadlines of code that may be running. */
export class Deadlines {
  readonly #deadlines = new Set<Deadline>();
  #nextLook = 0;

  /** Whether there is none. */
  get isEmpty(): boolean {
    return this.#deadlines.size === 0;
  }

  /** Adds one, so many milliseconds from now. */
  begin(milliseconds: number): Deadline {
    const deadline = { at: performance.now() + milliseconds };
    this.#deadlines.add(deadline);
    return deadline;
  }

  /** Takes one away. */
  end(deadline: Deadline): void {
    this.#deadlines.delete(deadline);
  }

  /** Tells whether the time of some code is over, from time to time. */
  isOver(): boolean {
    const now = performance.now();
    if (now < this.#nextLook) return false;
    this.#nextLook = now + INTERVAL;
    for (const { at } of this.#deadlines) if (at <= now) return true;
    return false;
  }
}
