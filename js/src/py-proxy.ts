/// <reference lib="esnext.disposable" preserve="true" />
import { describeProxy } from "./py-inspect.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { ToJsOptions } from "./py-to-js.ts";

/** A Python object in JavaScript. Its properties are the object's attributes. */
export interface PyProxy {
  /**
   * Lets go of the Python object at once; every later use throws. Again: no effect.
   *
   * @param options - `message` is added to what later uses throw.
   */
  destroy(options?: { message?: string }): void;
  /** Does what `destroy` does, for `using`. */
  [Symbol.dispose](): void;
  /** Another proxy of the same object, which lives on when this one is destroyed. */
  copy(): this;
  /**
   * Copies the object to JavaScript: a list or tuple becomes an Array, a dict an Object, a set a
   * Set, a buffer a typed array; what has no conversion becomes a PyProxy.
   *
   * @throws PythonError of type ConversionError for keys and members that JavaScript cannot hold by
   * value, and for what has no conversion where that is refused.
   */
  toJs(options?: ToJsOptions): unknown;
  /** Name of the Python object's class. */
  readonly type: string;
  /** The object's `str`; its `repr` with the classic semantics. */
  toString(): string;
  readonly [Symbol.toStringTag]: "PyProxy";
  /** An attribute of the Python object; `$name` is one that a name above would hide. */
  [attribute: string]: unknown;
}

/** What Node and others ask an object for when they print it. */
export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** The methods of every proxy. */
export const proxyMethods: MakeMethods = ({ python, semantics, handleOf, destroy, copy }) => ({
  destroy(options: { message?: string } = {}): void {
    destroy(this, options.message);
  },
  // Engines that do not know `using` need no method for it.
  ...(Symbol.dispose && {
    [Symbol.dispose](): void {
      destroy(this, undefined);
    },
  }),
  copy(): object {
    return copy(this);
  },
  get type(): string {
    return python.typeName(handleOf(this));
  },
  toString(): string {
    switch (semantics) {
      case "classic":
        return python.repr(handleOf(this));
      case "pep818":
        return python.str(handleOf(this));
    }
  },
  get [Symbol.toStringTag](): string {
    return "PyProxy";
  },
  [INSPECT]: function inspect(this: object, ...args: unknown[]): unknown {
    // Node looks in what the proxy is made around, which has not what a program gave the proxy.
    const own = (this as Record<symbol, unknown>)[INSPECT];
    return typeof own === "function" && own !== inspect
      ? Reflect.apply(own, this, args)
      : describeProxy(python, handleOf(this));
  },
});
