import { PyFeature } from "./py-feature.ts";
import { Form, indexOfKey } from "./py-sequence.ts";
import { Traps } from "./traps.ts";

/** What a PyProxy of a sequence does besides: indices are its elements. */
export class SequenceTraps extends Traps {
  override get(target: object, key: string | symbol, receiver: unknown): unknown {
    const index = indexOfKey(key);
    if (index === undefined) return super.get(target, key, receiver);
    return this.python.at(this.handle, index, Form.Value);
  }

  override has(target: object, key: string | symbol): boolean {
    const index = indexOfKey(key);
    if (index === undefined) return super.has(target, key);
    return index < this.python.length(this.handle);
  }

  override deleteProperty(target: object, key: string | symbol): boolean {
    const index = indexOfKey(key);
    if (index === undefined) return super.deleteProperty(target, key);
    if (!this.#isMutable) return !this.has(target, key);
    this.python.deleteAt(this.handle, index);
    return true;
  }

  override ownKeys(target: object): (string | symbol)[] {
    const indices = Array.from({ length: this.python.length(this.handle) }, (_, i) => String(i));
    return [...indices, ...super.ownKeys(target)];
  }

  override getOwnPropertyDescriptor(
    target: object,
    key: string | symbol,
  ): PropertyDescriptor | undefined {
    const index = indexOfKey(key);
    if (index === undefined) return super.getOwnPropertyDescriptor(target, key);
    if (!this.has(target, key)) return undefined;
    return {
      get: () => this.python.at(this.handle, index, Form.Value),
      set: (value) => this.#setAt(index, value),
      enumerable: true,
      configurable: true,
    };
  }

  protected override assign(key: string, value: unknown): boolean {
    const index = indexOfKey(key);
    return index === undefined ? super.assign(key, value) : this.#setAt(index, value);
  }

  get #isMutable(): boolean {
    return (this.handle.features & PyFeature.Set) !== 0;
  }

  #setAt(index: number, value: unknown): boolean {
    if (!this.#isMutable) return false;
    if (this.python.setAt(this.handle, index, value)) return true;
    const { python, handle } = this;
    throw new TypeError(
      `cannot assign to index ${index} of a ${python.typeName(handle)} with ` +
        `${python.length(handle)} items: push() and splice() add items`,
    );
  }
}
