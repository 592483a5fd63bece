import { type Handle, Holder } from "./handle.ts";
import { JsonArrayTraps } from "./json-array.ts";
import { JsonObjectTraps } from "./json-object.ts";
import type { Known } from "./known.ts";
import { PyFeature } from "./py-feature.ts";
import type { MakeMethods, MethodParts } from "./py-methods.ts";
import { changingMethods } from "./py-mutable-sequence.ts";
import { INSPECT } from "./py-proxy.ts";
import { Form } from "./py-sequence.ts";

/** What can be seen as JSON-like data. */
export interface PyJson {
  /**
   * A view that behaves as a plain Object or Array, and so do the mappings and sequences in it: it
   * shows what they hold at each moment, and changes it. None is `null` there.
   *
   * It holds the object by itself, until it is collected.
   */
  asJsJson(): unknown;
}

/** What mappings and sequences have. */
export const jsonMethods: MakeMethods = ({ jsonView }) => ({
  asJsJson(): object {
    return jsonView(this);
  },
});

/** The JSON-like views of one runtime: one for each object while it lives. */
export class JsonViews {
  readonly #parts: MethodParts;
  readonly #known: Known;
  readonly #hold: (address: number) => Handle;
  readonly #views = new Map<number, WeakRef<object>>();
  readonly #changing: object;

  /** @param hold - Makes a handle of the object at an address. */
  constructor(parts: MethodParts, known: Known, hold: (address: number) => Handle) {
    this.#parts = parts;
    this.#known = known;
    this.#hold = hold;
    this.#changing = changingMethods(Form.Json)(parts);
  }

  /** The view of the object at an address. */
  of(address: number): object {
    const living = this.#views.get(address)?.deref();
    if (living !== undefined) return living;
    const handle = this.#hold(address);
    const view = this.#make(handle);
    handle.holder = Holder.JsonView;
    this.#known.stamp(view, handle);
    // A place that is taken again later has its new view by then.
    this.#views.set(address, new WeakRef(view));
    this.#parts.hold(view, handle);
    return view;
  }

  /** Forgets the view of an object whose handle has ended. */
  forget(handle: Handle): void {
    if (this.#views.size === 0) return;
    if (this.#views.get(handle.address)?.deref() === undefined) this.#views.delete(handle.address);
  }

  #make(handle: Handle): object {
    const { python } = this.#parts;
    const isMapping = (handle.features & PyFeature.Mapping) !== 0;
    const traps = isMapping
      ? new JsonObjectTraps(python, handle, this.#known)
      : new JsonArrayTraps(python, handle, this.#known, this.#changing);
    return new Proxy(inspectable(isMapping ? {} : []), traps);
  }
}

/** What a view is made around; a console that shows it shows what the view gives. */
function inspectable(target: object): object {
  return Object.defineProperty(target, INSPECT, {
    configurable: true,
    value(this: object): unknown {
      return Array.isArray(this) ? [...this] : { ...this };
    },
  });
}
