import { jsonMethods } from "./json-view.ts";
import {
  asyncMethods,
  type PyAsyncGenerator,
  type PyAsyncIterable,
  type PyAsyncIterator,
} from "./py-async.ts";
import { awaitableMethods, type PyAwaitable } from "./py-awaitable.ts";
import { bufferMethods, type PyBuffer } from "./py-buffer.ts";
import type { PyBufferView } from "./py-buffer-view.ts";
import { callableMethods, type PyCallable } from "./py-callable.ts";
import { PyFeature } from "./py-feature.ts";
import {
  getMethods,
  hasMethods,
  lengthMethods,
  type PyProxyWithGet,
  type PyProxyWithHas,
  type PyProxyWithLength,
  type PyProxyWithSet,
  setMethods,
} from "./py-item.ts";
import {
  generatorMethods,
  iterableMethods,
  iteratorMethods,
  type PyGenerator,
  type PyIterable,
  type PyIterator,
} from "./py-iterate.ts";
import type { PyDict } from "./py-mapping.ts";
import type { MakeMethods, MethodParts } from "./py-methods.ts";
import { mutableSequenceMethods, type PyMutableSequence } from "./py-mutable-sequence.ts";
import { type PyProxy, proxyMethods } from "./py-proxy.ts";
import { type PySequence, sequenceMethods } from "./py-sequence.ts";
import { toJsMethods } from "./py-to-js.ts";

/** A class of proxies, for `instanceof`. It cannot be constructed. */
export interface ProxyClass<T> {
  readonly prototype: T;
  [Symbol.hasInstance](value: unknown): value is T;
}

/** The classes of a runtime's proxies: a proxy is an instance of each whose features it has. */
export interface ProxyClasses {
  readonly PyProxy: ProxyClass<PyProxy>;
  readonly PyCallable: ProxyClass<PyCallable>;
  readonly PyProxyWithLength: ProxyClass<PyProxyWithLength>;
  readonly PyProxyWithGet: ProxyClass<PyProxyWithGet>;
  readonly PyProxyWithSet: ProxyClass<PyProxyWithSet>;
  readonly PyProxyWithHas: ProxyClass<PyProxyWithHas>;
  readonly PyDict: ProxyClass<PyDict>;
  readonly PyIterable: ProxyClass<PyIterable>;
  readonly PyIterator: ProxyClass<PyIterator>;
  readonly PyGenerator: ProxyClass<PyGenerator>;
  readonly PySequence: ProxyClass<PySequence>;
  readonly PyMutableSequence: ProxyClass<PyMutableSequence>;
  readonly PyBuffer: ProxyClass<PyBuffer>;
  readonly PyBufferView: ProxyClass<PyBufferView>;
  readonly PyAsyncIterable: ProxyClass<PyAsyncIterable>;
  readonly PyAsyncIterator: ProxyClass<PyAsyncIterator>;
  readonly PyAsyncGenerator: ProxyClass<PyAsyncGenerator>;
  readonly PyAwaitable: ProxyClass<PyAwaitable>;
}

/** The features that each class stands for. */
const features: Readonly<Record<Exclude<keyof ProxyClasses, "PyBufferView">, number>> = {
  PyProxy: 0,
  PyCallable: PyFeature.Callable,
  PyProxyWithLength: PyFeature.Sized,
  PyProxyWithGet: PyFeature.Get,
  PyProxyWithSet: PyFeature.Set,
  PyProxyWithHas: PyFeature.Has,
  PyDict: PyFeature.Dict,
  PyIterable: PyFeature.Iterable,
  PyIterator: PyFeature.Iterator,
  PyGenerator: PyFeature.Generator,
  PySequence: PyFeature.Sequence,
  PyMutableSequence: PyFeature.MutableSequence,
  PyBuffer: PyFeature.Buffer,
  PyAsyncIterable: PyFeature.AsyncIterable,
  PyAsyncIterator: PyFeature.AsyncIterator,
  PyAsyncGenerator: PyFeature.AsyncGenerator,
  PyAwaitable: PyFeature.Awaitable,
};

/** The methods that features bring along; later ones replace those of the same name. */
const methods: readonly (readonly [number, MakeMethods])[] = [
  [0, proxyMethods],
  [0, toJsMethods],
  [PyFeature.Callable, callableMethods],
  [PyFeature.Sized, lengthMethods],
  [PyFeature.Get, getMethods],
  [PyFeature.Set, setMethods],
  [PyFeature.Has, hasMethods],
  [PyFeature.Iterable, iterableMethods],
  [PyFeature.Iterator, iteratorMethods],
  [PyFeature.Generator, generatorMethods],
  [PyFeature.Mapping, jsonMethods],
  [PyFeature.Sequence, jsonMethods],
  [PyFeature.Sequence, sequenceMethods],
  [PyFeature.MutableSequence, mutableSequenceMethods],
  [PyFeature.Buffer, bufferMethods],
  [PyFeature.Awaitable, awaitableMethods],
  ...asyncMethods,
];

/**
 * Makes one runtime's classes for `instanceof`.
 *
 * @param isView - Tells whether a value is a PyBufferView of this runtime.
 * @param featuresOf - The features of a proxy of this runtime, or undefined for anything else.
 */
export function proxyClasses(
  featuresOf: (value: unknown) => number | undefined,
  isView: (value: unknown) => boolean,
): ProxyClasses {
  const classes = Object.entries(features).map(([name, wanted]) => [
    name,
    proxyClass(name, (value) => {
      const found = featuresOf(value);
      return found !== undefined && (found & wanted) === wanted;
    }),
  ]);
  return Object.fromEntries([
    ...classes,
    ["PyBufferView", proxyClass("PyBufferView", isView)],
  ]) as ProxyClasses;
}

function proxyClass(name: string, isInstance: (value: unknown) => boolean): unknown {
  const made = class {
    constructor() {
      throw new TypeError(
        `${name} cannot be constructed: Python objects become proxies by themselves`,
      );
    }
  };
  Object.defineProperty(made, "name", { value: name });
  return Object.defineProperty(made, Symbol.hasInstance, { value: isInstance });
}

/** What a property has in the place of a value that has none. */
export const ACCESSOR = Symbol("accessor");

/** What the proxies with a set of features have in common. */
export interface ProxyKind {
  /** What a proxy is made around: a class of its own for a Python class, one for all others. */
  readonly target: () => object;
  /**
   * The names that are the proxies' own, not Python's: each with its method, or `ACCESSOR`. A Map is
   * searched faster than a chain of prototypes.
   */
  readonly members: ReadonlyMap<string, unknown>;
}

/** The kinds of one runtime's proxies: one for each set of features that occurs. */
export class ProxyKinds {
  readonly #tables: readonly (readonly [number, object])[];
  readonly #made = new Map<number, ProxyKind>();

  constructor(parts: MethodParts) {
    this.#tables = methods.map(([feature, make]) => [feature, make(parts)]);
  }

  /** The kind with these features. */
  of(features: number): ProxyKind {
    const known = this.#made.get(features);
    if (known !== undefined) return known;
    // Properties of the proxy itself win over Python's attributes: there must be no others.
    const prototype = Object.create(null) as object;
    for (const [feature, table] of this.#tables) {
      if ((features & feature) === feature) Object.defineProperties(prototype, hidden(table));
    }
    const made = { target: targetOf(prototype, features), members: membersOf(prototype, features) };
    this.#made.set(features, made);
    return made;
  }
}

/** Targets give `typeof`, and whether `new` is possible. */
function targetOf(prototype: object, features: number): ProxyKind["target"] {
  // A constructor has a `prototype` for ever, which must not be that of others.
  if (features & PyFeature.Type) return () => bare(class {}, prototype);
  // Functions are slow to make bare. None of the traps changes its target.
  const shared =
    features & PyFeature.Callable
      ? bare(() => {}, prototype)
      : (Object.create(prototype) as object);
  return () => shared;
}

/** Takes from a function what it is born with, which would hide Python's attributes. */
function bare(target: object, prototype: object): object {
  Reflect.deleteProperty(target, "name");
  Reflect.deleteProperty(target, "length");
  return Object.setPrototypeOf(target, prototype) as object;
}

function membersOf(prototype: object, features: number): ProxyKind["members"] {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const members = new Map(properties.map(([name, { value }]) => [name, value ?? ACCESSOR]));
  // The one property that a class cannot be without.
  if (features & PyFeature.Type) members.set("prototype", ACCESSOR);
  return members;
}

/** The properties of a table as a class would have them. */
function hidden(table: object): PropertyDescriptorMap {
  const properties: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(table);
  for (const key of Reflect.ownKeys(properties)) {
    const property = properties[key as string] as PropertyDescriptor;
    property.enumerable = false;
    if ("value" in property) property.writable = false;
  }
  return properties;
}
