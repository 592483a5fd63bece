import { isObject } from "./check.ts";
import { UNSUPPORTED } from "./items.ts";
import type { Semantics } from "./semantics.ts";

/** What an iterator gave: an element, or at its end what it returned. */
export interface Step {
  readonly done: boolean;
  readonly value: unknown;
}

/**
 * Starts an iteration: a Map's keys, what `[Symbol.iterator]()` gives, or in the classic semantics
 * the entries of an object that has none.
 */
export function iterator(target: unknown, semantics: Semantics): unknown {
  const object = Object(target) as { [Symbol.iterator]?: unknown };
  const method = object[Symbol.iterator];
  if (typeof method === "function") {
    const keys = keysMethod(object);
    return Reflect.apply(keys ?? method, target, []);
  }
  if (typeof target !== "object" || target === null) return UNSUPPORTED;
  switch (semantics) {
    case "classic":
      return Object.entries(target)[Symbol.iterator]();
    case "pep818":
      return UNSUPPORTED;
  }
}

/** The `keys` of what has the methods of a Map, over which Python iterates as over a dict. */
function keysMethod(object: object): (() => unknown) | undefined {
  const { get, keys, size } = object as { get?: unknown; keys?: unknown; size?: unknown };
  const isMap = typeof get === "function" && typeof size === "number";
  return isMap && typeof keys === "function" ? (keys as () => unknown) : undefined;
}

/**
 * Takes the next element, as a loop does, for which this is all there is to it.
 *
 * @returns What `next()` gave; undefined for what is no iterator.
 */
export function advance(iterator: unknown): { done?: unknown; value?: unknown } | undefined {
  const target = iterator as { next(): unknown };
  if (typeof target.next !== "function") return undefined;
  return checked(target.next(), "next");
}

/**
 * Takes the next element, after giving the iterator a value, an error, or the order to end.
 *
 * `UNSUPPORTED` stands for an iterator that has no such method.
 */
export function resume(
  iterator: object,
  name: "next" | "throw" | "return",
  given: readonly unknown[],
): Step | typeof UNSUPPORTED {
  const method: unknown = (iterator as Record<string, unknown>)[name];
  if (typeof method !== "function") return UNSUPPORTED;
  const { done, value } = checked(Reflect.apply(method, iterator, given), name);
  return { done: Boolean(done), value };
}

/** What an iterator gave, which has to be an object (ECMA-262, 7.4.8). */
function checked(result: unknown, name: string): { done?: unknown; value?: unknown } {
  if (isObject(result)) return result;
  throw new TypeError(`an iterator's ${name}() gave ${String(result)}, which is no object`);
}
