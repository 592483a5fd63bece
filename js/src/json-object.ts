import type { Handle } from "./handle.ts";
import type { Known } from "./known.ts";
import type { Python } from "./python.ts";

/** What makes a mapping behave as a plain Object: its items are the properties. */
export class JsonObjectTraps implements ProxyHandler<object> {
  readonly #python: Python;
  readonly #handle: Handle;
  readonly #known: Known;

  constructor(python: Python, handle: Handle, known: Known) {
    this.#python = python;
    this.#handle = handle;
    this.#known = known;
  }

  get(target: object, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "symbol") return Reflect.get(target, key, receiver);
    const value = this.#item(key);
    // None is null: what is undefined is no item.
    return value === undefined ? Reflect.get(target, key, receiver) : value;
  }

  has(target: object, key: string | symbol): boolean {
    if (Reflect.has(target, key)) return true;
    if (typeof key === "symbol") return false;
    const has = this.#python.on(this.#handle, (wasm, slot, version) => {
      this.#python.write(key);
      return wasm.py_json_has(slot, version);
    });
    return has === true;
  }

  set(target: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
    // An object that inherits from the view gets the property itself.
    if (this.#known.get(receiver) !== this.#handle) {
      return Reflect.set({}, key, value, receiver);
    }
    return typeof key === "symbol" ? Reflect.set(target, key, value) : this.#assign(key, value);
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    if (typeof key === "symbol") return Reflect.deleteProperty(target, key);
    this.#python.on(this.#handle, (wasm, slot, version) => {
      this.#python.write(key);
      return wasm.py_json_delete(slot, version);
    });
    return true;
  }

  ownKeys(): string[] {
    const names = this.#python.on(this.#handle, (wasm, slot, version) =>
      wasm.py_json_names(slot, version),
    ) as string[];
    // `1` and `"1"` are one name.
    return [...new Set(names)];
  }

  getOwnPropertyDescriptor(_target: object, key: string | symbol): PropertyDescriptor | undefined {
    const value = typeof key === "symbol" ? undefined : this.#item(key);
    if (value === undefined) return undefined;
    return { value, writable: true, enumerable: true, configurable: true };
  }

  defineProperty(_target: object, key: string | symbol, property: PropertyDescriptor): boolean {
    if (typeof key === "symbol" || !("value" in property)) return false;
    return property.configurable !== false && this.#assign(key, property.value);
  }

  preventExtensions(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  #item(name: string): unknown {
    return this.#python.on(this.#handle, (wasm, slot, version) => {
      this.#python.write(name);
      return wasm.py_json_get(slot, version);
    });
  }

  #assign(name: string, value: unknown): boolean {
    this.#python.on(this.#handle, (wasm, slot, version) =>
      this.#python.withRecords([name, value ?? undefined], () => wasm.py_json_set(slot, version)),
    );
    return true;
  }
}
