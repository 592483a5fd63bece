import { MOST_PROTOTYPES } from "./look.ts";
/** What `value.toString()` gives, or the engine's own description of what gives no text. */
export function describe(value: unknown): string {
  if (typeof value === "symbol") return value.toString();
  const { toString: method } = Object(value) as { toString?: unknown };
  if (typeof method === "function") {
    const text: unknown = Reflect.apply(method, value, []);
    if (typeof text === "string") return text;
  }
  return Object.prototype.toString.call(value);
}

/** The names of all properties along the prototype chain, without index-like ones. */
export function propertyNames(value: unknown): string[] {
  const names = new Set<string>();
  let holder: unknown = Object(value);
  for (let depth = 0; holder !== null && depth < MOST_PROTOTYPES; depth++) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (!/^\d+$/.test(name)) names.add(name);
    }
    holder = Object.getPrototypeOf(holder);
  }
  return [...names];
}

/** The properties that `Object.keys` and its companions list, in the order of Rust's `OwnProperties`. */
export function ownProperties(target: object, part: number): unknown[] {
  const { keys, values, entries } = Object;
  const list = [keys, values, entries][part] ?? keys;
  return list(target);
}

/** Calls an object's `[Symbol.asyncDispose]`, or else its `[Symbol.dispose]`, if it has one. */
export async function asyncDisposeOf(target: object): Promise<void> {
  const key: symbol | undefined = Symbol.asyncDispose;
  const method = key === undefined ? undefined : (target as Record<symbol, unknown>)[key];
  if (typeof method === "function") await Reflect.apply(method, target, []);
  else disposeOf(target);
}

/** Calls an object's `[Symbol.dispose]`, if it has one. */
export function disposeOf(target: object): void {
  // Older engines have no such symbol, nor objects with it.
  const key: symbol | undefined = Symbol.dispose;
  if (key === undefined) return;
  const method = (target as Record<symbol, unknown>)[key];
  if (typeof method === "function") Reflect.apply(method, target, []);
}

/** Sets an own property; one that is new hides what is inherited, and runs no setter such as `__proto__`. */
export function setOwn(target: object, name: string, value: unknown): boolean {
  if (Object.hasOwn(target, name) || !(name in target)) return Reflect.set(target, name, value);
  const property = { value, writable: true, enumerable: true, configurable: true };
  return Reflect.defineProperty(target, name, property);
}
