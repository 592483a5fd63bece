import { assign } from "./assign.ts";
import type { Semantics } from "./semantics.ts";
import { position } from "./sequence.ts";
import { Tag } from "./tag.ts";

type Indexable = Record<PropertyKey, unknown>;
type Keyed = {
  get(key: unknown): unknown;
  has?: (key: unknown) => boolean;
  set?: (key: unknown, value: unknown) => void;
  delete?: (key: unknown) => unknown;
};

/** What an item operation gives where there is no such item. */
export const MISSING = Symbol("missing");
/** ... for an index without an element. */
export const OUT_OF_RANGE = Symbol("out of range");
/** ... where the object has no such operation. */
export const UNSUPPORTED = Symbol("unsupported");

/**
 * `target[key]` as Python means it: an index, a Map's key, or else, in the classic semantics, a
 * property.
 */
export function getItem(target: object, key: unknown, semantics: Semantics): unknown {
  if (isSequence(target) && isIndex(key)) {
    const index = position(target.length, key);
    return index === undefined ? OUT_OF_RANGE : target[index];
  }
  if (isKeyed(target)) {
    const value = target.get(key);
    return value === undefined && target.has?.(key) !== true ? MISSING : value;
  }
  if (!namesProperty(key, semantics)) return UNSUPPORTED;
  const value = (target as Indexable)[key];
  return value === undefined && !(key in target) ? MISSING : value;
}

/** `target[key] = value`. */
export function setItem(target: object, key: unknown, value: unknown, semantics: Semantics): Tag {
  if (isSequence(target) && isIndex(key)) {
    const index = position(target.length, key);
    if (index === undefined) return Tag.OutOfRange;
    return assign(target, index, value) ? Tag.Undefined : Tag.Refused;
  }
  if (isKeyed(target) && typeof target.set === "function") {
    target.set(key, value);
    return Tag.Undefined;
  }
  if (!namesProperty(key, semantics)) return Tag.Unsupported;
  return assign(target, key, value) ? Tag.Undefined : Tag.Refused;
}

/** `del target[key]`. Elements of Arrays are not among what it deletes. */
export function deleteItem(target: object, key: unknown, semantics: Semantics): Tag {
  if (isKeyed(target) && typeof target.delete === "function") {
    // Some say nothing of it, as URLSearchParams; so they are asked before.
    if (typeof target.has === "function" && !target.has(key)) return Tag.Missing;
    return target.delete(key) === false ? Tag.Missing : Tag.Undefined;
  }
  if (!namesProperty(key, semantics)) return Tag.Unsupported;
  if (!(key in target)) return Tag.Missing;
  return Reflect.deleteProperty(target, key) ? Tag.Undefined : Tag.Refused;
}

/** `key in target`: what `has` or `includes` says, else whether there is such a property. */
export function hasItem(target: object, key: unknown, semantics: Semantics): Tag {
  const { has, includes } = target as { has?: unknown; includes?: unknown };
  const test = typeof has === "function" ? has : includes;
  if (typeof test === "function") return truth(Reflect.apply(test, target, [key]));
  return namesProperty(key, semantics) ? truth(key in target) : Tag.Unsupported;
}

/** The number of elements, or undefined for what has none. A function's `length` is no size. */
export function size(target: object): unknown {
  if (typeof target === "function") return undefined;
  // One after the other: what an Array has not is looked for along its prototypes.
  return (target as { length?: unknown }).length ?? (target as { size?: unknown }).size;
}

/** `bool(value)`: false for falsy values and for whatever is empty, but never for an HTML element. */
export function truthOf(value: unknown): boolean {
  if (!value) return false;
  if (typeof value !== "object") return true;
  if (/^\[object HTML\w*Element\]$/.test(Object.prototype.toString.call(value))) return true;
  const { size, byteLength } = value as { size?: unknown; byteLength?: unknown };
  if (size === 0 || byteLength === 0) return false;
  return !(isSequence(value) && (value as { length: unknown }).length === 0);
}

function truth(value: unknown): Tag {
  return value ? Tag.True : Tag.False;
}

function isSequence(target: object): target is ArrayLike<unknown> {
  if (Array.isArray(target) || (ArrayBuffer.isView(target) && !(target instanceof DataView))) {
    return true;
  }
  if (typeof target === "function") return false;
  return (
    typeof (target as { length?: unknown }).length === "number" &&
    typeof (target as Indexable)[Symbol.iterator] === "function"
  );
}

function isKeyed(target: object): target is Keyed {
  return typeof target !== "function" && typeof (target as { get?: unknown }).get === "function";
}

function isIndex(key: unknown): key is number {
  return typeof key === "number" && Number.isInteger(key);
}

/** Tells whether a key means a property: that is so in the classic semantics alone. */
function namesProperty(key: unknown, semantics: Semantics): key is PropertyKey {
  switch (semantics) {
    case "classic":
      return isPropertyKey(key);
    case "pep818":
      return false;
  }
}

function isPropertyKey(key: unknown): key is PropertyKey {
  return typeof key === "string" || typeof key === "symbol" || isIndex(key);
}
