import type { AttributeHolder, Attributes } from "./attributes.ts";
import type { Handle } from "./handle.ts";
import { ACCESSOR, type ProxyKind } from "./py-classes.ts";
import type { ProxyOptions } from "./py-methods.ts";
import type { Python } from "./python.ts";
import { pythonName } from "./python-name.ts";

/** What a PyProxy does with JavaScript's operations: one handler a proxy, one export a trap. */
export class Traps implements ProxyHandler<object>, AttributeHolder {
  readonly handle: Handle;
  attributes: Attributes | undefined;
  protected readonly python: Python;
  /** The proxy with these traps. */
  proxy: object | undefined;
  readonly #members: ProxyKind["members"];
  readonly #capturesThis: boolean;
  /** Its properties whose keys are symbols, if it has been given any: targets are shared. */
  #own: object | undefined;

  constructor(
    handle: Handle,
    python: Python,
    members: ProxyKind["members"],
    options: ProxyOptions = {},
  ) {
    this.handle = handle;
    this.python = python;
    this.#members = members;
    this.#capturesThis = options.capturesThis === true;
  }

  get(target: object, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "symbol") return Reflect.get(this.#own ?? target, key, receiver);
    const member = this.#members.get(key);
    if (member === undefined) return this.python.getAttribute(this, pythonName(key));
    return member === ACCESSOR ? Reflect.get(target, key, receiver) : member;
  }

  has(target: object, key: string | symbol): boolean {
    if (typeof key === "symbol") return Reflect.has(this.#own ?? target, key);
    if (this.#members.has(key)) return Reflect.has(target, key);
    return this.python.hasAttribute(this.handle, pythonName(key));
  }

  set(target: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
    // An object that inherits from the proxy gets the property itself.
    if (receiver !== this.proxy) {
      return Reflect.set({}, key, value, receiver);
    }
    // Of what is no accessor this defines the property, by the trap below.
    if (typeof key === "symbol") return Reflect.set(this.#own ?? target, key, value, receiver);
    // Not even an accessor among them can be set.
    if (this.#members.has(key)) return false;
    return this.assign(key, value);
  }

  deleteProperty(_target: object, key: string | symbol): boolean {
    if (typeof key === "symbol")
      return this.#own === undefined || Reflect.deleteProperty(this.#own, key);
    if (this.#members.has(key)) return false;
    this.python.deleteAttribute(this.handle, pythonName(key));
    return true;
  }

  ownKeys(target: object): (string | symbol)[] {
    const names = this.python.dir(this.handle);
    // A constructible target has a `prototype` that must not be left out.
    return [
      ...new Set([...Reflect.ownKeys(target), ...Reflect.ownKeys(this.#own ?? {}), ...names]),
    ];
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    if (typeof key === "symbol") return Reflect.getOwnPropertyDescriptor(this.#own ?? {}, key);
    if (this.#members.has(key)) return Reflect.getOwnPropertyDescriptor(target, key);
    if (!this.has(target, key)) return undefined;
    // Listing the names must read no values: each could be a new proxy, or throw.
    return {
      get: () => this.python.getAttribute(this, pythonName(key)),
      set: (value) => this.python.setAttribute(this.handle, pythonName(key), value),
      enumerable: true,
      configurable: true,
    };
  }

  defineProperty(target: object, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    const { configurable, enumerable, writable } = descriptor;
    if (typeof key === "symbol") {
      // A Proxy cannot tell of what is for ever unless its target has it.
      if (configurable === false) return false;
      return Reflect.defineProperty(this.#ownOf(target), key, {
        ...descriptor,
        configurable: true,
      });
    }
    // Python's attributes have no flags: what asks for any is refused before it is set.
    const isPlain = [configurable, enumerable, writable].every((flag) => flag !== false);
    if (key in target || !("value" in descriptor) || !isPlain) return false;
    return this.assign(key, descriptor.value);
  }

  #ownOf(target: object): object {
    this.#own ??= Object.create(target) as object;
    return this.#own;
  }

  /** Assigns to what is no name of the proxy itself. */
  protected assign(key: string, value: unknown): boolean {
    this.python.setAttribute(this.handle, pythonName(key), value);
    return true;
  }

  preventExtensions(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  apply(_target: object, self: unknown, args: unknown[]): unknown {
    return this.python.call(this.handle, this.#capturesThis ? [self, ...args] : args);
  }

  construct(_target: object, args: unknown[]): object {
    const made = this.python.call(this.handle, args);
    if (typeof made === "object" && made !== null) return made;
    if (typeof made === "function") return made;
    // `new` cannot give a primitive; only the wrapper object of the same value can stand for it.
    return Object(made);
  }
}
