import { Tag } from "./tag.ts";

/** Why a value cannot be converted: Python raises it as a ConversionError. */
export class Refusal extends Error {}

/** Containers are nested too deeply: Python raises it as a RecursionError. */
export class TooDeep extends Error {}

/** The wasm memory has no room for what is to be written: Python raises it as a MemoryError. */
export class NoMemory extends Error {}

/** The tag of a refusal; undefined for any other error. */
export function refusalTag(error: unknown): Tag | undefined {
  if (error instanceof Refusal) return Tag.NotConvertible;
  if (error instanceof TooDeep) return Tag.TooDeep;
  return error instanceof NoMemory ? Tag.NoMemory : undefined;
}
