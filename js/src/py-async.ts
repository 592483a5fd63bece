import type { Handle } from "./handle.ts";
import { PyFeature } from "./py-feature.ts";
import type { MakeMethods, MethodParts } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

type Step = IteratorResult<unknown, unknown>;

/** A Python object with `__aiter__`. */
export interface PyAsyncIterable extends PyProxy {
  /** Iterates as `async for` in Python does; a loop that is left early closes a generator. */
  [Symbol.asyncIterator](): AsyncIterableIterator<unknown>;
}

/** A Python object with `__anext__`. */
export interface PyAsyncIterator extends PyProxy {
  /** A promise of the next element; a generator gets the value as the result of its `yield`. */
  next(value?: unknown): Promise<Step>;
  /** Ends a generator, whose clean-up runs; other iterators only give the value back. */
  return(value?: unknown): Promise<Step>;
  /** Raises an error inside of a generator; other iterators throw it themselves. */
  throw(error: unknown): Promise<Step>;
  [Symbol.asyncIterator](): this;
}

/** A Python asynchronous generator, or what has its methods. */
export interface PyAsyncGenerator extends PyAsyncIterator {}

/** What can be iterated over asynchronously. */
export const asyncIterableMethods: MakeMethods = (parts) => ({
  [Symbol.asyncIterator](): AsyncIteration {
    return new AsyncIteration(parts, parts.python.asyncIterate(parts.handleOf(this)));
  },
});

/** What is an asynchronous iterator. */
export const asyncIteratorMethods: MakeMethods = ({ python, handleOf }) => ({
  next(_value?: unknown): Promise<Step> {
    return python.asyncNext(handleOf(this), undefined);
  },
  async return(value?: unknown): Promise<Step> {
    return { done: true, value };
  },
  async throw(error: unknown): Promise<never> {
    throw error;
  },
  [Symbol.asyncIterator](): object {
    return this;
  },
});

/** What is an asynchronous generator. */
export const asyncGeneratorMethods: MakeMethods = ({ python, handleOf }) => ({
  next(value?: unknown): Promise<Step> {
    return python.asyncNext(handleOf(this), value);
  },
  async return(value?: unknown): Promise<Step> {
    await python.asyncClose(handleOf(this));
    return { done: true, value };
  },
  throw(error: unknown): Promise<Step> {
    return python.asyncThrow(handleOf(this), error);
  },
});

/** One loop over what has `__aiter__`. It lets go of Python's iterator when it ends, early or not. */
class AsyncIteration implements AsyncIterableIterator<unknown> {
  readonly #parts: MethodParts;
  #iterator: Handle | undefined;

  constructor(parts: MethodParts, iterator: Handle) {
    this.#parts = parts;
    this.#iterator = iterator;
    parts.hold(this, iterator);
  }

  async next(): Promise<Step> {
    if (this.#iterator === undefined) return { done: true, value: undefined };
    try {
      const step = await this.#parts.python.asyncNext(this.#iterator, undefined);
      if (step.done) this.#end();
      return step;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async return(value?: unknown): Promise<Step> {
    if (this.#iterator === undefined) return { done: true, value };
    try {
      await this.#parts.python.asyncClose(this.#iterator);
    } finally {
      this.#end();
    }
    return { done: true, value };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    if (this.#iterator === undefined) return;
    const iterator = this.#iterator;
    this.#iterator = undefined;
    this.#parts.release(iterator);
  }
}

/** The methods of what is asynchronous, by feature. */
export const asyncMethods: readonly (readonly [number, MakeMethods])[] = [
  [PyFeature.AsyncIterable, asyncIterableMethods],
  [PyFeature.AsyncIterator, asyncIteratorMethods],
  [PyFeature.AsyncGenerator, asyncGeneratorMethods],
];
