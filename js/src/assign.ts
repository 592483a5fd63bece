import { dataTag, MOST_PROTOTYPES } from "./look.ts";

/** What V8, SpiderMonkey and JavaScriptCore each say where a Proxy's trap gave false. */
const TRAP_REFUSED = /proxy.*fals/i;

const { getOwnPropertyDescriptor, getPrototypeOf, isExtensible } = Object;

/**
 * Sets a property, an own or an inherited one, as `Reflect.set` does: that is a function that V8
 * cannot compile into its callers, and takes three times as long as an assignment.
 *
 * @returns Whether the object takes it. One that is frozen does not, nor a property without a setter.
 * @throws What a setter or a Proxy's trap throws.
 */
export function assign(target: object, key: PropertyKey, value: unknown): boolean {
  try {
    (target as Record<PropertyKey, unknown>)[key] = value;
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (TRAP_REFUSED.test(error.message) || refuses(target, key)) return false;
    throw error;
  }
}

/** Whether an object takes no value for a property, whatever the value (ECMA-262, 10.1.9.2). */
function refuses(target: object, key: PropertyKey): boolean {
  let holder: object | null = target;
  for (let depth = 0; holder !== null && depth < MOST_PROTOTYPES; depth++) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) {
      if (!("value" in descriptor)) return descriptor.set === undefined;
      if (!descriptor.writable) return true;
      break;
    }
    holder = getPrototypeOf(holder) as object | null;
  }
  // A module's namespace says that its properties can be written, and takes nothing (10.4.6.9).
  return !isExtensible(target) && (holder !== target || dataTag(target) === "Module");
}
