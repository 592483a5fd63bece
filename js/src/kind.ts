import {
  ARRAY_FEATURES,
  bufferFeatures,
  functionFeatures,
  objectFeatures,
  PROXY_FEATURES,
} from "./js-features.ts";
import { dataProperty, dataTag, isProxy, nodeTypes } from "./look.ts";
import type { Semantics } from "./semantics.ts";
import { Tag } from "./tag.ts";

/** What a value is: its tag in the low byte, and above it the `JsFeature`s of an object. */
export type Kind = number;

const TAG_BITS = 8;

/** The kind of an object with these features. */
export function kindOf(tag: Tag, features: number): Kind {
  return tag | (features << TAG_BITS);
}

/** The tag of a kind. */
export function tagOf(kind: Kind): Tag {
  return kind & ((1 << TAG_BITS) - 1);
}

/** The features of a kind. */
export function featuresOfKind(kind: Kind): number {
  return kind >>> TAG_BITS;
}

const { getOwnPropertyDescriptor } = Object;
const objectToString = Object.prototype.toString;

// Getters of the language itself, which throw for anything that is not the real thing, whatever its
// prototype says and whichever realm it is from.
const byteLengthOf = [ArrayBuffer, globalThis.SharedArrayBuffer]
  .filter((type) => type !== undefined)
  .map((type) => getOwnPropertyDescriptor(type.prototype, "byteLength")?.get);

type Test = (value: unknown) => boolean;

/** Tells whether a value is an Error whatever tag it has; older browsers do not know. */
const isTaggedError: Test =
  (Error as { isError?: Test }).isError ?? nodeTypes?.isNativeError ?? (() => false);

/** Tells whether a value is an ArrayBuffer or SharedArrayBuffer of any realm. */
function isArrayBuffer(value: object): value is ArrayBufferLike {
  return byteLengthOf.some((getter) => {
    try {
      return getter !== undefined && typeof Reflect.apply(getter, value, []) === "number";
    } catch {
      return false;
    }
  });
}

/** Tells whether an object is an Error or DOMException of any realm, without running its getters. */
export function isError(value: object): boolean {
  return brand(value) === Tag.Error;
}

/** Tells whether an object is a typed array, DataView, ArrayBuffer or SharedArrayBuffer of any realm. */
export function isBuffer(value: object): boolean {
  return brand(value) === Tag.Buffer;
}

/**
 * Tells which kind of object crosses, without running its getters.
 *
 * Looking costs more than crossing, so what is seen of a method is remembered, and what is seen
 * of the engine's own classes, which nobody changes once objects of theirs have crossed.
 */
export class Kinds {
  readonly #semantics: Semantics;
  readonly #methods = new WeakMap<object, Kind>();
  /** The kind of all objects with a prototype. */
  readonly #prototypes = new WeakMap<object, Kind>();

  constructor(semantics: Semantics) {
    this.#semantics = semantics;
  }

  /** The kind of an object, a function or `document.all`. */
  of(value: object): Kind {
    try {
      if (typeof value === "function") {
        return kindOf(Tag.Object, functionFeatures(value, this.#semantics));
      }
      if (Array.isArray(value)) return ARRAY;
      return isProxy(value) ? PROXY : this.#object(value);
    } catch {
      return kindOf(Tag.Object, 0); // a revoked Proxy, or one whose traps throw
    }
  }

  /** The kind of a function that was read from an object, as it will be again and again. */
  ofMethod(method: object): Kind {
    let kind = this.#methods.get(method);
    if (kind === undefined) {
      kind = this.of(method);
      this.#methods.set(method, kind);
    }
    return kind;
  }

  #object(value: object): Kind {
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === null || prototype === Object.prototype) return this.#look(value);
    let kind = this.#prototypes.get(prototype);
    if (kind === undefined) {
      kind = this.#sharedKind(value, prototype);
      this.#prototypes.set(prototype, kind);
    }
    return kind === IT_DEPENDS ? this.#look(value) : kind;
  }

  /** What an object tells about all with its prototype. */
  #sharedKind(value: object, prototype: object): Kind {
    if (brandOf(value) !== Tag.Object || !isEnginesOwn(prototype)) return IT_DEPENDS;
    // What this object has of its own says nothing about the others.
    return kindOf(Tag.Object, objectFeatures(prototype, this.#semantics));
  }

  #look(value: object): Kind {
    const tag = brandOf(value);
    switch (tag) {
      case Tag.Error:
        return tag;
      case Tag.Buffer:
        // Classic semantics: a buffer is copied.
        return this.#semantics === "classic" ? tag : kindOf(Tag.Object, bufferFeatures(value));
      default:
        return kindOf(Tag.Object, objectFeatures(value, this.#semantics));
    }
  }
}

/** In place of a kind, which has always a tag: it takes a look at each. */
const IT_DEPENDS: Kind = 0;
const ARRAY = kindOf(Tag.Object, ARRAY_FEATURES);
const PROXY = kindOf(Tag.Object, PROXY_FEATURES);

type Brand = Tag.Buffer | Tag.Error | Tag.Object;

/** What any object is that no feature says, whatever its prototype. */
function brand(value: object): Brand {
  if (typeof value === "function" || isProxy(value)) return Tag.Object;
  try {
    return brandOf(value);
  } catch {
    return Tag.Object; // a revoked Proxy, or one whose traps throw
  }
}

/** What an object is that is known to be neither a function nor a Proxy. */
function brandOf(value: object): Brand {
  if (ArrayBuffer.isView(value)) return Tag.Buffer;
  if (!(Symbol.toStringTag in value)) {
    // Without a tag of its own, `toString` tells what the engine knows and calls nobody.
    return objectToString.call(value) === "[object Error]" ? Tag.Error : Tag.Object;
  }
  switch (dataTag(value)) {
    case "ArrayBuffer":
    case "SharedArrayBuffer":
      return isArrayBuffer(value) ? Tag.Buffer : Tag.Object;
    case "DOMException":
      return Tag.Error;
    default:
      return isTaggedError(value) ? Tag.Error : Tag.Object;
  }
}

/**
 * Tells whether a prototype belongs to a class of the engine, as Map's does: its constructor says
 * so. An Error or a buffer is not one by its prototype alone, so theirs are not taken for such.
 */
function isEnginesOwn(prototype: object): boolean {
  if (isProxy(prototype) || isBranded(prototype)) return false;
  const owner = dataProperty(prototype, "constructor");
  if (typeof owner !== "function" || isProxy(owner)) return false;
  const source = Function.prototype.toString.call(owner);
  return dataProperty(owner, "prototype") === prototype && source.endsWith("[native code] }");
}

/** Tells whether objects with this prototype may be Errors or buffers. */
function isBranded(prototype: object): boolean {
  if (["ArrayBuffer", "SharedArrayBuffer", "DOMException"].includes(String(dataTag(prototype)))) {
    return true;
  }
  return typeof dataProperty(prototype, "message") === "string";
}
