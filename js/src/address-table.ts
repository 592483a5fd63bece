import type { Handle } from "./handle.ts";

/** How many addresses are remembered without a thought of those that are free. */
const FEW = 1024;

/**
 * The handles of living Python objects by their addresses.
 *
 * CPython gives out the same address again and again. In V8 every entry that is deleted from a Map
 * stays in its chain until the whole map is copied, so that each further use of that address would
 * be slower than the one before; so free addresses keep their entry until there are too many.
 */
export class AddressTable {
  #handles = new Map<number, Handle | undefined>();
  #living = 0;

  get(address: number): Handle | undefined {
    return this.#handles.get(address);
  }

  set(address: number, handle: Handle): void {
    if (this.#handles.get(address) === undefined) this.#living += 1;
    this.#handles.set(address, handle);
  }

  /** Forgets the handle of an address, if it is this one. */
  delete(address: number, handle: Handle): void {
    if (this.#handles.get(address) !== handle) return;
    this.#handles.set(address, undefined);
    this.#living -= 1;
    if (this.#handles.size > FEW + 4 * this.#living) this.#compact();
  }

  #compact(): void {
    const handles = new Map<number, Handle>();
    for (const [address, handle] of this.#handles) {
      if (handle !== undefined) handles.set(address, handle);
    }
    this.#handles = handles;
  }
}
