/** Looking at an object without running its code. */

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

type Test = (value: unknown) => boolean;

/** What Node tells of objects without running any code of theirs. */
export const nodeTypes = (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.(
  "node:util",
).types;

/** Tells whether a value is a Proxy; outside of Node nobody knows, and looking at one runs its traps. */
export const isProxy: Test = nodeTypes?.isProxy ?? (() => false);

/** How many prototypes are looked at: a Proxy can make up any number of them. */
export const MOST_PROTOTYPES = 1000;

/** A property along the prototype chain where it is plain data; an accessor is not asked. */
export function dataProperty(value: object, key: PropertyKey): unknown {
  let holder: object | null = value;
  for (let depth = 0; holder !== null && depth < MOST_PROTOTYPES; depth++) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor.value;
    holder = getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

/** The `Symbol.toStringTag` of an object where it is plain data. */
export function dataTag(value: object): unknown {
  return dataProperty(value, Symbol.toStringTag);
}
