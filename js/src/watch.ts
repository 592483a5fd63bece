import type { Handle } from "./handle.ts";

/** How many holders are young at most: a job that makes more has them watched before it ends. */
const MOST_YOUNG = 1024;

/**
 * Tells when the holder of a handle, a PyProxy or what is like one, can be reached no more.
 *
 * The engine's WeakRef and FinalizationRegistry cost more than all else that a proxy needs, and a
 * WeakRef keeps its target until the job ends anyway (ECMA-262, 9.10). So a new holder is held as it
 * is until then or a later moment, and what has been destroyed meanwhile never gets to the engine.
 */
export class Watch {
  readonly #registry: FinalizationRegistry<Handle>;
  readonly #soon: (action: () => void) => void;
  #young: Handle[] = [];
  /** Whether the moment will be noticed. */
  #isAwaited = false;

  /**
   * @param collected - Is told of each holder that has gone. Must not hold any of them.
   * @param soon - Does something at the moment up to which new holders are held: at the end of the
   *   job, or later.
   */
  constructor(
    collected: (handle: Handle) => void,
    soon: (action: () => void) => void = queueMicrotask,
  ) {
    this.#registry = new FinalizationRegistry((handle) => {
      if (!handle.isWatched) return;
      handle.isWatched = false;
      collected(handle);
    });
    this.#soon = soon;
  }

  /** Watches the holder of a handle from now on. */
  begin(holder: object, handle: Handle): void {
    handle.youngHolder = holder;
    if (this.#young.push(handle) >= MOST_YOUNG) this.#age();
    else if (!this.#isAwaited) {
      const soon = this.#soon;
      soon(() => {
        this.#isAwaited = false;
        this.#age();
      });
      // Last: at the end of the stack the call before throws, and the next holder tries again.
      this.#isAwaited = true;
    }
  }

  /** Watches the holder of a handle no more. */
  end(handle: Handle): void {
    handle.youngHolder = undefined;
    // Most of what is destroyed young is the youngest.
    if (this.#young.at(-1) === handle) this.#young.pop();
    handle.isWatched = false;
  }

  /** Does not watch the holder of a handle, which lives as long as all else; but it can be found. */
  leave(holder: object, handle: Handle): void {
    this.end(handle);
    if (handle.isFound) handle.weakHolder = new WeakRef(holder);
  }

  /** Leaves those that live to the engine. */
  #age(): void {
    const young = this.#young;
    this.#young = [];
    for (const handle of young) {
      const holder = handle.youngHolder;
      if (holder === undefined) continue;
      handle.youngHolder = undefined;
      handle.isWatched = true;
      if (handle.isFound) handle.weakHolder ??= new WeakRef(holder);
      // Without a token: to register with one, and to unregister, costs as much as all else together.
      // What the engine says of a handle that is no longer watched is not heard.
      if (!handle.isRegistered) this.#registry.register(holder, handle);
      handle.isRegistered = true;
    }
  }
}
