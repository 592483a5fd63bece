/**
 * A Python exception on its way to JavaScript, until the call that raised it has returned: where its
 * PythonError is made tells how much of the stack the engine has to walk, and how much of what it
 * shows is the caller's own.
 */
export class Raised {
  readonly #slot: number;
  readonly #version: number;
  readonly #type: string;

  /**
   * @param slot - Of the entry in the handle table, which this owns, as is `version`.
   * @param type - Name of the exception's class.
   */
  constructor(slot: number, version: number, type: string) {
    this.#slot = slot;
    this.#version = version;
    this.#type = type;
  }

  get slot(): number {
    return this.#slot;
  }

  get version(): number {
    return this.#version;
  }

  get type(): string {
    return this.#type;
  }

  /** Tells by what only this class has: prototypes are not asked, which a Proxy would notice. */
  static [Symbol.hasInstance](value: unknown): boolean {
    try {
      return typeof value === "object" && value !== null && #slot in value;
    } catch {
      return false; // a window of another origin: it refuses even this
    }
  }
}
