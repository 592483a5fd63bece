import { Handle } from "./handle.ts";
import type { Known } from "./known.ts";
import type { Memory } from "./memory.ts";
import { type ProxyClasses, ProxyPrototypes, proxyClasses } from "./py-classes.ts";
import type { ProxyOptions } from "./py-methods.ts";
import { type PyProxy, proxyTarget } from "./py-proxy.ts";
import type { Python } from "./python.ts";
import { PythonError } from "./python-error.ts";
import type { Semantics } from "./semantics.ts";
import { Traps } from "./traps.ts";
import type { WasmExports } from "./wasm-exports.ts";

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
  readonly #prototypes: ProxyPrototypes;
  // Closes over nothing but the handle: the registry must not keep alive what it waits for.
  readonly #collected = new FinalizationRegistry<Handle>((handle) =>
    this.#end(handle, "collected"),
  );

  constructor(
    wasm: WasmExports,
    memory: Memory,
    records: number,
    known: Known,
    python: Python,
    semantics: Semantics,
  ) {
    this.#wasm = wasm;
    this.#memory = memory;
    this.#records = records;
    this.#known = known;
    this.#python = python;
    this.classes = proxyClasses((value) =>
      this.isProxy(value) ? this.#handleOf(value).features : undefined,
    );
    this.#prototypes = new ProxyPrototypes({
      python,
      semantics,
      handleOf: (proxy) => this.#handleOf(proxy),
      destroy: (proxy, reason) => this.#destroy(proxy, reason),
      copy: (proxy, options) => this.#copy(proxy, options),
      hold: (holder, handle) => this.#collected.register(holder, handle, handle),
      release: (handle) => this.#release(handle),
    });
  }

  /** The PyProxy of the object at an address, the living one if there is one. */
  ofAddress(address: number): object {
    const living = this.#proxies.get(address)?.deref();
    if (living !== undefined) return living;
    const proxy = this.#make(address);
    this.#proxies.set(address, new WeakRef(proxy));
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

  /** Makes a proxy of the object at an address, with a handle of its own. */
  #make(address: number, options?: ProxyOptions): object {
    this.#wasm.py_hold(address);
    const words = this.#memory.u32;
    const at = this.#records >>> 2;
    const features = words[at + 3] as number;
    const handle = new Handle(words[at] as number, words[at + 1] as number, address, features);
    const target = proxyTarget(features, this.#prototypes.of(features));
    const proxy = new Proxy(target, new Traps(handle, this.#python, this.#known, options));
    this.#keep(proxy, handle);
    return proxy;
  }

  #copy(proxy: object, options?: ProxyOptions): object {
    const handle = this.#handleOf(proxy);
    if (handle.lost !== undefined) throw new Error(handle.lost);
    return this.#make(handle.address, options);
  }

  #keep(holder: object, handle: Handle): void {
    this.#known.set(holder, handle);
    this.#collected.register(holder, handle, handle);
  }

  #handleOf(proxy: unknown): Handle {
    const handle = this.#known.get(proxy as object);
    if (handle instanceof Handle) return handle;
    throw new TypeError("this method was called on something that is no PyProxy of this runtime");
  }

  #destroy(proxy: object, reason: string | undefined): void {
    const handle = this.#handleOf(proxy);
    this.#release(handle, reason === undefined ? DESTROYED : `${DESTROYED}: ${reason}`);
  }

  #release(handle: Handle, reason: string = DESTROYED): void {
    this.#collected.unregister(handle);
    this.#end(handle, reason);
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
