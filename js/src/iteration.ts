import { NoItem } from "./items.ts";
import { Tag } from "./tag.ts";

const unsupported = new NoItem(Tag.Unsupported);

/** What an iterator gave: an element, or at its end what it returned. */
export interface Step {
  readonly done: boolean;
  readonly value: unknown;
}

/**
 * Starts an iteration: a Map's keys, what `[Symbol.iterator]()` gives, or the entries of an object
 * that has none.
 */
export function iterator(target: unknown): unknown {
  const object = Object(target) as { [Symbol.iterator]?: unknown };
  const method = object[Symbol.iterator];
  if (typeof method === "function") {
    const keys = keysMethod(object);
    return Reflect.apply(keys ?? method, target, []);
  }
  if (typeof target !== "object" || target === null) return unsupported;
  return Object.entries(target)[Symbol.iterator]();
}

/** The `keys` of what has the methods of a Map, over which Python iterates as over a dict. */
function keysMethod(object: object): (() => unknown) | undefined {
  const { get, keys, size } = object as { get?: unknown; keys?: unknown; size?: unknown };
  const isMap = typeof get === "function" && typeof size === "number";
  return isMap && typeof keys === "function" ? (keys as () => unknown) : undefined;
}

/** Takes the next element. */
export function next(iterator: object): Step | NoItem {
  const { next: method } = iterator as { next?: unknown };
  if (typeof method !== "function") return unsupported;
  const result: unknown = Reflect.apply(method, iterator, []);
  if (Object(result) !== result) {
    throw new TypeError(`an iterator's next() gave ${String(result)}, which is no object`);
  }
  const { done, value } = result as { done?: unknown; value?: unknown };
  return { done: Boolean(done), value };
}
