import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/** A Python object with `__len__`. */
export interface PyProxyWithLength extends PyProxy {
  /** What `len` says. */
  readonly length: number;
}

/** A Python object with `__getitem__`. */
export interface PyProxyWithGet extends PyProxy {
  /** The item of a key; undefined where Python raises KeyError or IndexError. */
  get(key: unknown): unknown;
}

/** A Python object with `__setitem__` or `__delitem__`. */
export interface PyProxyWithSet extends PyProxy {
  /** Sets the item of a key. */
  set(key: unknown, value: unknown): void;
  /**
   * Deletes the item of a key.
   *
   * @returns Whether there was one: false where Python raises KeyError or IndexError.
   */
  delete(key: unknown): boolean;
}

/** A Python object with `__contains__`. */
export interface PyProxyWithHas extends PyProxy {
  /** What `key in object` says. */
  has(key: unknown): boolean;
}

/** What has a length. */
export const lengthMethods: MakeMethods = ({ python, handleOf }) => ({
  get length(): number {
    return python.length(handleOf(this));
  },
});

/** What has items. */
export const getMethods: MakeMethods = ({ python, handleOf }) => ({
  get(key: unknown): unknown {
    return python.getItem(handleOf(this), key);
  },
});

/** What has items that can be changed. */
export const setMethods: MakeMethods = ({ python, handleOf }) => ({
  set(key: unknown, value: unknown): void {
    python.setItem(handleOf(this), key, value);
  },
  delete(key: unknown): boolean {
    return python.deleteItem(handleOf(this), key);
  },
});

/** What knows what it contains. */
export const hasMethods: MakeMethods = ({ python, handleOf }) => ({
  has(key: unknown): boolean {
    return python.hasItem(handleOf(this), key);
  },
});
