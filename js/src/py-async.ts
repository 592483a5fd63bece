import type { Handle } from "./handle.ts";
import { HeldIterator } from "./held-iterator.ts";
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
const asyncIterableMethods: MakeMethods = (parts) => ({
  [Symbol.asyncIterator](): AsyncIteration {
    return new AsyncIteration(parts, parts.python.asyncIterate(parts.handleOf(this)));
  },
});

/** What is an asynchronous iterator. */
const asyncIteratorMethods: MakeMethods = ({ python, handleOf }) => ({
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
const asyncGeneratorMethods: MakeMethods = ({ python, handleOf }) => ({
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

/** A loop over what has `__aiter__`. */
class AsyncIteration implements AsyncIterableIterator<unknown> {
  readonly #python: MethodParts["python"];
  readonly #iterator: HeldIterator;

  constructor(parts: MethodParts, iterator: Handle) {
    this.#python = parts.python;
    this.#iterator = new HeldIterator(parts, iterator, this);
  }

  async next(): Promise<Step> {
    const { handle } = this.#iterator;
    if (handle === undefined) return { done: true, value: undefined };
    try {
      const step = await this.#python.asyncNext(handle, undefined);
      if (step.done) this.#iterator.end();
      return step;
    } catch (error) {
      this.#iterator.end();
      throw error;
    }
  }

  async return(value?: unknown): Promise<Step> {
    const { handle } = this.#iterator;
    if (handle === undefined) return { done: true, value };
    try {
      await this.#python.asyncClose(handle);
    } finally {
      this.#iterator.end();
    }
    return { done: true, value };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The methods of what is asynchronous, by feature. */
export const asyncMethods: readonly (readonly [number, MakeMethods])[] = [
  [PyFeature.AsyncIterable, asyncIterableMethods],
  [PyFeature.AsyncIterator, asyncIteratorMethods],
  [PyFeature.AsyncGenerator, asyncGeneratorMethods],
];
