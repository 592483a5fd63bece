/** Buffers in an engine that is younger than the oldest Node that is supported. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

test("half floats share the memory of a Float16Array", "/pages/empty.html", async (page) => {
  const found = await page.evaluate(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const py = await loadJaspy();
    const view = py.runPython(
      "import struct\ndata = bytearray(struct.pack('2e', 1.5, -2))\nmemoryview(data).cast('e')",
    );
    view[1] = 65504;
    const [written] = py.runPython("struct.unpack_from('e', data, 2)");
    py.globals.numbers = Float16Array.of(0.5, 0.25);
    const copy = py.runPython("[numbers.format, numbers.itemsize, numbers.tolist()]");
    return [view.constructor.name, view[0], written, copy];
  });
  assert.deepEqual(found, ["Float16Array", 1.5, 65504, ["e", 2, [0.5, 0.25]]]);
});
