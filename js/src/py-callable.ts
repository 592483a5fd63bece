import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/** A callable Python object in JavaScript. */
export interface PyCallable extends PyProxy {
  (...args: unknown[]): unknown;
  /** Calls with the arguments of an array. */
  apply(self: unknown, args?: ArrayLike<unknown> | null): unknown;
  /** Calls with the arguments after the first. */
  call(self: unknown, ...args: unknown[]): unknown;
  /** A function that calls with these arguments before its own. */
  bind(self: unknown, ...args: unknown[]): (...rest: unknown[]) => unknown;
}

/** The methods of what can be called. Their `self` reaches Python where the proxy captures `this`. */
export const callableMethods: MakeMethods = () => ({
  apply(self: unknown, args: ArrayLike<unknown> | null = []): unknown {
    return Reflect.apply(this as () => unknown, self, args ?? []);
  },
  call(self: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(this as () => unknown, self, args);
  },
  bind(self: unknown, ...bound: unknown[]): (...args: unknown[]) => unknown {
    return (...args) => Reflect.apply(this as () => unknown, self, [...bound, ...args]);
  },
});
