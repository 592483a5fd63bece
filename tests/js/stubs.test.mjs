/** The types of the built-in module are those that it has. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { py, run, test } from "./support/pep818.mjs";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
py.mountNodeFS("/tests", folder("../python/"));
py.mountNodeFS("/packages", folder("../../python/"));
py.runPython(`
import sys
sys.path.append("/tests")

import _jaspy, pathlib, stub_comparison
stub_comparison.of_jaspy = stub_comparison.Comparison(
    pathlib.Path("/packages/_jaspy.pyi").read_text(), _jaspy
)
`);

/** An object that can do what a class is about. Some of that is on composed classes only. */
const EXAMPLES = {
  JsArray: [],
  JsArrayLike: (function () {
    // biome-ignore lint/complexity/noArguments: it is what the class is about.
    return arguments;
  })(),
  JsBuffer: new ArrayBuffer(1),
  JsCallable: () => {},
  JsContainer: new Set(),
  JsGenerator: (function* () {})(),
  JsIterable: new Set(),
  JsIterator: [][Symbol.iterator](),
  JsMap: { get() {}, size: 0, [Symbol.iterator]() {} },
  JsMutableMap: new Map(),
  JsMutableSubscript: new Map(),
  JsPromise: Promise.resolve(),
  JsProxy: {},
  JsSized: { length: 0 },
  JsSubscript: { get() {} },
  JsTypedArray: new Uint8Array(1),
};

const names = run("import stub_comparison\n' '.join(stub_comparison.of_jaspy.names())").split(" ");
for (const name of names) {
  test(`the stub of _jaspy is right about ${name}`, () => {
    const code = `
      import stub_comparison
      "\\n".join(stub_comparison.of_jaspy.problems(name, example))
    `;
    assert.equal(run(code, { name, example: EXAMPLES[name] }), "");
  });
}
