import type { Handle } from "./handle.ts";

/**
 * Handles in the order in which they came: a list whose links are in the handles, for a Set takes
 * longer to add to and delete from than a proxy takes to make.
 */
export class HandleList {
  #first: Handle | undefined;
  #last: Handle | undefined;

  /** Puts a handle at the end, which is in no list. */
  add(handle: Handle): void {
    handle.isListed = true;
    handle.before = this.#last;
    if (this.#last === undefined) this.#first = handle;
    else this.#last.after = handle;
    this.#last = handle;
  }

  /** Takes a handle out, if it is in. */
  delete(handle: Handle): void {
    if (!handle.isListed) return;
    handle.isListed = false;
    const { before, after } = handle;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    // A handle that somebody keeps must not keep others.
    handle.before = undefined;
    handle.after = undefined;
  }

  *[Symbol.iterator](): IterableIterator<Handle> {
    for (let handle = this.#first; handle !== undefined; handle = handle.after) yield handle;
  }
}
