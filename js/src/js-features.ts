import { JsFeature } from "./js-feature.ts";
import { dataProperty, dataTag, isProxy } from "./look.ts";
import type { Semantics } from "./semantics.ts";

const TYPED_ARRAY =
  JsFeature.TypedArray | JsFeature.Buffer | JsFeature.Iterable | JsFeature.Sized | JsFeature.Has;

/** A Proxy is not looked into, for that runs its traps: whether it can do these shows on use. */
export const PROXY_FEATURES =
  JsFeature.Iterable | JsFeature.Sized | JsFeature.Has | JsFeature.Get | JsFeature.Set;

/** What Python can do with an Array. */
export const ARRAY_FEATURES =
  JsFeature.Array | JsFeature.Iterable | JsFeature.Sized | JsFeature.Has;

/** What Python can do with a typed array, DataView, ArrayBuffer or SharedArrayBuffer. */
export function bufferFeatures(value: object): number {
  const isTypedArray = ArrayBuffer.isView(value) && "length" in value;
  return isTypedArray ? TYPED_ARRAY : JsFeature.Buffer;
}

/**
 * What Python can do with an object that is none of these. Its getters are not run: what an
 * accessor would give counts as no method.
 */
export function objectFeatures(value: object, semantics: Semantics): number {
  const features = iteration(value) | items(value);
  const hasItems = features & (JsFeature.Get | JsFeature.ArrayLike);
  return hasItems ? features : features | propertyItems(semantics);
}

/**
 * What Python can do with a function. Its `length` is no size, and its `get` belongs to a library,
 * not to a Map; nor has it entries to go through. A Proxy of one is not looked into.
 */
export function functionFeatures(value: object, semantics: Semantics): number {
  const features = JsFeature.Callable | (propertyItems(semantics) & ~JsFeature.Properties);
  return isProxy(value) ? features : features | iteration(value);
}

/** Classic semantics: the items of what has no others are its properties. */
function propertyItems(semantics: Semantics): number {
  switch (semantics) {
    case "classic":
      return JsFeature.Get | JsFeature.Set | JsFeature.Has | JsFeature.Properties;
    case "pep818":
      return 0;
  }
}

function iteration(value: object): number {
  let features = 0;
  const isAsync = Symbol.asyncIterator in value;
  if (Symbol.iterator in value) features |= JsFeature.Iterable;
  if (isAsync) features |= JsFeature.AsyncIterable;
  if ("then" in value && isMethod(value, "then")) features |= JsFeature.Thenable;
  if (!("next" in value && isMethod(value, "next"))) return features;
  const isGenerator =
    "return" in value && isMethod(value, "return") && "throw" in value && isMethod(value, "throw");
  if (isAsync) {
    return features | JsFeature.AsyncIterator | (isGenerator ? JsFeature.AsyncGenerator : 0);
  }
  const iterator = JsFeature.Iterable | JsFeature.Iterator;
  return features | iterator | (isGenerator ? JsFeature.Generator : 0);
}

function items(value: object): number {
  let features = 0;
  const hasLength = "length" in value;
  if (hasLength || "size" in value) features |= JsFeature.Sized;
  if ("get" in value && isMethod(value, "get")) features |= JsFeature.Get;
  if ("set" in value && isMethod(value, "set") && "delete" in value && isMethod(value, "delete"))
    features |= JsFeature.Set;
  if (
    ("has" in value && isMethod(value, "has")) ||
    ("includes" in value && isMethod(value, "includes"))
  )
    features |= JsFeature.Has;
  if (Symbol.iterator in value && features & JsFeature.Sized) {
    if (features & JsFeature.Get) {
      features |= JsFeature.Map;
      if (features & JsFeature.Set) features |= JsFeature.MutableMap;
    } else if (hasLength) {
      features |= JsFeature.ArrayLike;
    }
  }
  if (isHtmlElement(value)) features |= JsFeature.DomElement;
  return features;
}

// Each `in` is written out, so that the engine remembers for each name what it has seen.
function isMethod(value: object, name: string): boolean {
  return typeof dataProperty(value, name) === "function";
}

function isHtmlElement(value: object): boolean {
  if (!(Symbol.toStringTag in value)) return false;
  const tag = dataTag(value);
  return typeof tag === "string" && /^HTML\w*Element$/.test(tag);
}
