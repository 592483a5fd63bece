/** Containers, texts and buffers that cross as a whole. */
import { inPython, once } from "../case.mjs";

const conversions = "bulk conversions, strings";

const PYTHON = `
try:
    from pyodide.ffi import to_js
except ImportError:
    from jsffi import to_js
ints = list(range(100_000))
floats = [i + 0.5 for i in range(100_000)]
texts = ["text " + str(i) for i in range(100_000)]
records = [{"id": i, "name": "name", "price": 1.5} for i in range(10_000)]
ascii = "a" * (1 << 20)
wide = "\\u4e2d" * (1 << 20)
class Holder:
    pass
holder = Holder()
holder.ascii, holder.wide = ascii, wide
def take(value): pass
`;

const toJs = (name, variable) =>
  inPython({
    group: conversions,
    name,
    setup: PYTHON,
    statement: `to_js(${variable})`,
    locals: ["to_js", variable],
  });

const WORLD = {
  ints: Array.from({ length: 100_000 }, (_, i) => i),
  floats: Array.from({ length: 100_000 }, (_, i) => i + 0.5),
  texts: Array.from({ length: 100_000 }, (_, i) => `text ${i}`),
  records: Array.from({ length: 10_000 }, (_, i) => ({ id: i, name: "name", price: 1.5 })),
  ascii: "a".repeat(1 << 20),
  wide: "\u4e2d".repeat(1 << 20),
  take: () => undefined,
  bytes: new Uint8Array(8 << 20),
};

const toPy = (name, variable) =>
  inPython({
    group: conversions,
    name,
    setup: `import js\nvalue = js.bench.${variable}`,
    statement: "value.to_py()",
    locals: ["value"],
    world: WORLD,
  });

const text = (name, statement) =>
  inPython({
    group: conversions,
    name,
    setup: `${PYTHON}\nimport js\nbench = js.bench\ntake = bench.take`,
    statement,
    locals: ["bench", "take", "ascii", "wide"],
    world: WORLD,
  });

export const BULK = [
  toJs("to_js 100,000 ints", "ints"),
  toJs("to_js 100,000 floats", "floats"),
  toJs("to_js 100,000 strs", "texts"),
  toJs("to_js 10,000 records", "records"),
  toPy("to_py 100,000 ints", "ints"),
  toPy("to_py 100,000 floats", "floats"),
  toPy("to_py 100,000 strs", "texts"),
  toPy("to_py 10,000 records", "records"),
  text("1 Mi ASCII characters to JavaScript", "take(ascii)"),
  text("1 Mi ASCII characters to Python", "bench.ascii"),
  text("1 Mi Chinese characters to JavaScript", "take(wide)"),
  text("1 Mi Chinese characters to Python", "bench.wide"),
];

const buffers = "typed arrays";

export const BUFFERS = [
  inPython({
    group: buffers,
    name: "8 MiB Uint8Array to memoryview",
    setup:
      "import js\nbench = js.bench\ndef read():\n    found = bench.bytes\n    return found if isinstance(found, memoryview) else found.to_py()",
    statement: "read()",
    locals: ["read"],
    world: WORLD,
  }),
  inPython({
    group: buffers,
    name: "8 MiB Uint8Array to bytes",
    setup:
      "import js\nbench = js.bench\ndef read():\n    found = bench.bytes\n    return found.tobytes() if isinstance(found, memoryview) else found.to_bytes()",
    statement: "read()",
    locals: ["read"],
    world: WORLD,
  }),
  once({
    group: buffers,
    name: "8 MiB bytearray to a typed array's copy",
    setup: "data = bytearray(8 << 20)\nclass Holder: pass\nholder = Holder()\nholder.data = data",
    body: ({ get }) => {
      const holder = get("holder");
      return () => {
        const data = holder.data;
        if (ArrayBuffer.isView(data)) return data.slice();
        const view = data.getBuffer();
        const copy = view.data.slice();
        view.release();
        data.destroy();
        return copy;
      };
    },
  }),
];
