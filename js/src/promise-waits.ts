import type { Handle } from "./handle.ts";
import type { Python } from "./python.ts";
import { Tag } from "./tag.ts";
import type { ToPython } from "./to-python.ts";
import { leaveUnreported } from "./unreported.ts";
import { Watch } from "./watch.ts";

/** How an iterator goes on; `protocol/async_iterate.rs` knows the same numbers. */
export enum Advance {
  Next = 0,
  /** With a value. */
  Send = 1,
  /** With an error. */
  Throw = 2,
  /** To its end. */
  Return = 3,
}

/** The iterator's method for each. */
const METHODS = ["next", "next", "throw", "return"] as const;

/**
 * What Python has waiting for promises: futures, and handlers that it gave to `then`.
 *
 * Each is held until the promise settles, or until nothing can settle it any more.
 */
export class PromiseWaits {
  readonly #python: Python;
  readonly #toPython: ToPython;
  /** Most promises settle soon, and the collector costs more than all else that a wait takes. */
  readonly #watch = new Watch(
    (handle) => this.#python.whenIdle(() => this.#release(handle)),
    afterTimers,
  );

  constructor(python: Python, toPython: ToPython) {
    this.#python = python;
    this.#toPython = toPython;
  }

  /** Has a future come to what a promise does. Takes over the future's handle, unless it throws. */
  watch(promise: unknown, future: Handle): void {
    this.#listen(promise, future, this.#writeValue);
  }

  readonly #writeValue = (value: unknown): Tag => this.#toPython.result(value);
  readonly #writeReason = (reason: unknown): Tag => this.#toPython.thrown(reason);

  /**
   * Has an asynchronous iterator go on, and a future come to what it gives. Takes over the future's
   * handle, unless it throws.
   *
   * @param onEnd - Is called when the iterator has come to its end or failed.
   */
  step(
    iterator: object,
    how: Advance,
    given: readonly unknown[],
    future: Handle,
    onEnd: () => void = () => {},
  ): void {
    const name = METHODS[how];
    const advanced = advance(iterator, name, given);
    this.#listen(
      advanced,
      future,
      (step) => {
        const { done, value } = unlessItFails(() => checkedStep(step, name), onEnd);
        if (done) onEnd();
        if (how === Advance.Return) return done ? this.#toPython.result(undefined) : Tag.Refused;
        return done ? Tag.Finished : this.#toPython.result(value);
      },
      onEnd,
    );
  }

  /** @param write - Writes what the promise came to, for Python; what it throws is what failed. */
  #listen(
    promise: unknown,
    future: Handle,
    write: (value: unknown) => Tag,
    onRejected?: () => void,
  ): void {
    const fulfilled = (value: unknown) => this.#settle(future, write, value);
    const rejected = (reason: unknown) => {
      onRejected?.();
      this.#settle(future, this.#writeReason, reason);
    };
    try {
      this.#watch.begin(fulfilled, future);
      Promise.resolve(promise).then(fulfilled, rejected);
    } catch (error) {
      // The stack is exhausted, or code of the promise's class has thrown. The handle goes back, and
      // whoever calls the listeners all the same finds it ended.
      this.#watch.end(future);
      future.end({});
      throw error;
    }
  }

  /**
   * Adds handlers to a promise: of its value, of its reason, and one that is called in either case.
   * They are let go when it settles. Takes over their handles.
   *
   * @returns The promise of what the handler gives.
   */
  chain(promise: unknown, handlers: Handlers): Promise<unknown> {
    const { fulfilled, rejected, last } = handlers;
    const all = [fulfilled, rejected, last].filter((handle) => handle !== undefined);
    const finish = <T>(action: () => T): T => {
      for (const handle of all) this.#watch.end(handle);
      try {
        return action();
      } finally {
        for (const handle of all) this.#release(handle);
      }
    };
    let chained: Promise<unknown> | undefined;
    const call = (handle: Handle, args: unknown[]) => {
      // It rejects, and Python cannot look any more.
      if (this.#python.ended !== undefined && chained !== undefined) leaveUnreported(chained);
      return finish(() => this.#python.call(handle, args));
    };
    const finallyDo = () => last !== undefined && call(last, []);
    const onFulfilled = (value: unknown) =>
      fulfilled === undefined ? finish(() => value) : call(fulfilled, [value]);
    const onRejected = (reason: unknown) => {
      if (rejected !== undefined) return call(rejected, [reason]);
      return finish(() => {
        throw reason;
      });
    };
    const listener = last === undefined ? onFulfilled : finallyDo;
    try {
      for (const handle of all) this.#watch.begin(listener, handle);
      const source = Promise.resolve(promise);
      chained =
        last === undefined ? source.then(onFulfilled, onRejected) : source.finally(finallyDo);
      return chained;
    } catch (error) {
      return finish(() => {
        throw error;
      });
    }
  }

  #settle(future: Handle, write: (value: unknown) => Tag, value: unknown): void {
    this.#watch.end(future);
    // A `then` of somebody's own may call back as often as it likes.
    if (!future.isAlive || this.#python.ended !== undefined) return;
    try {
      this.#python.settle(future, write, value);
    } catch (error) {
      // What Python's code raises, it reports itself: this is for what keeps it from running.
      console.error("Python cannot go on after a promise:", error);
    }
  }

  #release(handle: Handle): void {
    if (handle.end({})) this.#python.release(handle);
  }
}

/** Does something when the timers that are due have gone off. */
function afterTimers(action: () => void): void {
  const timer: unknown = setTimeout(action);
  // Node: this keeps no process alive.
  if (typeof timer === "object") (timer as NodeJS.Timeout).unref();
}

/** The handlers of a promise. */
export interface Handlers {
  readonly fulfilled: Handle | undefined;
  readonly rejected: Handle | undefined;
  readonly last: Handle | undefined;
}

async function advance(
  iterator: object,
  name: (typeof METHODS)[Advance],
  given: readonly unknown[],
): Promise<unknown> {
  const method: unknown = (iterator as Record<string, unknown>)[name];
  if (typeof method === "function") return Reflect.apply(method, iterator, given);
  // What has no `return` needs no end.
  if (name === "return") return { done: true, value: undefined };
  throw new TypeError(`this object is no asynchronous iterator: it has no ${name}()`);
}

/** Gives what an action does, or tells that it throws. */
function unlessItFails<T>(action: () => T, onFailure: () => void): T {
  try {
    return action();
  } catch (error) {
    onFailure();
    throw error;
  }
}

function checkedStep(step: unknown, name: string): { done: boolean; value: unknown } {
  if (Object(step) !== step) {
    throw new TypeError(`an asynchronous iterator's ${name}() gave ${String(step)}, no object`);
  }
  const { done, value } = step as { done?: unknown; value?: unknown };
  return { done: Boolean(done), value };
}
