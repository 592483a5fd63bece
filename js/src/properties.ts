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
