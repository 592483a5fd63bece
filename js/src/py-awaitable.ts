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

/** The methods of what can be awaited. */
export const awaitableMethods: MakeMethods = ({ python, handleOf }) => {
  function promiseOf(awaitable: object): Promise<unknown> {
    const handle = handleOf(awaitable);
    // It rejects, for the object is gone.
    if (!handle.isAlive) return python.wait(handle);
    handle.promise ??= python.wait(handle);
    return handle.promise;
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
