import type { PyDict, PyProxy } from "./py-proxy.ts";

/**
 * Makes `py.globals`: the namespace of `__main__`, through which builtins can be read as well, as
 * if they were inherited.
 *
 * @param namespace - The namespace.
 * @param builtins - The module `builtins`.
 */
export function makeGlobals(namespace: PyDict, builtins: PyProxy): PyDict {
  const methods = {
    get: (name: unknown) =>
      namespace.has(name) || typeof name !== "string" ? namespace.get(name) : builtins[name],
    has: (name: unknown) => namespace.has(name) || (typeof name === "string" && name in builtins),
  };
  return new Proxy(Object.create(null) as PyDict, {
    get(_target, key) {
      if (key === "get" || key === "has") return methods[key];
      const value = Reflect.get(namespace, key);
      // None is undefined as well, and hides a builtin all the same.
      const isMissing = value === undefined && typeof key === "string" && !(key in namespace);
      return isMissing ? builtins[key] : value;
    },
    has: (_target, key) => key in namespace || (typeof key === "string" && key in builtins),
    set: (_target, key, value) => Reflect.set(namespace, key, value),
    deleteProperty: (_target, key) => Reflect.deleteProperty(namespace, key),
    ownKeys: () => Reflect.ownKeys(namespace),
    getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(namespace, key),
    defineProperty: (_target, key, property) => Reflect.defineProperty(namespace, key, property),
    getPrototypeOf: () => Reflect.getPrototypeOf(namespace),
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  });
}
