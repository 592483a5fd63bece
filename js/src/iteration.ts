import { NoItem } from "./items.ts";
import { Tag } from "./tag.ts";

const unsupported = new NoItem(Tag.Unsupported);
const finished = new NoItem(Tag.Missing);

/** Starts an iteration: `[Symbol.iterator]()`, or the entries of an object that has none. */
export function iterator(target: unknown): unknown {
  const method = (Object(target) as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (typeof method === "function") return Reflect.apply(method, target, []);
  if (typeof target !== "object" || target === null) return unsupported;
  return Object.entries(target)[Symbol.iterator]();
}

/** Takes the next element. */
export function next(iterator: object): unknown {
  const { next } = iterator as { next?: unknown };
  if (typeof next !== "function") return unsupported;
  const result: unknown = Reflect.apply(next, iterator, []);
  if (typeof result !== "object" || result === null) {
    throw new TypeError(`an iterator's next() gave ${String(result)}, which is no object`);
  }
  const { done, value } = result as { done?: unknown; value?: unknown };
  return done ? finished : value;
}
