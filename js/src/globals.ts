import type { PyDict } from "./py-mapping.ts";
import type { PyProxy } from "./py-proxy.ts";
import { pythonName } from "./python-name.ts";

/** What `py.globals` is made of. */
export interface GlobalsParts {
  /** The namespace of `__main__`. */
  readonly namespace: PyDict;
  /** The module `builtins`. */
  readonly builtins: PyProxy;
  /** Lists the names in the namespace. */
  readonly names: () => string[];
}

/**
 * Makes `py.globals`: its properties are the variables of `__main__`, and no method of a dict can
 * hide one. Builtins can be read as well, as if they were inherited.
 */
export function makeGlobals({ namespace, builtins, names }: GlobalsParts): PyDict {
  const get = (name: unknown) => {
    const value = namespace.get(name);
    if (value !== undefined || typeof name !== "string") return value;
    // None is undefined as well, and hides a builtin all the same.
    return namespace.has(name) ? undefined : builtins[name];
  };
  const has = (name: unknown) =>
    namespace.has(name) || (typeof name === "string" && name in builtins);
  const methods: object = Object.create(Reflect.getPrototypeOf(namespace), {
    get: { value: get },
    has: { value: has },
  });
  const isOwn = (key: string | symbol): key is symbol => typeof key === "symbol" || key in methods;

  const globals: PyDict = new Proxy(Object.create(null) as PyDict, {
    get: (_target, key, receiver) =>
      isOwn(key) ? Reflect.get(methods, key, receiver) : get(pythonName(key)),
    has: (_target, key) => (isOwn(key) ? Reflect.has(methods, key) : has(pythonName(key))),
    set(_target, key, value, receiver) {
      // An object that inherits from the globals gets the property itself.
      if (receiver !== globals) return Reflect.set({}, key, value, receiver);
      if (isOwn(key)) return false;
      namespace.set(pythonName(key), value);
      return true;
    },
    deleteProperty(_target, key) {
      if (isOwn(key)) return false;
      namespace.delete(pythonName(key));
      return true;
    },
    ownKeys: () => names(),
    getOwnPropertyDescriptor(_target, key) {
      if (isOwn(key) || !namespace.has(pythonName(key))) return undefined;
      // Listing the names must read no values: each could be a new proxy, or throw.
      return {
        get: () => namespace.get(pythonName(key)),
        set: (value) => namespace.set(pythonName(key), value),
        enumerable: true,
        configurable: true,
      };
    },
    defineProperty(_target, key, property) {
      if (isOwn(key) || !("value" in property)) return false;
      namespace.set(pythonName(key), property.value);
      return true;
    },
    getPrototypeOf: () => Reflect.getPrototypeOf(namespace),
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  });
  return globals;
}
