import type { Handle } from "./handle.ts";

/** Gives an object back from `new`, so that a class derived from this adds its fields to it. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: what the class is for
    return object;
  }
}

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

/**
 * What is known of JavaScript objects that have crossed before: the slot of the living JsProxy, or
 * the handle of the Python object that a PyProxy or PythonError stands for.
 */
export class Known {
  readonly #others = new WeakMap<object, number | Handle | undefined>();

  /** What is known of a value. */
  get(value: unknown): number | Handle | undefined {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) {
      return undefined;
    }
    return this.handle(value) ?? this.#others.get(value);
  }

  /** The handle of an object that was made to stand for a Python object of this runtime. */
  handle(object: object): Handle | undefined {
    const handle = Stamped.handle(object);
    return handle?.owner === this ? handle : undefined;
  }

  /** Makes an object of ours stand for the object of a handle, as long as it lives. */
  stamp(object: object, handle: Handle): void {
    handle.owner = this;
    new Stamped(object, handle);
  }

  /** Takes another object for the one of a handle. */
  alias(object: object, handle: Handle): void {
    this.#others.set(object, handle);
  }

  /** Remembers the slot of the JsProxy of an object. */
  setSlot(object: object, slot: number): void {
    this.#others.set(object, slot);
  }

  /**
   * Forgets the slot of an object's JsProxy, if that is this one.
   *
   * The entry stays: V8 copies a whole WeakMap when one is deleted from it, at sizes of its choice.
   */
  forgetSlot(object: object, slot: number): void {
    if (this.#others.get(object) === slot) this.#others.set(object, undefined);
  }
}
