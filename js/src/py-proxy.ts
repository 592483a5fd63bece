import type { Handle } from "./handle.ts";
import { PyFeature } from "./py-feature.ts";
import type { Python } from "./python.ts";

/** A Python object in JavaScript. Its properties are the object's attributes. */
export interface PyProxy {
  /** Lets go of the Python object at once; every later use throws. Again: no effect. */
  destroy(options?: { message?: string }): void;
  /** Name of the Python object's class. */
  readonly type: string;
  /** The object's `repr`. */
  toString(): string;
  readonly [attribute: string]: unknown;
}

/** A callable Python object in JavaScript. */
export interface PyCallable extends PyProxy {
  (...args: unknown[]): unknown;
  apply(self: unknown, args: readonly unknown[]): unknown;
  call(self: unknown, ...args: unknown[]): unknown;
  bind(self: unknown, ...args: unknown[]): (...rest: unknown[]) => unknown;
}

/** A Python dict in JavaScript; its items can be read as properties too. */
export interface PyDict extends PyProxy {
  /** The value of a key; undefined when there is none. */
  get(key: unknown): unknown;
  set(key: unknown, value: unknown): void;
  has(key: unknown): boolean;
  /** Tells whether there was such a key. */
  delete(key: unknown): boolean;
  /** How many items there are. */
  readonly length: number;
}

/** The classes of a runtime's proxies, for `instanceof`. None can be constructed. */
export interface ProxyClasses {
  readonly PyProxy: { readonly prototype: PyProxy };
  readonly PyCallable: { readonly prototype: PyCallable };
  readonly PyDict: { readonly prototype: PyDict };
}

/** What the proxy is made around: it gives `typeof`, and whether `new` is possible. */
export function proxyTarget(features: number, prototype: object): object {
  if (!(features & PyFeature.Callable)) return Object.create(prototype) as object;
  // Only what has a constructor inside can be used with `new`.
  const target: object = features & PyFeature.Type ? class {} : () => {};
  // Functions are born with `name` and `length`, which would hide Python's attributes.
  Reflect.deleteProperty(target, "name");
  Reflect.deleteProperty(target, "length");
  return Object.setPrototypeOf(target, prototype) as object;
}

/** Makes one runtime's classes: their prototypes hold the methods that all its proxies share. */
export function proxyClasses(
  python: Python,
  handleOf: (proxy: object) => Handle,
  destroy: (proxy: object, reason: string | undefined) => void,
): ProxyClasses {
  const refuse = (name: string) => {
    throw new TypeError(
      `${name} cannot be constructed: Python objects become proxies by themselves`,
    );
  };

  class PyProxy {
    constructor() {
      refuse("PyProxy");
    }
    destroy(options: { message?: string } = {}): void {
      destroy(this, options.message);
    }
    get type(): string {
      return python.typeName(handleOf(this));
    }
    toString(): string {
      return python.repr(handleOf(this));
    }
    get [Symbol.toStringTag](): string {
      return "PyProxy";
    }
  }

  class PyCallable extends PyProxy {
    apply(_self: unknown, args: readonly unknown[] = []): unknown {
      return python.call(handleOf(this), [...args]);
    }
    call(_self: unknown, ...args: unknown[]): unknown {
      return python.call(handleOf(this), args);
    }
    bind(_self: unknown, ...bound: unknown[]): (...args: unknown[]) => unknown {
      return (...args) => python.call(handleOf(this), [...bound, ...args]);
    }
  }

  class PyDict extends PyProxy {
    get length(): number {
      return python.length(handleOf(this));
    }
    get(key: unknown): unknown {
      return python.getItem(handleOf(this), key);
    }
    set(key: unknown, value: unknown): void {
      python.setItem(handleOf(this), key, value);
    }
    has(key: unknown): boolean {
      return python.hasItem(handleOf(this), key);
    }
    delete(key: unknown): boolean {
      return python.deleteItem(handleOf(this), key);
    }
  }

  // Properties of the proxy itself win over Python's attributes: there must be no others.
  Object.setPrototypeOf(PyProxy.prototype, null);
  for (const { prototype } of [PyProxy, PyCallable, PyDict]) {
    Reflect.deleteProperty(prototype, "constructor");
  }
  const { dispose } = Symbol as { dispose?: symbol };
  if (dispose !== undefined) {
    Object.defineProperty(PyProxy.prototype, dispose, { value: PyProxy.prototype.destroy });
  }
  return { PyProxy, PyCallable, PyDict } as unknown as ProxyClasses;
}
