import type { BufferViews } from "./buffer-view.ts";
import type { Handle } from "./handle.ts";
import type { Memory } from "./memory.ts";
import type { ToJsOptions } from "./py-to-js.ts";
import type { Python } from "./python.ts";
import type { Semantics } from "./semantics.ts";

/** What the methods of PyProxies work with. */
export interface MethodParts {
  readonly python: Python;
  readonly semantics: Semantics;
  /**
   * The handle of a proxy, which may have ended.
   *
   * @throws TypeError for what is no PyProxy of this runtime.
   */
  handleOf(proxy: unknown): Handle;
  /** Ends the life of a proxy; `reason` is for whoever uses it later. */
  destroy(proxy: object, reason: string | undefined): void;
  /** Copies the object of a handle. */
  toJs(handle: Handle, options: ToJsOptions): unknown;
  /** Another proxy of the same object, with its own life. */
  copy(proxy: object, options?: ProxyOptions): object;
  /** The JSON-like view of the mapping or sequence of a proxy. */
  jsonView(proxy: object): object;
  /** Tells whether a value is a proxy of this runtime. */
  isProxy(value: unknown): boolean;
  readonly memory: Memory;
  readonly views: BufferViews;
  /** Ends a handle when its holder is collected. */
  hold(holder: object, handle: Handle): void;
  /** Ends a handle now. */
  release(handle: Handle): void;
}

/** How a proxy differs from others of the same object. */
export interface ProxyOptions {
  /** Calls pass `this` as the first argument. */
  readonly capturesThis?: boolean;
}

/** The methods and getters that a feature gives; their `this` is the proxy. */
export type MethodTable = object & ThisType<object>;

/** Makes the methods of one feature for one runtime. */
export type MakeMethods = (parts: MethodParts) => MethodTable;
