import type { Handle } from "./handle.ts";
import type { Python } from "./python.ts";
import { pythonName } from "./python-name.ts";

/** What a PyProxy does with JavaScript's operations: one handler a proxy, one export a trap. */
export class Traps implements ProxyHandler<object> {
  readonly #handle: Handle;
  readonly #python: Python;

  constructor(handle: Handle, python: Python) {
    this.#handle = handle;
    this.#python = python;
  }

  // `key in target` finds the proxy's own methods only: their prototype chain ends in null.
  get(target: object, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "symbol" || key in target) return Reflect.get(target, key, receiver);
    return this.#python.getAttribute(this.#handle, pythonName(key));
  }

  has(target: object, key: string | symbol): boolean {
    if (typeof key === "symbol" || key in target) return Reflect.has(target, key);
    return this.#python.hasAttribute(this.#handle, pythonName(key));
  }

  set(target: object, key: string | symbol, value: unknown): boolean {
    if (typeof key === "symbol" || key in target) return false;
    this.#python.setAttribute(this.#handle, pythonName(key), value);
    return true;
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    if (typeof key === "symbol" || key in target) return false;
    this.#python.deleteAttribute(this.#handle, pythonName(key));
    return true;
  }

  ownKeys(target: object): (string | symbol)[] {
    const names = this.#python.dir(this.#handle);
    // A constructible target has a `prototype` that must not be left out.
    return [...new Set([...Reflect.ownKeys(target), ...names])];
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    if (typeof key === "symbol" || key in target)
      return Reflect.getOwnPropertyDescriptor(target, key);
    if (!this.has(target, key)) return undefined;
    const value = this.#python.getAttribute(this.#handle, pythonName(key));
    return { value, writable: true, enumerable: true, configurable: true };
  }

  defineProperty(target: object, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    // Python's attributes have no flags: what asks for a fixed one is refused before it is set.
    if (!("value" in descriptor) || descriptor.configurable === false) return false;
    return this.set(target, key, descriptor.value);
  }

  preventExtensions(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  apply(_target: object, _self: unknown, args: unknown[]): unknown {
    return this.#python.call(this.#handle, args);
  }

  construct(_target: object, args: unknown[]): object {
    const made = this.#python.call(this.#handle, args);
    if (typeof made === "object" && made !== null) return made;
    if (typeof made === "function") return made;
    // `new` cannot give a primitive; only the wrapper object of the same value can stand for it.
    return Object(made);
  }
}
