import { PyFeature } from "./py-feature.ts";

/** A hold on a Python object: one entry of the handle table in Rust, given back once. */
export class Handle {
  /** Where the entry is. */
  readonly slot: number;
  /** Tells this entry from later ones in the same place. */
  readonly version: number;
  /** Where the Python object is while the entry lives: its identity. 0 for a PythonError's. */
  readonly address: number;
  /** What JavaScript can do with the object: a set of `PyFeature`. */
  readonly features: number;
  #lost: string | undefined;

  constructor(slot: number, version: number, address: number, features = 0) {
    this.slot = slot;
    this.version = version;
    this.address = address;
    this.features = features;
  }

  /** Whether the object is an exception, which a PythonError or a PyProxy stands for. */
  get isException(): boolean {
    return this.address === 0 || (this.features & PyFeature.Exception) !== 0;
  }

  /** Why the object can no longer be used, or undefined while it can. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /**
   * Marks the entry as given back.
   *
   * @returns Whether it was alive, so that the caller gives it back to Rust once.
   */
  end(reason: string): boolean {
    if (this.#lost !== undefined) return false;
    this.#lost = reason;
    return true;
  }
}
