import type { PyProxyWithSet } from "./py-item.ts";
import type { MakeMethods } from "./py-methods.ts";
import { elements, Form, type PySequence, relative } from "./py-sequence.ts";

/** A Python `collections.abc.MutableSequence`: elements can be assigned, and Array's methods. */
export interface PyMutableSequence extends PySequence, PyProxyWithSet {
  copyWithin(target: number, start?: number, end?: number): this;
  fill(value: unknown, start?: number, end?: number): this;
  pop(): unknown;
  /** @returns The new length. */
  push(...values: unknown[]): number;
  reverse(): this;
  shift(): unknown;
  /** Sorts as Array does: without a function, by the elements' text. */
  sort(compare?: (a: unknown, b: unknown) => number): this;
  /** @returns What was taken out. */
  splice(start: number, deleteCount?: number, ...values: unknown[]): unknown[];
  /** @returns The new length. */
  unshift(...values: unknown[]): number;
}

/** What is a sequence that can be changed, with results in this form. */
export const changingMethods =
  (form: Form): MakeMethods =>
  ({ python, handleOf }) => {
    const insert = (proxy: object, index: number, values: unknown[]): unknown =>
      python.on(handleOf(proxy), (wasm, slot, version) =>
        python.withRecords(values, (address) =>
          wasm.py_insert(slot, version, index, values.length, address),
        ),
      );
    const take = (proxy: object, index: number): unknown =>
      python.on(handleOf(proxy), (wasm, slot, version) => wasm.py_take(slot, version, index, form));

    return {
      copyWithin(target: number, start?: number, end?: number): object {
        python.on(handleOf(this), (wasm, slot, version) =>
          wasm.py_copy_within(slot, version, Number(target), relative(start, 0), relative(end)),
        );
        return this;
      },
      fill(value: unknown, start?: number, end?: number): object {
        python.on(handleOf(this), (wasm, slot, version) => {
          python.write(value);
          return wasm.py_fill(slot, version, relative(start, 0), relative(end));
        });
        return this;
      },
      pop(): unknown {
        return take(this, -1);
      },
      push(...values: unknown[]): unknown {
        return insert(this, Number.POSITIVE_INFINITY, values);
      },
      reverse(): object {
        python.on(handleOf(this), (wasm, slot, version) => wasm.py_reverse(slot, version));
        return this;
      },
      shift(): unknown {
        return take(this, 0);
      },
      sort(compare?: (a: unknown, b: unknown) => number): object {
        if (compare !== undefined && typeof compare !== "function") {
          throw new TypeError("sort needs a function, or nothing");
        }
        const handle = handleOf(this);
        const all = elements(python, handle, 0, Number.POSITIVE_INFINITY, form);
        const order = sortedOrder(all, compare);
        python.on(handle, (wasm, slot, version) =>
          python.withNumbers(order, (address) =>
            wasm.py_reorder(slot, version, order.length, address),
          ),
        );
        return this;
      },
      splice(...given: unknown[]): unknown {
        const [start, removed, ...values] = given;
        // As Array's: without a count all go, without anything none.
        const all = given.length === 1 ? Number.POSITIVE_INFINITY : 0;
        const count = given.length > 1 ? Number(removed) : all;
        return python.on(handleOf(this), (wasm, slot, version) =>
          python.withRecords(values, (address) =>
            wasm.py_splice(slot, version, Number(start), count, values.length, address, form),
          ),
        );
      },
      unshift(...values: unknown[]): unknown {
        return insert(this, 0, values);
      },
    };
  };

export const mutableSequenceMethods: MakeMethods = changingMethods(Form.Value);

/** The indices of values in the order that Array's `sort` would bring the values into. */
function sortedOrder(
  values: readonly unknown[],
  compare: ((a: unknown, b: unknown) => number) | undefined,
): number[] {
  const keys = compare === undefined ? values.map((value) => String(value)) : values;
  const byText = (a: unknown, b: unknown) =>
    (a as string) < (b as string) ? -1 : Number((a as string) > (b as string));
  const by = compare ?? byText;
  return [...values.keys()].sort((a, b) => {
    // Array's own sort never compares undefined, and puts it last.
    if (values[a] === undefined) return Number(values[b] !== undefined);
    return values[b] === undefined ? -1 : by(keys[a], keys[b]);
  });
}
