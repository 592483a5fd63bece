import type { DeepConversions } from "./deep-conversions.ts";
import type { DeepToJavaScript } from "./deep-to-javascript.ts";
import { type DeepParts, DeepToPython, type Written } from "./deep-to-python.ts";
import { bufferFeatures } from "./js-features.ts";
import { isBuffer, kindOf } from "./kind.ts";
import type { PyProxies } from "./py-proxies.ts";
import type { Python } from "./python.ts";
import type { References } from "./references.ts";
import { refusalTag } from "./refusal.ts";
import { Tag } from "./tag.ts";
import type { ToJavaScript } from "./to-javascript.ts";

/** What the imports of deep conversions work with. */
export interface DeepCrossingParts extends DeepParts {
  readonly references: References;
  readonly records: number;
  readonly toJavaScript: ToJavaScript;
  readonly python: Python;
  readonly proxies: PyProxies;
  /** Conversions to JavaScript. */
  readonly deep: DeepConversions;
}

/** Runs what may throw; gives the tag of what was thrown. */
type Guarded = (operation: () => Tag) => Tag;

/** Makes the functions that the wasm imports for deep conversions. */
export function deepCrossing(parts: DeepCrossingParts, guarded: Guarded) {
  const { memory, references, records, toPython, proxies, deep } = parts;

  function conversion(slot: number): DeepToPython {
    return references.get(slot) as DeepToPython;
  }

  function toJs(slot: number): DeepToJavaScript {
    return references.get(slot) as DeepToJavaScript;
  }

  /** Gives Python a value as it is: a proxy stays one, and so does a buffer. */
  function unconverted(value: unknown): Tag {
    if (proxies.isProxy(value)) {
      return toPython.unknownResult(value, kindOf(Tag.Object, proxies.doubleFeatures(value)));
    }
    if (typeof value === "object" && value !== null && isBuffer(value)) {
      return toPython.unknownResult(value, kindOf(Tag.Object, bufferFeatures(value)));
    }
    return toPython.result(value);
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
        toPython.write((error as Error).message);
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

    /** A conversion to JavaScript for Python, with these of its options; the slot is the caller's. */
    deep_to_javascript(options: number): number {
      return references.hold(deep.ofPython(options));
    },
    /** Tells a conversion of Rust's half. */
    deep_context(owner: number, slot: number, version: number): void {
      toJs(owner).context = [slot, version];
    },
    /** Gives a conversion a function of JavaScript's for dicts. */
    deep_dict_function(owner: number, slot: number, self: number): void {
      const convert = references.get(slot) as (pairs: unknown) => unknown;
      const target = self < 0 ? undefined : references.get(self);
      toJs(owner).converters.dict = (pairs) => Reflect.apply(convert, target, [pairs]);
    },
    /** Reads what Rust has written, for Python: what is made is not converted back. */
    deep_read(owner: number, address: number): Tag {
      return converting(() => unconverted(toJs(owner).read(address)));
    },
    /** Reads what Rust has written, for the caller of an export. */
    deep_deliver(owner: number, address: number): Tag {
      return converting(() => {
        parts.python.answers.deliver(toJs(owner).read(address));
        return Tag.Delivered;
      });
    },
    /** Remembers what the object at an address was converted to. */
    deep_cache(owner: number, object: number, address: number): void {
      toJs(owner).converted.set(object, parts.toJavaScript.value(address));
    },
    /** Puts the proxies that a conversion has made into an Array. */
    deep_push_proxies(owner: number, slot: number): Tag {
      return guarded(() => {
        const target = references.get(slot) as unknown[];
        for (const proxy of toJs(owner).proxies) target.push(proxy);
        return Tag.Undefined;
      });
    },
    deep_proxy_count(owner: number): number {
      return toJs(owner).proxies.length;
    },
    /** A proxy that a conversion has made, as it is. */
    deep_proxy(owner: number, index: number): Tag {
      return unconverted(toJs(owner).proxies[index]);
    },
    /** Ends what a conversion has made. */
    deep_abandon(owner: number): Tag {
      return guarded(() => {
        deep.abandon(toJs(owner));
        return Tag.Undefined;
      });
    },
  };
}
