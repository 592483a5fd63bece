/** The reference table: JavaScript values that Python holds, each by the number of its slot. */
export class References {
  readonly #values: unknown[] = [];
  readonly #free: number[] = [];

  /** How many values Python holds. */
  get count(): number {
    return this.#values.length - this.#free.length;
  }

  /** Puts a value into a slot. The caller owns the slot until it gives it to `release`. */
  hold(value: unknown): number {
    const slot = this.#free.pop();
    if (slot === undefined) return this.#values.push(value) - 1;
    this.#values[slot] = value;
    return slot;
  }

  /** The value in a slot that somebody owns. */
  get(slot: number): unknown {
    return this.#values[slot];
  }

  /** Ends the ownership of a slot and gives out what was in it. */
  release(slot: number): unknown {
    const value = this.#values[slot];
    this.#values[slot] = undefined;
    this.#free.push(slot);
    return value;
  }

  /** Gives out all values, when nobody is left to give them back. */
  clear(): unknown[] {
    this.#free.length = 0;
    return this.#values.splice(0);
  }
}
