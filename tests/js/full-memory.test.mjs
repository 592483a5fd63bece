/** Values that cross while the memory of the wasm is full: MemoryError, and the runtime goes on. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";

/** Takes all memory but what small objects need; `free` gives it back. */
const FILL = `
blocks = []
def fill():
    size = 2**26
    while size >= 2**18:
        try:
            blocks.append(bytearray(size))
        except MemoryError:
            size //= 2
def free():
    blocks.clear()
`;

/** What is to cross to JavaScript, which would take more than is left. */
const TO_JAVASCRIPT = {
  "a long list": "[0] * 2**23",
  "many lists": "[[i] for i in range(2**18)]",
  "a large dict": "{str(i): i for i in range(2**19)}",
  "a text of wide characters": "['\\U0001f40d' * 2**23]",
  "every other byte of a buffer": "memoryview(bytes(2**25))[::2]",
};

/** What is to cross to Python. */
const TO_PYTHON = {
  "a typed array": () => new Uint8Array(2 ** 25),
  "a text": () => "x".repeat(2 ** 25),
  "a text of wide characters": () => "\u20ac".repeat(2 ** 24),
  "a long Array": () => new Array(2 ** 22).fill(1),
  "a large BigInt": () => 1n << 200_000_000n,
};

for (const semantics of ["classic", "pep818"]) {
  const py = await loadJaspy({ semantics });
  py.runPython(`${FILL}\nfrom pyodide.ffi import to_js, create_proxy\nbig = None`);
  const { fill, free } = py.globals;

  for (const [what, code] of Object.entries(TO_JAVASCRIPT)) {
    test(`${semantics}: ${what} to JavaScript raises MemoryError when memory is full`, () => {
      py.runPython(`big = ${code}\nNone`);
      fill();
      try {
        assert.throws(() => py.runPython("to_js(big)\nNone"), { type: "MemoryError" });
      } finally {
        free();
      }
      assert.equal(py.runPython("len(big) > 0 and to_js([1, 'a'])")[1], "a");
    });
  }

  test(`${semantics}: objects of either language end in MemoryError when memory is full`, () => {
    const keep = [];
    const first = py.runPython("lambda *args: args[0]");
    py.globals.make = () => ({});
    fill();
    try {
      const proxies = () => {
        for (let i = 0; i < 500_000; i++) keep.push(py.runPython("object()"));
      };
      const objects = "kept = []\nfor _ in range(500_000): kept.append(make())";
      assert.throws(proxies, { type: "MemoryError" });
      assert.throws(() => py.runPython(objects), { type: "MemoryError" });
      assert.throws(() => first(...new Array(60_000).fill(1)), /no memory/);
      // What is raised needs an entry of the handle table each.
      for (let i = 0; i < 100; i++) {
        keep.push(assert.throws(() => py.runPython("1 / 0"), { type: "ZeroDivisionError" }));
      }
    } finally {
      py.runPython("kept = None");
      free();
    }
    assert.equal(first(1, 2), 1);
  });

  test(`${semantics}: views of buffers end in MemoryError when memory is full`, () => {
    const proxy = py.runPython("create_proxy(bytearray(8))");
    const views = [];
    fill();
    try {
      const lookAgain = () => {
        for (let i = 0; i < 500_000; i++) views.push(proxy.getBuffer());
      };
      assert.throws(lookAgain, { type: "MemoryError" });
    } finally {
      for (const view of views) view.release();
      free();
    }
    assert.equal(proxy.length, 8);
    proxy.destroy();
  });

  if (semantics === "classic") {
    test("classic: many buffers in a list raise MemoryError when memory is full", () => {
      py.runPython("big = [bytearray(1) for _ in range(2**18)]\nNone");
      fill();
      try {
        assert.throws(() => py.runPython("big"), { type: "MemoryError" });
      } finally {
        free();
      }
      // Nothing has kept what was not given.
      assert.equal(py.runPython("for each in big: each.append(1)\nlen(big)"), 2 ** 18);
    });
  }

  for (const [what, make] of Object.entries(TO_PYTHON)) {
    test(`${semantics}: ${what} to Python raises MemoryError when memory is full`, () => {
      const value = make();
      const copy = () => py.toPy(value).toString().length;
      fill();
      try {
        assert.throws(copy, { type: "MemoryError" });
      } finally {
        free();
      }
      assert.equal(py.runPython("1 + 1"), 2);
    });
  }
}
