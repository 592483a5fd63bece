import { isBuffer } from "./kind.ts";
import { dataProperty } from "./look.ts";

/** What a deep conversion makes of an object. */
export enum Shape {
  Array,
  Map,
  Set,
  /** An object literal, or one like it. */
  Object,
  /** A typed array, DataView, ArrayBuffer or SharedArrayBuffer. */
  Buffer,
  /** Anything else: it stays what it is, or a converter is asked. */
  Other,
}

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const objectToString = Object.prototype.toString;

// Getters of the language itself, which throw for anything that is not the real thing.
const mapSize = getOwnPropertyDescriptor(Map.prototype, "size")?.get;
const setSize = getOwnPropertyDescriptor(Set.prototype, "size")?.get;

/** Tells what shape an object has, in any realm. */
export function shapeOf(value: object): Shape {
  if (typeof value === "function") return Shape.Other;
  try {
    if (Array.isArray(value)) return Shape.Array;
    if (isBuffer(value)) return Shape.Buffer;
    if (isReal(mapSize, value)) return Shape.Map;
    if (isReal(setSize, value)) return Shape.Set;
    return isPlain(value) ? Shape.Object : Shape.Other;
  } catch {
    return Shape.Other; // a revoked Proxy, or one whose traps throw
  }
}

/** Names a shape in a message. */
export function shapeName(shape: Shape): string {
  switch (shape) {
    case Shape.Array:
      return "an Array";
    case Shape.Map:
      return "a Map";
    case Shape.Set:
      return "a Set";
    case Shape.Buffer:
      return "a buffer";
    default:
      return "an Object";
  }
}

/** Tells whether an object is what a getter of the language is for. */
function isReal(getter: (() => unknown) | undefined, value: object): boolean {
  // Only what has a tag can be one; a call that throws costs a microsecond.
  if (getter === undefined || !(Symbol.toStringTag in value)) return false;
  try {
    Reflect.apply(getter, value, []);
    return true;
  } catch {
    return false;
  }
}

/** Tells whether an object has the constructor `Object` of any realm, or none. */
function isPlain(value: object): boolean {
  if (Symbol.toStringTag in value) return false;
  // Without a tag of its own, `toString` tells what the engine knows: Error, Arguments, Date.
  if (objectToString.call(value) !== "[object Object]") return false;
  const prototype = getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return true;
  const type = dataProperty(prototype, "constructor");
  if (type === undefined) return true;
  if (typeof type !== "function" || dataProperty(type, "name") !== "Object") {
    return false;
  }
  const instances = dataProperty(type, "prototype");
  return typeof instances === "object" && instances !== null && getPrototypeOf(instances) === null;
}
