import type { Handle } from "./handle.ts";
import { Advance, type PromiseWaits } from "./promise-waits.ts";

/** A loop of Python's over what has `[Symbol.asyncIterator]`. */
export class AsyncLoop {
  readonly #iterator: object;
  readonly #waits: PromiseWaits;
  #isDone = false;

  /** @throws TypeError for what cannot be iterated over asynchronously. */
  constructor(target: unknown, waits: PromiseWaits) {
    const method: unknown = (target as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
    if (typeof method !== "function") {
      throw new TypeError("this object cannot be iterated over asynchronously");
    }
    this.#iterator = Object(Reflect.apply(method, target, []));
    this.#waits = waits;
  }

  /** Has a future, whose handle is taken over, come to the next element. */
  next(future: Handle): void {
    this.#waits.step(this.#iterator, Advance.Next, [], future, () => {
      this.#isDone = true;
    });
  }

  /** Ends the iterator if it is left early, once what runs now has returned. */
  leave(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    // A clean-up that fails is an unhandled rejection, as nobody waits for it.
    void this.#return();
  }

  async #return(): Promise<void> {
    await undefined;
    await (this.#iterator as AsyncIterator<unknown>).return?.();
  }
}
