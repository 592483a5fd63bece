import { Given } from "./given.ts";
import type { Handle } from "./handle.ts";

/**
 * The handle of a Python object, on the JavaScript object that stands for it: a private field, which
 * nobody else sees, runs no trap of a Proxy, and is faster than a WeakMap.
 */
class Stamped extends Given {
  readonly #handle: Handle;

  constructor(object: object, handle: Handle) {
    super(object);
    this.#handle = handle;
  }

  static handle(object: object): Handle | undefined {
    try {
      return #handle in object ? object.#handle : undefined;
    } catch {
      return undefined; // a window of another origin: it refuses even this
    }
  }
}

/** What nobody asks for. */
const NOTHING = Symbol("nothing");

/** How many JsProxies count as young: more would make each look-up longer. */
const MOST_YOUNG = 4;

/**
 * What is known of JavaScript objects that have crossed before: the slot of the living JsProxy, or
 * the handle of the Python object that a PyProxy or PythonError stands for.
 */
export class Known {
  readonly #others = new WeakMap<object, number | Handle | undefined>();
  /**
   * The objects of the latest JsProxies, and their slots. Most JsProxies end soon, and an entry of a
   * WeakMap costs more than all else of making one.
   */
  readonly #young: (object | undefined)[] = Array.from({ length: MOST_YOUNG });
  readonly #youngSlots: number[] = Array.from({ length: MOST_YOUNG }, () => 0);
  #nextYoung = 0;
  #latest: unknown = NOTHING;
  #latestHandle: Handle | undefined;
  #isForgetting = false;
  #changes = 0;

  /** Another number whenever what is known has changed. */
  get changes(): number {
    return this.#changes;
  }

  #noteChange(): void {
    // As many bits as engines keep without an object around them.
    this.#changes = (this.#changes + 1) | 0;
  }

  /** What is known of a value. */
  get(value: unknown): number | Handle | undefined {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) {
      return undefined;
    }
    const handle = this.handle(value);
    if (handle !== undefined) return handle;
    const at = this.#youngAt(value);
    return at < 0 ? this.#others.get(value) : this.#youngSlots[at];
  }

  /** The handle of an object that was made to stand for a Python object of this runtime. */
  handle(object: object): Handle | undefined {
    const handle = Stamped.handle(object);
    return handle?.owner === this ? handle : undefined;
  }

  /**
   * The handle of an object that stands for one of Python's.
   *
   * Programs ask the same object again and again, such as in a loop, and engines need as long for a
   * private field of a Proxy as for a short crossing. So the latest is remembered until the job ends.
   */
  handleOf(object: unknown): Handle | undefined {
    return object === this.#latest ? this.#latestHandle : this.#lookUp(object);
  }

  #lookUp(object: unknown): Handle | undefined {
    const handle = this.get(object);
    if (typeof handle !== "object") return undefined;
    // First: at the end of the stack it throws, and nothing must stay remembered.
    if (!this.#isForgetting) this.#forgetSoon();
    this.#remember(object, handle);
    return handle;
  }

  #remember(object: unknown, handle: Handle): void {
    this.#latestHandle = handle;
    this.#latest = object;
  }

  #forgetSoon(): void {
    queueMicrotask(() => {
      this.#isForgetting = false;
      this.#latest = NOTHING;
      this.#latestHandle = undefined;
    });
    this.#isForgetting = true;
  }

  /** Makes an object of ours stand for the object of a handle, as long as it lives. */
  stamp(object: object, handle: Handle): void {
    this.#noteChange();
    handle.owner = this;
    new Stamped(object, handle);
    // What is made is most often used next.
    if (this.#isForgetting) this.#remember(object, handle);
  }

  /** Takes another object for the one of a handle. */
  alias(object: object, handle: Handle): void {
    this.#noteChange();
    this.#others.set(object, handle);
  }

  /** Remembers the slot of the JsProxy of an object of which nothing is known. */
  setSlot(object: object, slot: number): void {
    this.#noteChange();
    const at = this.#nextYoung;
    const elder = this.#young[at];
    if (elder !== undefined) this.#others.set(elder, this.#youngSlots[at]);
    this.#young[at] = object;
    this.#youngSlots[at] = slot;
    this.#nextYoung = (at + 1) % MOST_YOUNG;
  }

  /** Remembers the slot of another JsProxy of an object than it had. */
  replaceSlot(object: object, slot: number): void {
    this.#noteChange();
    const at = this.#youngAt(object);
    if (at < 0) this.#others.set(object, slot);
    else this.#youngSlots[at] = slot;
  }

  /**
   * Forgets the slot of an object's JsProxy, if that is this one.
   *
   * An entry of the WeakMap stays: V8 copies a whole one when an entry is deleted, at sizes of its
   * choice.
   */
  forgetSlot(object: object, slot: number): void {
    this.#noteChange();
    const at = this.#youngAt(object);
    if (at < 0) {
      if (this.#others.get(object) === slot) this.#others.set(object, undefined);
    } else if (this.#youngSlots[at] === slot) {
      this.#young[at] = undefined;
      this.#nextYoung = at;
    }
  }

  /** Where an object is among the young ones, or -1. */
  #youngAt(object: object): number {
    const young = this.#young;
    // By hand: engines make a call of `indexOf`, and this runs whenever an object crosses.
    for (let at = 0; at < MOST_YOUNG; at++) if (young[at] === object) return at;
    return -1;
  }

  /** Lets go of all that the engine would not by itself. */
  end(): void {
    this.#young.fill(undefined);
  }
}
