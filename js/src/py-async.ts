import type { PyProxy } from "./py-proxy.ts";

/** A Python object with `__aiter__`. */
export interface PyAsyncIterable extends PyProxy {}

/** A Python object with `__anext__`. */
export interface PyAsyncIterator extends PyProxy {}

/** A Python asynchronous generator, or what has its methods. */
export interface PyAsyncGenerator extends PyAsyncIterator {}

/** A Python object with `__await__`. */
export interface PyAwaitable extends PyProxy {}
