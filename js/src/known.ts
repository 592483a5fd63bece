import type { Handle } from "./handle.ts";

/**
 * What is known of JavaScript objects that have crossed before: the slot of the living JsProxy, or
 * the handle of the Python object that a PyProxy or PythonError stands for.
 */
export type Known = WeakMap<object, number | Handle>;
