/** How a promise that waits for Python is settled. */
export interface Settler {
  /** With what Python came to. */
  fulfil(value: unknown): void;
  /** As the end of an iteration. */
  finish(): void;
  reject(reason: unknown): void;
}

/** A promise of a value, and how it is settled. */
export function valuePromise(): [Promise<unknown>, Settler] {
  return settled((value) => value);
}

/** A promise of a step of an iteration, and how it is settled. */
export function stepPromise(): [Promise<IteratorResult<unknown>>, Settler] {
  return settled((value) => ({ done: false, value }));
}

function settled<T>(result: (value: unknown) => unknown): [Promise<T>, Settler] {
  let settler: Settler | undefined;
  const promise = new Promise<unknown>((resolve, reject) => {
    settler = {
      fulfil: (value) => resolve(result(value)),
      finish: () => resolve({ done: true, value: undefined }),
      reject,
    };
  });
  // The function above has been called.
  return [promise as Promise<T>, settler as unknown as Settler];
}

/** How Rust has a promise settled; `protocol/awaitable.rs` knows the same numbers. */
export enum Settlement {
  /** With a value. */
  Fulfilled = 0,
  /** As the end of an iteration. */
  Finished = 1,
  /** With an error. */
  Rejected = 2,
}
