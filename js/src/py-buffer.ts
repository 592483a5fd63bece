import type { BufferViews } from "./buffer-view.ts";
import { checkString } from "./check.ts";
import type { Memory } from "./memory.ts";
import {
  type BufferArrays,
  type BufferLayout,
  type BufferType,
  bufferView,
  type PyBufferView,
} from "./py-buffer-view.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/** A Python object that exports a buffer (PEP 3118), such as `bytes`, `array` or `memoryview`. */
export interface PyBuffer extends PyProxy {
  /**
   * A view of the object's memory, of any shape and layout.
   *
   * @param type - Which array shows it; by default the one of the elements' format.
   * @throws Error where that array cannot show it; `"u8"` and `"dataview"` show everything.
   */
  getBuffer(): PyBufferView;
  getBuffer<Type extends BufferType>(type: Type): PyBufferView<BufferArrays[Type]>;
}

/** What exports a buffer. */
export const bufferMethods: MakeMethods = ({ python, handleOf, memory, views }) => ({
  getBuffer(type?: BufferType): PyBufferView {
    if (type !== undefined) checkString("type", type);
    const told = python.on(handleOf(this), (wasm, slot, version) =>
      wasm.py_get_buffer(slot, version),
    );
    return viewOf(told as (number | string)[], type, memory, views);
  },
});

/** Makes the view of what Rust tells: the export, then its layout, then shape and strides. */
function viewOf(
  told: readonly (number | string)[],
  type: BufferType | undefined,
  memory: Memory,
  views: BufferViews,
): PyBufferView {
  const [slot, version, address, nbytes, itemsize, isReadOnly, isC, isF] = told as number[];
  const format = told[8] as string;
  const axes = told.slice(9) as number[];
  const layout: BufferLayout = {
    address: address as number,
    nbytes: nbytes as number,
    itemsize: itemsize as number,
    readonly: isReadOnly === 1,
    c_contiguous: isC === 1,
    f_contiguous: isF === 1,
    format,
    shape: axes.slice(0, axes.length / 2),
    strides: axes.slice(axes.length / 2),
  };
  let isKept = false;
  try {
    return bufferView(memory, layout, type, (view) => {
      isKept = true;
      return views.keep(view, slot as number, version as number);
    });
  } finally {
    if (!isKept) views.giveBack(slot as number, version as number);
  }
}
