/** How many frames of `descend` must fit before another call to Python begins. */
const HEADROOM_FRAMES = 2500;
/** How many nested calls begin on the strength of one look. */
const STRIDE = 4;
/** How many must fit for what begins an entry that has a stack of its own. */
const ENTRY_FRAMES = 250;
/** How many outermost ones begin on the strength of one look. */
const ENTRIES = 8;
/** How deeply calls may be nested, whatever the stack; Rust marks as many. */
const MOST_NESTED = 2000;
/** Nobody needs more; and an engine that optimises `descend` away must not run for ever. */
const MOST_FRAMES = 100_000;

/**
 * Keeps calls from JavaScript to Python to JavaScript ... within the engine's real stack: whichever
 * way they go out, by a call, a getter or an iteration, they come back by an export.
 */
export class StackGuard {
  #depth = 0;
  #cleared = STRIDE;
  #entriesUntilLook = 0;

  /** How deeply calls are nested now. */
  get depth(): number {
    return this.#depth;
  }

  /** Tells how deeply calls are nested on a stack that goes on, or on the one below it. */
  set depth(depth: number) {
    this.#depth = depth;
    this.#cleared = Math.min(this.#cleared, depth + STRIDE);
  }

  /**
   * Enters a call to Python.
   *
   * @returns How deeply it is nested, or -1 where there is too little stack; then nothing was entered.
   */
  enter(): number {
    const depth = this.#depth;
    if (depth >= this.#cleared) {
      if (depth >= MOST_NESTED || !fits(HEADROOM_FRAMES)) return -1;
      this.#cleared = depth + STRIDE;
    }
    this.#depth = depth + 1;
    return depth;
  }

  /** Whether there is stack for an entry to begin, which must not end halfway. */
  hasRoomForEntry(): boolean {
    // Turns of the event loop are the most, and begin where the stack is empty.
    this.#entriesUntilLook -= 1;
    if (this.#depth === 0 && this.#entriesUntilLook > 0) return true;
    this.#entriesUntilLook = ENTRIES;
    return fits(ENTRY_FRAMES);
  }

  /** Has the next call look: the engine has just found too little stack. */
  lookAgain(): void {
    this.#cleared = 0;
  }

  /** Leaves a call that was nested so deeply, with all that it has left behind. */
  leave(depth: number): void {
    this.#depth = depth;
    // Coming back up, the next descent may start from another place: look again then. The margin
    // keeps a loop around one depth from looking each time.
    if (this.#cleared > this.#depth + 2 * STRIDE) this.#cleared = this.#depth + STRIDE;
  }
}

/** Measures how many frames of one small function fit on the engine's stack now. */
export function measureStack(): number {
  let low = 0;
  let high = MOST_FRAMES;
  while (high - low > 64) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function fits(frames: number): boolean {
  try {
    return descend(frames) === 0;
  } catch {
    return false;
  }
}

function descend(frames: number): number {
  // The addition keeps this from being a tail call anywhere.
  return frames === 0 ? 0 : descend(frames - 1) + 0;
}
