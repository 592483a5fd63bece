import { JsFeature } from "./js-feature.ts";
import { PyFeature } from "./py-feature.ts";

/** What a PyProxy can do for Python that has it as a JavaScript object. */
const SAME_ON_BOTH_SIDES: readonly (readonly [number, number])[] = [
  [PyFeature.Callable, JsFeature.Callable],
  [PyFeature.Sized, JsFeature.Sized],
  [PyFeature.Get, JsFeature.Get],
  [PyFeature.Set, JsFeature.Set],
  [PyFeature.Has, JsFeature.Has],
  [PyFeature.Iterable, JsFeature.Iterable],
  [PyFeature.Iterator, JsFeature.Iterator],
  [PyFeature.Generator, JsFeature.Generator],
  [PyFeature.AsyncIterable, JsFeature.AsyncIterable],
  [PyFeature.AsyncIterator, JsFeature.AsyncIterator],
  [PyFeature.AsyncGenerator, JsFeature.AsyncGenerator],
  [PyFeature.Awaitable, JsFeature.Thenable],
];

/** The features of the JsProxy of a PyProxy. Nothing is looked at: a PyProxy's traps run Python. */
export function doubleFeatures(pyFeatures: number): number {
  let features: number = JsFeature.DoubleProxy;
  for (const [inJavaScript, inPython] of SAME_ON_BOTH_SIDES) {
    if (pyFeatures & inJavaScript) features |= inPython;
  }
  return features;
}

/** A function that can be called once. */
export interface OnceCallable {
  (...args: unknown[]): unknown;
  /** Lets go of the Python callable without calling it; again: no effect. */
  destroy(): void;
}

/** Makes the function that calls a proxy once, and ends it then. */
export function onceCallable(
  proxy: (...args: unknown[]) => unknown,
  end: (reason: string) => void,
): OnceCallable {
  let isUsed = false;
  const once = function (this: unknown, ...args: unknown[]): unknown {
    // One that calls itself is used, though its proxy lives to the end of the call.
    if (isUsed) throw new Error(`a function of create_once_callable can be called only once`);
    isUsed = true;
    try {
      return Reflect.apply(proxy, this, args);
    } finally {
      end("it was made by create_once_callable, and has been called");
    }
  };
  return Object.assign(once, {
    destroy() {
      isUsed = true;
      end("it was made by create_once_callable");
    },
  });
}
