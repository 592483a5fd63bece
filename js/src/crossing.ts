import { assign } from "./assign.ts";
import type { BufferViews } from "./buffer-view.ts";
import { bytesOf, elementFormat } from "./buffer-view.ts";
import type { DeepConversions } from "./deep-conversions.ts";
import { deepCrossing } from "./deep-crossing.ts";
import { type Callee, callFromPython, constructFromPython, type Maker } from "./from-python.ts";
import { identityNumber } from "./identity.ts";
import {
  deleteItem,
  getItem,
  hasItem,
  MISSING,
  OUT_OF_RANGE,
  setItem,
  size,
  truthOf,
  UNSUPPORTED,
} from "./items.ts";
import { advance, iterator, resume, type Step } from "./iteration.ts";
import { makeError } from "./js-error.ts";
import { JsFeature } from "./js-feature.ts";
import { kindOf } from "./kind.ts";
import type { Known } from "./known.ts";
import { Lending } from "./lending.ts";
import type { Memory } from "./memory.ts";
import { promiseCrossing } from "./promise-crossing.ts";
import { describe, disposeOf, ownProperties, propertyNames, setOwn } from "./properties.ts";
import type { PyProxies } from "./py-proxies.ts";
import type { Python } from "./python.ts";
import { Raised } from "./raised.ts";
import type { References } from "./references.ts";
import type { Semantics } from "./semantics.ts";
import { sequenceCrossing } from "./sequence-crossing.ts";
import { Shape, shapeOf } from "./shape.ts";
import { stackFrames } from "./stack-frames.ts";
import { Tag } from "./tag.ts";
import { writeAscii, writeUtf16 } from "./text.ts";
import type { ToJavaScript } from "./to-javascript.ts";
import type { ToPython } from "./to-python.ts";
import type { WasmExports } from "./wasm-exports.ts";

/** What `iter()` gives; it is not looked at, for loops need no more of it. */
const ITERATOR = kindOf(Tag.Object, JsFeature.Iterable | JsFeature.Iterator);

/** What a call gets in the place of a slot when the first of the values is `this`. */
const THIS_IS_FIRST = -2;

/** The parts that a crossing works with. */
export interface CrossingParts {
  readonly memory: Memory;
  readonly references: References;
  readonly known: Known;
  readonly records: number;
  readonly semantics: Semantics;
  readonly toPython: ToPython;
  readonly toJavaScript: ToJavaScript;
  readonly python: Python;
  readonly proxies: PyProxies;
  readonly views: BufferViews;
  readonly wasm: WasmExports;
  readonly deep: DeepConversions;
  /** The object that Python knows as `js`. */
  readonly global: object;
}

/** The functions that the wasm imports, by the names that Rust gives them in `ffi/imports.rs`. */
export type Crossing = ReturnType<typeof crossing>;

/**
 * Makes the functions that the wasm imports: what Python does to JavaScript objects.
 *
 * Each takes and gives numbers. `slot` is one of the reference table, `address` one of records; the
 * result is a tag, with the value in the first record of the area.
 */
export function crossing(parts: CrossingParts) {
  const { memory, references, known, toPython, toJavaScript, python, proxies } = parts;
  const { global, records, semantics } = parts;
  const lending = new Lending(proxies, toPython, toJavaScript);
  const names: string[] = [];

  /** Gives what an operation made, or why it made nothing. */
  function give(value: unknown): Tag {
    switch (value) {
      case MISSING:
        return Tag.Missing;
      case OUT_OF_RANGE:
        return Tag.OutOfRange;
      case UNSUPPORTED:
        return Tag.Unsupported;
      default:
        return toPython.result(value);
    }
  }

  /** Gives an error to Python. */
  function thrown(error: unknown): Tag {
    // Python must not go on where a call of it within this one has ended the runtime.
    if (python.ended !== undefined) throw python.ended;
    return toPython.thrown(error);
  }

  /** Runs what may call foreign code. */
  function guarded(operation: () => Tag): Tag {
    try {
      return operation();
    } catch (error) {
      return thrown(error);
    }
  }

  /** Tells whether a function is a PyProxy: then it goes back as the Python object, unbound. */
  function isPythons(value: object): boolean {
    return typeof known.get(value) === "object";
  }

  /** Calls a function whose `this` comes before its arguments. */
  function callMethod(callee: Callee, count: number, address: number): Tag {
    switch (semantics) {
      case "classic": {
        const [receiver, ...args] = toJavaScript.values(count, address);
        return toPython.result(callFromPython(callee, receiver, args));
      }
      case "pep818":
        return lending.callMethod(callee, count, address);
    }
  }

  /** Gives an element, or what the iterator returned at its end. */
  function stepped(step: Step | typeof UNSUPPORTED): Tag {
    if (step === UNSUPPORTED) return Tag.Unsupported;
    if (!step.done) return toPython.result(step.value);
    toPython.write(step.value);
    return Tag.Finished;
  }

  function truth(value: boolean): Tag {
    return value ? Tag.True : Tag.False;
  }

  function object(slot: number): object {
    const value = references.get(slot);
    return typeof value === "object" && value !== null ? value : (Object(value) as object);
  }

  return {
    ...python.entries.functions,

    // Names.
    define_name(id: number, address: number): void {
      names[id] = toJavaScript.value(address) as string;
    },
    forget_names(): void {
      names.length = 0;
    },

    // Attributes.
    get(slot: number, name: number): Tag {
      try {
        const target = references.get(slot) as Record<string, unknown>;
        const key = names[name] as string;
        const value = target[key];
        // A function of the global object is free; any other comes bound to its object.
        if (typeof value === "function" && target !== global && !isPythons(value)) {
          return toPython.methodResult(value, target);
        }
        if (value === undefined && !(key in Object(target))) return Tag.Missing;
        return toPython.result(value);
      } catch (error) {
        return thrown(error);
      }
    },
    set(slot: number, name: number, address: number): Tag {
      try {
        const value = toJavaScript.value(address);
        return assign(object(slot), names[name] as string, value) ? Tag.Undefined : Tag.Refused;
      } catch (error) {
        return thrown(error);
      }
    },
    delete(slot: number, name: number): Tag {
      return guarded(() => {
        const key = names[name] as string;
        if (!(key in object(slot))) return Tag.Missing;
        return Reflect.deleteProperty(object(slot), key) ? Tag.Undefined : Tag.Refused;
      });
    },
    property_name(address: number): Tag {
      return toPython.result(String(toJavaScript.value(address)));
    },
    property_names(slot: number): Tag {
      return guarded(() => toPython.result(propertyNames(references.get(slot))));
    },

    // Calls.
    call(slot: number, self: number, count: number, address: number): Tag {
      try {
        const callee = references.get(slot) as Callee;
        if (self === THIS_IS_FIRST) return callMethod(callee, count, address);
        const receiver = self < 0 ? undefined : references.get(self);
        switch (semantics) {
          case "classic":
            return toPython.result(
              callFromPython(callee, receiver, toJavaScript.values(count, address)),
            );
          case "pep818":
            return lending.call(callee, receiver, count, address);
        }
      } catch (error) {
        return thrown(error);
      }
    },
    construct(slot: number, count: number, address: number): Tag {
      try {
        const maker = references.get(slot) as Maker;
        switch (semantics) {
          case "classic":
            return toPython.result(constructFromPython(maker, toJavaScript.values(count, address)));
          case "pep818":
            return lending.construct(maker, count, address);
        }
      } catch (error) {
        return thrown(error);
      }
    },

    // Items.
    get_item(slot: number, address: number): Tag {
      try {
        return give(getItem(object(slot), toJavaScript.value(address), semantics));
      } catch (error) {
        return thrown(error);
      }
    },
    set_item(slot: number, address: number): Tag {
      try {
        const [key, value] = toJavaScript.values(2, address);
        return setItem(object(slot), key, value, semantics);
      } catch (error) {
        return thrown(error);
      }
    },
    delete_item(slot: number, address: number): Tag {
      return guarded(() => deleteItem(object(slot), toJavaScript.value(address), semantics));
    },
    has_item(slot: number, address: number): Tag {
      return guarded(() => hasItem(object(slot), toJavaScript.value(address), semantics));
    },
    length(slot: number): Tag {
      try {
        const length = size(object(slot));
        return length === undefined ? Tag.Unsupported : toPython.result(length);
      } catch (error) {
        return thrown(error);
      }
    },

    // Iteration.
    iterate(slot: number): Tag {
      return guarded(() => {
        const started = iterator(references.get(slot), semantics);
        if (started === UNSUPPORTED) return Tag.Unsupported;
        return toPython.unknownResult(started, ITERATOR);
      });
    },
    next(slot: number): Tag {
      try {
        const step = advance(references.get(slot));
        if (step === undefined) return Tag.Unsupported;
        const { done, value } = step;
        if (!done) return toPython.result(value);
        toPython.write(value);
        return Tag.Finished;
      } catch (error) {
        return thrown(error);
      }
    },
    send(slot: number, address: number): Tag {
      return guarded(() => {
        const value = toJavaScript.value(address);
        return stepped(resume(object(slot), "next", [value]));
      });
    },
    /** Throws the error that waits in the outbox into a generator. */
    throw_into(slot: number): Tag {
      const error = python.answers.takeError();
      return guarded(() => stepped(resume(object(slot), "throw", [error])));
    },
    end_generator(slot: number): Tag {
      return guarded(() => stepped(resume(object(slot), "return", [])));
    },

    // What any object can be asked.
    same(slot: number, other: number): Tag {
      return truth(references.get(slot) === references.get(other));
    },
    truth(slot: number): Tag {
      return guarded(() => truth(truthOf(references.get(slot))));
    },
    text(slot: number): Tag {
      return guarded(() => toPython.result(describe(references.get(slot))));
    },
    type_of(slot: number): Tag {
      return toPython.result(typeof references.get(slot));
    },
    identity(slot: number): Tag {
      return toPython.result(identityNumber(references.get(slot)));
    },

    // Proxies that Python makes. `object` is the address of a Python object.
    create_proxy(object: number, capturesThis: number, isRoundtrip: number): Tag {
      return guarded(() => {
        const options = { capturesThis: capturesThis !== 0, isRoundtrip: isRoundtrip !== 0 };
        const proxy = proxies.create(object, options);
        if (options.isRoundtrip) return toPython.result(proxy);
        return toPython.unknownResult(proxy, kindOf(Tag.Object, proxies.doubleFeatures(proxy)));
      });
    },
    create_once_callable(object: number): Tag {
      return guarded(() => toPython.result(proxies.createOnce(object)));
    },
    unwrap_proxy(slot: number): Tag {
      return guarded(() => toPython.object(references.get(slot) as object));
    },
    destroy_proxy(slot: number): Tag {
      return guarded(() => {
        proxies.destroy(references.get(slot) as object);
        return Tag.Undefined;
      });
    },
    destroy_proxies(slot: number): Tag {
      return guarded(() => {
        const array = references.get(slot);
        if (!Array.isArray(array)) return Tag.Unsupported;
        // A copy: what ends may run code that changes the Array.
        const all = Array.from(array);
        if (!all.every((value) => proxies.isProxy(value))) return Tag.Refused;
        for (const proxy of all) proxies.destroy(proxy);
        return Tag.Undefined;
      });
    },
    open_scope(): number {
      return proxies.openScope();
    },
    keep_object(scope: number, object: number): Tag {
      return guarded(() => {
        proxies.scopes.get(scope).keepObject(object);
        return Tag.Undefined;
      });
    },
    keep_proxy(scope: number, slot: number): Tag {
      return guarded(() => {
        const handle = proxies.handle(references.get(slot));
        if (handle === undefined) return Tag.Unsupported;
        proxies.scopes.get(scope).keep(handle);
        return Tag.Undefined;
      });
    },
    close_scope(scope: number): Tag {
      return guarded(() => {
        proxies.scopes.close(scope);
        return Tag.Undefined;
      });
    },

    own_properties(slot: number, part: number): Tag {
      return guarded(() => toPython.result(ownProperties(object(slot), part)));
    },
    get_own(slot: number, address: number): Tag {
      return guarded(() => {
        const target = object(slot) as Record<string, unknown>;
        const name = toJavaScript.value(address) as string;
        return Object.hasOwn(target, name) ? toPython.result(target[name]) : Tag.Missing;
      });
    },
    set_own(slot: number, address: number): Tag {
      return guarded(() => {
        const [name, value] = toJavaScript.values(2, address);
        return setOwn(object(slot), name as string, value) ? Tag.Undefined : Tag.Refused;
      });
    },
    delete_own(slot: number, address: number): Tag {
      return guarded(() => {
        const name = toJavaScript.value(address) as string;
        if (!Object.hasOwn(object(slot), name)) return Tag.Missing;
        return Reflect.deleteProperty(object(slot), name) ? Tag.Undefined : Tag.Refused;
      });
    },
    is_plain(slot: number): Tag {
      return guarded(() => truth(shapeOf(object(slot)) === Shape.Object));
    },
    weak_reference(slot: number): Tag {
      return guarded(() => toPython.result(new WeakRef(references.get(slot) as object)));
    },
    dispose(slot: number): Tag {
      return guarded(() => {
        disposeOf(object(slot));
        return Tag.Undefined;
      });
    },
    is_instance(slot: number, address: number): Tag {
      return guarded(() => {
        const type = references.get(slot) as new () => unknown;
        return truth(toJavaScript.value(address) instanceof type);
      });
    },

    // References.
    release(slot: number): void {
      const value = references.release(slot);
      if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
      const handle = known.handle(value);
      if (handle === undefined) known.forgetSlot(value, slot);
      else if (handle.reference === slot) handle.reference = undefined;
    },
    /** Releases what only a bound method holds: nothing is known by these slots. */
    release_method(method: number, receiver: number): void {
      references.release(method);
      references.release(receiver);
    },
    global_object(): Tag {
      return toPython.result(global);
    },
    hold_again(slot: number): number {
      return toPython.holdAgain(slot);
    },
    make_error(address: number): Tag {
      return guarded(() => {
        const [name, message, stack] = toJavaScript.values(3, address);
        return toPython.result(makeError(name as string, message as string, stack as string));
      });
    },
    stack_frames(slot: number): Tag {
      return guarded(() => {
        const frames = stackFrames(references.get(slot), import.meta.url);
        return toPython.result(
          frames.map(({ name, file, line }) => `${line}\t${file}\t${name}`).join("\n"),
        );
      });
    },
    value(slot: number): Tag {
      return toPython.result(references.get(slot));
    },
    count(): number {
      return references.count;
    },
    view_count(): number {
      return parts.views.count;
    },

    // Texts and buffers.
    copy_ascii(slot: number, address: number): Tag {
      return truth(writeAscii(memory, references.get(slot) as string, address));
    },
    copy_utf16(slot: number, address: number): void {
      writeUtf16(memory, references.get(slot) as string, address);
    },
    describe_buffer(slot: number): Tag {
      return guarded(() => {
        const value = references.get(slot);
        const { byteLength } = bytesOf(value);
        // Whatever is larger has no room in 32 bits of memory, and Rust says so.
        memory.u32[records >>> 2] = Math.min(byteLength, 0xffff_ffff);
        memory.u32[(records >>> 2) + 1] = elementFormat(value).charCodeAt(0);
        return Tag.Undefined;
      });
    },
    /** Fills a buffer with so many bytes; `OutOfRange` where it has another number. */
    fill_buffer(slot: number, address: number, byteLength: number): Tag {
      return guarded(() => {
        const bytes = bytesOf(references.get(slot));
        if (bytes.length !== byteLength) return Tag.OutOfRange;
        bytes.set(memory.u8.subarray(address, address + byteLength));
        return Tag.Undefined;
      });
    },
    /** Copies so many bytes from one on. */
    copy_buffer(slot: number, start: number, address: number, byteLength: number): Tag {
      return guarded(() => {
        const bytes = bytesOf(references.get(slot)).subarray(start, start + byteLength);
        memory.u8.set(bytes, address);
        // Nobody wrote what is there: a buffer that has become smaller must not show it.
        memory.u8.fill(0, address + bytes.length, address + byteLength);
        return Tag.Undefined;
      });
    },

    // Deep conversions.
    ...sequenceCrossing({ references, semantics, toPython, toJavaScript, thrown }, guarded),
    ...deepCrossing(parts, guarded),
    ...promiseCrossing({ ...parts, thrown }, guarded),
    proxy_of(address: number): number {
      return references.hold(proxies.ofAddress(address));
    },

    // What Rust hands to the caller of an export.
    deliver(address: number): Tag {
      return guarded(() => {
        python.answers.deliver(toJavaScript.value(address));
        return Tag.Delivered;
      });
    },
    deliver_reference(slot: number): void {
      python.answers.deliver(references.get(slot));
    },
    deliver_failure(address: number): void {
      python.answers.deliver(new Error(toJavaScript.value(address) as string));
    },
    deliver_error(slot: number, version: number, type: number): void {
      python.answers.deliver(new Raised(slot, version, toJavaScript.value(type) as string));
    },

    // Values that Rust code of an extension has, by wasm-bindgen.
    convert(value: unknown): Tag {
      return guarded(() => toPython.result(value));
    },
    convert_thrown(error: unknown): Tag {
      return thrown(error);
    },
    referent(slot: number): unknown {
      return references.get(slot);
    },
    take_delivered(): unknown {
      return python.answers.takeError();
    },
    run_entry(address: number): void {
      python.runEntry(address);
    },
  };
}
