import { bufferFeatures, featuresOf } from "./js-features.ts";
import { dataTag, isProxy, nodeTypes } from "./look.ts";
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
export function isArrayBuffer(value: object): value is ArrayBufferLike {
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

/** Tells which kind of object crosses, without running its getters. */
export function objectKind(value: object, semantics: Semantics): Kind {
  const tag = brand(value);
  switch (tag) {
    case Tag.Error:
      return tag;
    case Tag.Buffer:
      // Classic semantics: a buffer is copied.
      return semantics === "classic" ? tag : kindOf(Tag.Object, bufferFeatures(value));
    default:
      return kindOf(Tag.Object, featuresOf(value, semantics));
  }
}

function brand(value: object): Tag.Buffer | Tag.Error | Tag.Object {
  if (typeof value === "function") return Tag.Object;
  if (ArrayBuffer.isView(value)) return Tag.Buffer;
  if (isProxy(value)) return Tag.Object;
  try {
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
  } catch {
    return Tag.Object; // a revoked Proxy, or one whose traps throw
  }
}
