import type { Handle } from "./handle.ts";
import { HeldIterator } from "./held-iterator.ts";
import type { MakeMethods, MethodParts } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/** A Python object that can be iterated over. */
export interface PyIterable extends PyProxy {
  /** Iterates as `for` in Python does; a dict gives its keys. */
  [Symbol.iterator](): IterableIterator<unknown>;
}

/** A Python iterator. */
export interface PyIterator extends PyProxy {
  /** The next element; a generator gets the value as the result of its `yield`. */
  next(value?: unknown): IteratorResult<unknown, unknown>;
  /** Ends a generator, whose clean-up runs; other iterators only give the value back. */
  return(value?: unknown): IteratorResult<unknown, unknown>;
  /** Raises an error inside of a generator; other iterators throw it themselves. */
  throw(error: unknown): IteratorResult<unknown, unknown>;
  [Symbol.iterator](): this;
}

/** A Python generator, or what has its methods. */
export interface PyGenerator extends PyIterator {
  /** Python's own name of `next` with a value. */
  send(value: unknown): unknown;
}

/** What can be iterated over. */
export const iterableMethods: MakeMethods = (parts) => ({
  [Symbol.iterator](): Iteration {
    return new Iteration(parts, parts.python.iterate(parts.handleOf(this)));
  },
});

/** What is an iterator. */
export const iteratorMethods: MakeMethods = ({ python, handleOf }) => ({
  next(_value?: unknown): IteratorResult<unknown, unknown> {
    return python.next(handleOf(this), undefined);
  },
  return(value?: unknown): IteratorResult<unknown, unknown> {
    return { done: true, value };
  },
  throw(error: unknown): never {
    throw error;
  },
  [Symbol.iterator](): object {
    return this;
  },
});

/** What is a generator. */
export const generatorMethods: MakeMethods = ({ python, handleOf }) => ({
  next(value?: unknown): IteratorResult<unknown, unknown> {
    return python.next(handleOf(this), value);
  },
  return(value?: unknown): IteratorResult<unknown, unknown> {
    return python.closeGenerator(handleOf(this), value);
  },
  throw(error: unknown): IteratorResult<unknown, unknown> {
    return python.throwIntoGenerator(handleOf(this), error);
  },
});

/** A loop over a Python iterable. */
class Iteration implements IterableIterator<unknown> {
  readonly #python: MethodParts["python"];
  readonly #iterator: HeldIterator;

  constructor(parts: MethodParts, iterator: Handle) {
    this.#python = parts.python;
    this.#iterator = new HeldIterator(parts, iterator, this);
  }

  next(): IteratorResult<unknown, unknown> {
    const { handle } = this.#iterator;
    if (handle === undefined) return { done: true, value: undefined };
    try {
      const result = this.#python.next(handle, undefined);
      if (result.done) this.#iterator.end();
      return result;
    } catch (error) {
      this.#iterator.end();
      throw error;
    }
  }

  return(value?: unknown): IteratorResult<unknown, unknown> {
    this.#iterator.end();
    return { done: true, value };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
