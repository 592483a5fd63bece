import { type DeepParts, DeepToPython, Refusal, TooDeep, type Written } from "./deep-to-python.ts";
import { NoMemory } from "./record-stream.ts";
import type { References } from "./references.ts";
import { Tag } from "./tag.ts";

/** What the imports of deep conversions work with. */
export interface DeepCrossingParts extends DeepParts {
  readonly references: References;
  readonly records: number;
}

/** Runs what may throw; gives the tag of what was thrown. */
type Guarded = (operation: () => Tag) => Tag;

/** Makes the functions that the wasm imports for deep conversions. */
export function deepCrossing(parts: DeepCrossingParts, guarded: Guarded) {
  const { memory, references, records, toPython } = parts;

  function conversion(slot: number): DeepToPython {
    return references.get(slot) as DeepToPython;
  }

  function give({ stream, others }: Written): Tag {
    const words = memory.u32;
    words[records >>> 2] = stream;
    words[(records >>> 2) + 1] = others;
    return Tag.Undefined;
  }

  /** Runs a conversion, and says why it refuses. */
  function converting(operation: () => Tag): Tag {
    return guarded(() => {
      try {
        return operation();
      } catch (error) {
        const tag = refusalTag(error);
        if (tag === undefined) throw error;
        toPython.result((error as Error).message);
        return tag;
      }
    });
  }

  return {
    /** A conversion of several walks; the slot is the caller's. */
    deep_to_python(): number {
      return references.hold(new DeepToPython(parts, true));
    },
    /** Writes the value of a slot; without a conversion, in one of its own. */
    deep_write(owner: number, slot: number, depth: number): Tag {
      return converting(() => {
        const deep = owner < 0 ? new DeepToPython(parts, false) : conversion(owner);
        return give(deep.write(references.get(slot), depth));
      });
    },
    deep_number(owner: number, slot: number): number {
      return conversion(owner).numberOf(references.get(slot));
    },
    deep_position(owner: number, number: number): number {
      return conversion(owner).position(number);
    },
  };
}

function refusalTag(error: unknown): Tag | undefined {
  if (error instanceof Refusal) return Tag.NotConvertible;
  if (error instanceof TooDeep) return Tag.TooDeep;
  return error instanceof NoMemory ? Tag.NoMemory : undefined;
}
