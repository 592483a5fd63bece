import { Handle } from "./handle.ts";
import type { Known } from "./known.ts";
import type { Memory } from "./memory.ts";
import { PyFeature } from "./py-feature.ts";
import type { Python } from "./python.ts";
import { PythonError } from "./python-error.ts";
import { Traps } from "./traps.ts";
import type { WasmExports } from "./wasm-exports.ts";

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

const DESTROYED = "Object has already been destroyed";

/** Makes, finds and ends the PyProxies and PythonErrors of one runtime. */
export class PyProxies {
  readonly classes: ProxyClasses;
  readonly #wasm: WasmExports;
  readonly #memory: Memory;
  readonly #records: number;
  readonly #known: Known;
  readonly #python: Python;
  /** The living proxy of each object that has one, by the object's address. */
  readonly #proxies = new Map<number, WeakRef<object>>();
  readonly #prototypes = new Map<number, object>();
  // Closes over nothing but the handle: the registry must not keep alive what it waits for.
  readonly #collected = new FinalizationRegistry<Handle>((handle) =>
    this.#end(handle, "collected"),
  );

  constructor(wasm: WasmExports, memory: Memory, records: number, known: Known, python: Python) {
    this.#wasm = wasm;
    this.#memory = memory;
    this.#records = records;
    this.#known = known;
    this.#python = python;
    this.classes = proxyClasses(
      python,
      (proxy) => this.#handleOf(proxy),
      (proxy, reason) => this.#destroy(proxy, reason),
    );
  }

  /** The PyProxy of the object at an address, the living one if there is one. */
  ofAddress(address: number): object {
    const living = this.#proxies.get(address)?.deref();
    if (living !== undefined) return living;
    this.#wasm.py_hold(address);
    const words = this.#memory.u32;
    const at = this.#records >>> 2;
    const handle = new Handle(words[at] as number, words[at + 1] as number, address);
    const proxy = this.#make(handle, words[at + 3] as number);
    this.#proxies.set(address, new WeakRef(proxy));
    this.#keep(proxy, handle);
    return proxy;
  }

  /** The PythonError of an exception. It takes over the entry in the handle table. */
  error(slot: number, version: number, type: string): PythonError {
    const handle = new Handle(slot, version, 0);
    const error = new PythonError(type, {
      text: () => this.#python.formatException(handle),
      cause: () => this.#python.exceptionCause(handle) as PythonError | undefined,
      exception: () => this.#python.object(handle) as PyProxy,
    });
    this.#keep(error, handle);
    return error;
  }

  /** Tells whether a value is a PyProxy of this runtime; destroyed ones are still. */
  isProxy(value: unknown): value is PyProxy {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
    return this.#known.get(value) instanceof Handle && !(value instanceof PythonError);
  }

  /** Makes another object cross to Python as the object of a proxy. */
  alias(target: object, proxy: PyProxy): void {
    this.#known.set(target, this.#handleOf(proxy));
  }

  #make(handle: Handle, features: number): object {
    const traps = new Traps(handle, this.#python);
    return new Proxy(proxyTarget(features, this.#prototype(features)), traps);
  }

  #prototype(features: number): object {
    let prototype = this.#prototypes.get(features);
    if (prototype === undefined) {
      const { PyProxy, PyCallable, PyDict } = this.classes;
      if (features & PyFeature.Callable) prototype = PyCallable.prototype;
      else if (features & PyFeature.Dict) prototype = PyDict.prototype;
      else prototype = PyProxy.prototype;
      this.#prototypes.set(features, prototype);
    }
    return prototype;
  }

  #keep(holder: object, handle: Handle): void {
    this.#known.set(holder, handle);
    this.#collected.register(holder, handle, handle);
  }

  #handleOf(proxy: object): Handle {
    const handle = this.#known.get(proxy);
    if (handle instanceof Handle) return handle;
    throw new TypeError("this method was called on something that is no PyProxy of this runtime");
  }

  #destroy(proxy: object, reason: string | undefined): void {
    const handle = this.#handleOf(proxy);
    this.#collected.unregister(handle);
    this.#end(handle, reason === undefined ? DESTROYED : `${DESTROYED}: ${reason}`);
  }

  #end(handle: Handle, reason: string): void {
    if (!handle.end(reason)) return;
    const current = this.#proxies.get(handle.address)?.deref();
    // A new proxy may have taken the place of one that was collected.
    if (current === undefined || this.#known.get(current) === handle) {
      this.#proxies.delete(handle.address);
    }
    this.#python.receive(this.#wasm.py_release(handle.slot, handle.version));
  }
}

/** What the proxy is made around: it gives `typeof`, and whether `new` is possible. */
function proxyTarget(features: number, prototype: object): object {
  if (!(features & PyFeature.Callable)) return Object.create(prototype) as object;
  // Only what has a constructor inside can be used with `new`.
  const target: object = features & PyFeature.Type ? class {} : () => {};
  // Functions are born with `name` and `length`, which would hide Python's attributes.
  Reflect.deleteProperty(target, "name");
  Reflect.deleteProperty(target, "length");
  return Object.setPrototypeOf(target, prototype) as object;
}

/** Makes one runtime's classes: their prototypes hold the methods that all its proxies share. */
function proxyClasses(
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
