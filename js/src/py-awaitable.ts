import { Given } from "./given.ts";
import type { Handle, Outcome } from "./handle.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/** A Python object with `__await__`: `await` waits for what it comes to. */
export interface PyAwaitable<T = unknown> extends PyProxy, PromiseLike<T> {
  /**
   * Calls one of the functions with what the object comes to. The first of these methods that is
   * called starts a coroutine, which is started once; one that a call gave has been started.
   */
  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  /** Calls the function with what the object raises. */
  catch<B = never>(onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
  /** Calls the function when the object has come to something. */
  finally(onfinally?: (() => void) | null): Promise<T>;
}

type OnSettled = ((given: unknown) => unknown) | null;

/**
 * What an awaitable comes to, once somebody has waited: a coroutine can be awaited once.
 *
 * It is on the PyProxy, and the handle holds it only weakly, for that lives until the proxy has been
 * collected: an exception notes the calls that it passed, and so the proxy whose `then` began the coroutine.
 */
class Awaited extends Given {
  readonly #outcome: Outcome;

  private constructor(proxy: object, outcome: Outcome) {
    super(proxy);
    this.#outcome = outcome;
  }

  static promise(proxy: object): Promise<unknown> | undefined {
    return #outcome in proxy ? proxy.#outcome.promise : undefined;
  }

  static remember(proxy: object, handle: Handle, promise: Promise<unknown>): void {
    // What the coroutine ran may have waited for it: the first was right.
    if (#outcome in proxy) proxy.#outcome.promise = promise;
    else {
      const outcome = { promise };
      handle.outcome = new WeakRef(outcome);
      new Awaited(proxy, outcome);
    }
  }
}

/** The methods of what can be awaited. */
export const awaitableMethods: MakeMethods = ({ python, handleOf }) => {
  function promiseOf(awaitable: object): Promise<unknown> {
    const handle = handleOf(awaitable);
    // It rejects, for the object is gone.
    if (!handle.isAlive) return python.wait(handle);
    const known = Awaited.promise(awaitable);
    if (known !== undefined) return known;
    const promise = python.wait(handle);
    // What the coroutine ran may have destroyed it, too.
    if (handle.isAlive) Awaited.remember(awaitable, handle, promise);
    return promise;
  }

  return {
    // biome-ignore lint/suspicious/noThenProperty: a Python awaitable is a thenable.
    then(onFulfilled?: OnSettled, onRejected?: OnSettled): Promise<unknown> {
      return promiseOf(this).then(onFulfilled, onRejected);
    },
    catch(onRejected?: OnSettled): Promise<unknown> {
      return promiseOf(this).catch(onRejected);
    },
    finally(onFinally?: (() => void) | null): Promise<unknown> {
      return promiseOf(this).finally(onFinally);
    },
  };
};
