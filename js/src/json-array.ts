import type { Handle } from "./handle.ts";
import type { Known } from "./known.ts";
import { Form, indexOfKey } from "./py-sequence.ts";
import type { Python } from "./python.ts";

/** What makes a sequence behave as a plain Array. */
export class JsonArrayTraps implements ProxyHandler<object> {
  readonly #python: Python;
  readonly #handle: Handle;
  readonly #known: Known;
  readonly #changing: object;

  /** @param changing - Array's methods that change, which move the elements in Python. */
  constructor(python: Python, handle: Handle, known: Known, changing: object) {
    this.#python = python;
    this.#handle = handle;
    this.#known = known;
    this.#changing = changing;
  }

  get(target: object, key: string | symbol, receiver: unknown): unknown {
    if (key === "length") return this.#length;
    const index = indexOfKey(key);
    if (index !== undefined) return this.#python.at(this.#handle, index, Form.Json);
    return Reflect.get(Object.hasOwn(this.#changing, key) ? this.#changing : target, key, receiver);
  }

  has(target: object, key: string | symbol): boolean {
    const index = indexOfKey(key);
    return index === undefined ? Reflect.has(target, key) : index < this.#length;
  }

  set(target: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
    if (this.#known.get(receiver) !== this.#handle) {
      return Reflect.set({}, key, value, receiver);
    }
    return typeof key === "symbol" ? Reflect.set(target, key, value) : this.#assign(key, value);
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    if (typeof key === "symbol") return Reflect.deleteProperty(target, key);
    // A Python sequence has no holes.
    return !this.has(target, key);
  }

  ownKeys(): string[] {
    return [...Array.from({ length: this.#length }, (_, index) => String(index)), "length"];
  }

  getOwnPropertyDescriptor(_target: object, key: string | symbol): PropertyDescriptor | undefined {
    if (key === "length") {
      return { value: this.#length, writable: true, enumerable: false, configurable: false };
    }
    const index = indexOfKey(key);
    if (index === undefined || index >= this.#length) return undefined;
    const value = this.#python.at(this.#handle, index, Form.Json);
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

  get #length(): number {
    return this.#python.length(this.#handle);
  }

  /** Sets an element or the length; what would leave a hole is refused. */
  #assign(key: string, value: unknown): boolean {
    if (key === "length") return this.#shorten(Number(value));
    const index = indexOfKey(key);
    if (index === undefined) return false;
    const element = value ?? undefined;
    if (this.#python.setAt(this.#handle, index, element)) return true;
    if (index !== this.#length) return false;
    this.#python.on(this.#handle, (wasm, slot, version) =>
      this.#python.withRecords([element], (address) =>
        wasm.py_insert(slot, version, index, 1, address),
      ),
    );
    return true;
  }

  #shorten(length: number): boolean {
    const before = this.#length;
    if (!(Number.isInteger(length) && length >= 0 && length <= before)) return false;
    for (let last = before - 1; last >= length; last -= 1) {
      this.#python.deleteAt(this.#handle, last);
    }
    return true;
  }
}
