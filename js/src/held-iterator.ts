import type { Handle } from "./handle.ts";
import type { MethodParts } from "./py-methods.ts";

/** Python's iterator of one loop in JavaScript. It is let go when the loop ends, early or not. */
export class HeldIterator {
  readonly #parts: MethodParts;
  #handle: Handle | undefined;

  /**
   * @param handle - Is taken over.
   * @param loop - With which the iterator goes when nobody can reach it any more.
   */
  constructor(parts: MethodParts, handle: Handle, loop: object) {
    this.#parts = parts;
    this.#handle = handle;
    parts.hold(loop, handle);
  }

  /** Its handle; undefined when the loop has ended. */
  get handle(): Handle | undefined {
    return this.#handle;
  }

  /** Lets it go. */
  end(): void {
    if (this.#handle === undefined) return;
    const handle = this.#handle;
    this.#handle = undefined;
    this.#parts.release(handle);
  }
}
