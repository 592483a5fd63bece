import { leaveUnreported } from "./unreported.ts";

/** A promise that waits for Python, and how it is settled. */
export class Settler<T = unknown> {
  readonly promise: Promise<T>;
  readonly #result: (value: unknown) => unknown;
  #resolve = unset;
  #reject = unset;

  /** @param result - Makes what the promise gives of what Python has come to. */
  constructor(result: (value: unknown) => unknown) {
    this.#result = result;
    this.promise = new Promise<unknown>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    }) as Promise<T>;
  }

  /** Settles it with what Python came to. */
  fulfil(value?: unknown): void {
    const result = this.#result;
    this.#resolve(result(value));
  }

  /** Settles it as the end of an iteration. */
  finish(): void {
    this.#resolve({ done: true, value: undefined });
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }

  /** Rejects it because Python will come to nothing any more. */
  abandon(reason: Error): void {
    leaveUnreported(this.promise);
    this.#reject(reason);
  }

  /** Tells by what only this class has: prototypes are not asked, which a Proxy would notice. */
  static [Symbol.hasInstance](value: unknown): boolean {
    try {
      return typeof value === "object" && value !== null && #result in value;
    } catch {
      return false; // a window of another origin: it refuses even this
    }
  }
}

/** Settles a promise of a value. */
export function valueSettler(): Settler {
  return new Settler(asIs);
}

/** Settles a promise of a step of an iteration. */
export function stepSettler(): Settler<IteratorResult<unknown>> {
  return new Settler(asStep);
}

function asIs(value: unknown): unknown {
  return value;
}

function asStep(value: unknown): IteratorResult<unknown> {
  return { done: false, value };
}

function unset(_value: unknown): void {
  // The constructor puts the promise's own in its place.
}

/** How Rust has a promise settled; `protocol/awaitable.rs` knows the same numbers. */
export enum Settlement {
  /** With a value. */
  Fulfilled = 0,
  /** As the end of an iteration. */
  Finished = 1,
  /** With an error. */
  Rejected = 2,
}
