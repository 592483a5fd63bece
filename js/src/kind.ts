import { Tag } from "./tag.ts";

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const objectToString = Object.prototype.toString;

// Getters of the language itself, which throw for anything that is not the real thing, whatever its
// prototype says and whichever realm it is from.
const byteLengthOf = [ArrayBuffer, globalThis.SharedArrayBuffer]
  .filter((type) => type !== undefined)
  .map((type) => getOwnPropertyDescriptor(type.prototype, "byteLength")?.get);

/** Node knows which objects are Proxies; elsewhere looking at one runs its traps. */
const isProxy: (value: unknown) => boolean =
  (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.("node:util").types
    .isProxy ?? (() => false);

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

/**
 * Tells which kind of object crosses, without running its getters.
 *
 * @returns `Tag.Buffer`, `Tag.Error` or `Tag.Object`.
 */
export function objectKind(value: object): Tag.Buffer | Tag.Error | Tag.Object {
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
        return Tag.Object;
    }
  } catch {
    return Tag.Object; // a revoked Proxy, or one whose traps throw
  }
}

/** The `Symbol.toStringTag` of an object where it is plain data; an accessor is not asked. */
function dataTag(value: object): unknown {
  for (let holder: object | null = value; holder !== null; holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, Symbol.toStringTag);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}
