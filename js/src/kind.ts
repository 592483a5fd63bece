import { Tag } from "./tag.ts";

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const objectToString = Object.prototype.toString;

// Getters of the language itself, which throw for anything that is not the real thing, whatever its
// prototype says and whichever realm it is from.
const byteLengthOf = [ArrayBuffer, globalThis.SharedArrayBuffer]
  .filter((type) => type !== undefined)
  .map((type) => getOwnPropertyDescriptor(type.prototype, "byteLength")?.get);

type Test = (value: unknown) => boolean;

/** What Node tells of objects without running any code of theirs. */
const types = (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.(
  "node:util",
).types;

/** Tells whether a value is a Proxy; outside of Node nobody knows, and looking at one runs its traps. */
const isProxy: Test = types?.isProxy ?? (() => false);

/** Tells whether a value is an Error whatever tag it has; older browsers do not know. */
const isTaggedError: Test =
  (Error as { isError?: Test }).isError ?? types?.isNativeError ?? (() => false);

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

/** The tags of objects. */
type ObjectTag = Tag.Buffer | Tag.Error | Tag.Iterator | Tag.Object;

/** Tells which kind of object crosses, without running its getters. */
export function objectKind(value: object): ObjectTag {
  if (ArrayBuffer.isView(value)) return Tag.Buffer;
  if (isProxy(value)) return Tag.Object;
  try {
    if (!(Symbol.toStringTag in value)) {
      // Without a tag of its own, `toString` tells what the engine knows and calls nobody.
      if (objectToString.call(value) === "[object Error]") return Tag.Error;
      return isIterator(value) ? Tag.Iterator : Tag.Object;
    }
    switch (dataTag(value)) {
      case "ArrayBuffer":
      case "SharedArrayBuffer":
        return isArrayBuffer(value) ? Tag.Buffer : Tag.Object;
      case "DOMException":
        return Tag.Error;
      default:
        if (isTaggedError(value)) return Tag.Error;
        return isIterator(value) ? Tag.Iterator : Tag.Object;
    }
  } catch {
    return Tag.Object; // a revoked Proxy, or one whose traps throw
  }
}

/** Tells whether an object has a method `next`. */
function isIterator(value: object): boolean {
  return "next" in value && typeof dataProperty(value, "next") === "function";
}

/** The `Symbol.toStringTag` of an object where it is plain data. */
function dataTag(value: object): unknown {
  return dataProperty(value, Symbol.toStringTag);
}

/** A property along the prototype chain where it is plain data; an accessor is not asked. */
function dataProperty(value: object, key: PropertyKey): unknown {
  for (let holder: object | null = value; holder !== null; holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}
