import { assign } from "./assign.ts";
import type { References } from "./references.ts";
import type { Semantics } from "./semantics.ts";
import * as sequence from "./sequence.ts";
import { Tag } from "./tag.ts";
import type { ToJavaScript } from "./to-javascript.ts";
import type { ToPython } from "./to-python.ts";

/** What the imports for Arrays work with. */
export interface SequenceCrossingParts {
  readonly references: References;
  readonly semantics: Semantics;
  readonly toPython: ToPython;
  readonly toJavaScript: ToJavaScript;
  /** Gives an error to Python. */
  readonly thrown: (error: unknown) => Tag;
}

/** Runs what may throw; gives the tag of what was thrown. */
type Guarded = (operation: () => Tag) => Tag;

/**
 * Makes the functions that the wasm imports for Arrays and what is like one.
 *
 * Indices and bounds are as in `sequence.ts`. Those that change an Array give `Refused` where it is
 * frozen or its length cannot be written.
 */
export function sequenceCrossing(parts: SequenceCrossingParts, guarded: Guarded) {
  const { references, semantics, toPython, toJavaScript, thrown } = parts;

  const isNone = (element: unknown): boolean => {
    switch (semantics) {
      case "classic":
        return element === undefined || element === null;
      case "pep818":
        return element === undefined;
    }
  };

  function target(slot: number): unknown[] {
    return references.get(slot) as unknown[];
  }

  /** The Array that Python gave for a slice: its own copy, for it may be the very target. */
  function values(address: number): unknown[] {
    return sequence.copyOf(toJavaScript.value(address) as unknown[]);
  }

  /** Runs what changes an Array; it throws what is not because of the Array being frozen. */
  function changing(array: unknown[], change: () => void): Tag {
    try {
      change();
      return Tag.Undefined;
    } catch (error) {
      if (sequence.isFixed(array)) return Tag.Refused;
      throw error;
    }
  }

  return {
    // Programs spend their time in these two: they do without a closure.
    get_index(slot: number, index: number): Tag {
      try {
        const array = target(slot);
        const at = sequence.position(array.length, index);
        if (at === undefined) return Tag.OutOfRange;
        const value = array[at];
        // A hole is no element.
        return value === undefined && !(at in array) ? Tag.OutOfRange : toPython.result(value);
      } catch (error) {
        return thrown(error);
      }
    },
    set_index(slot: number, index: number, address: number): Tag {
      try {
        const array = target(slot);
        const value = toJavaScript.value(address);
        const at = sequence.position(array.length, index);
        if (at === undefined) return Tag.OutOfRange;
        return assign(array, at, value) ? Tag.Undefined : Tag.Refused;
      } catch (error) {
        return thrown(error);
      }
    },
    get_slice(slot: number, start: number, stop: number, step: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const extent = sequence.extent(sequence.lengthOf(array), start, stop, step);
        return toPython.result(sequence.readSlice(array, extent));
      });
    },
    /** Gives `OutOfRange` and the number of elements where a slice with steps takes another. */
    set_slice(slot: number, start: number, stop: number, step: number, address: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const given = values(address);
        const extent = sequence.extent(sequence.lengthOf(array), start, stop, step);
        if (step === 1) return changing(array, () => sequence.replaceSlice(array, extent, given));
        if (extent.count !== given.length) {
          toPython.write(extent.count);
          return Tag.OutOfRange;
        }
        return sequence.place(array, extent, given) ? Tag.Undefined : Tag.Refused;
      });
    },
    delete_slice(slot: number, start: number, stop: number, step: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const extent = sequence.extent(sequence.lengthOf(array), start, stop, step);
        return changing(array, () => sequence.deleteSlice(array, extent));
      });
    },
    /** Takes an element out and gives it. */
    pop(slot: number, index: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const at = sequence.position(array.length, index);
        if (at === undefined) return array.length === 0 ? Tag.Missing : Tag.OutOfRange;
        const value = array[at];
        const element = { start: at, step: 1, count: 1 };
        const tag = changing(array, () => sequence.deleteSlice(array, element));
        return tag === Tag.Undefined ? toPython.result(value) : tag;
      });
    },
    reverse(slot: number): Tag {
      return guarded(() => {
        const array = target(slot);
        return changing(array, () => Reflect.apply(Array.prototype.reverse, array, []));
      });
    },
    /** Gives a new Array of both. */
    concatenate(slot: number, address: number): Tag {
      return guarded(() => {
        return toPython.result(sequence.concatenated(target(slot), values(address)));
      });
    },
    /** Gives a new Array. */
    repeat(slot: number, times: number): Tag {
      return guarded(() => toPython.result(sequence.repeated(target(slot), times)));
    },
    repeat_in_place(slot: number, times: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const all = { start: 0, step: 1, count: sequence.lengthOf(array) };
        const elements = sequence.repeated(array, times);
        return changing(array, () => sequence.replaceSlice(array, all, elements));
      });
    },
    find(slot: number, address: number, from: number, to: number): Tag {
      return guarded(() => {
        const array = target(slot);
        const value = toJavaScript.value(address);
        const found = sequence.find(array, value, isNone, from, to);
        return found < 0 ? Tag.Missing : toPython.result(found);
      });
    },
    count_equal(slot: number, address: number): Tag {
      return guarded(() => {
        const value = toJavaScript.value(address);
        return toPython.result(sequence.count(target(slot), value, isNone));
      });
    },
  };
}
