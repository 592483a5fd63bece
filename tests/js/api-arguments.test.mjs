/** Every function of the API refuses arguments of a wrong type: what it is, and what came. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

/** A function of the API, its arguments, and what it says of them. */
const REFUSALS = [
  ["runPython", [5], "code must be a string, not the number 5"],
  ["runPython", [], "code must be a string, not undefined"],
  ["runPython", ["1", null], "the options of runPython must be an object, not null"],
  ["runPython", ["1", { global: 1 }], /runPython has no option global; it has globals, /],
  ["runPython", ["1", { globals: 5 }], "globals must be a proxy of a dict, not the number 5"],
  ["runPython", ["1", { locals: "x" }], 'locals must be a proxy of a mapping, not the string "x"'],
  ["runPython", ["1", { filename: 1n }], "filename must be a string, not the bigint 1"],
  ["pyimport", [() => 1], "name must be a string, not a function"],
  ["toPy", [1, 2], "the options of toPy must be an object, not the number 2"],
  ["toPy", [1, { depth: "1" }], 'depth must be an integer, not the string "1"'],
  ["toPy", [1, { defaultConverter: 1 }], "defaultConverter must be a function, not the number 1"],
  ["registerJsModule", [1, {}], "name must be a string, not the number 1"],
  ["registerJsModule", ["m", 1], "module must be an object, not the number 1"],
  ["unregisterJsModule", [], "name must be a string, not undefined"],
  ["setStdin", [1], "the options of setStdin must be an object, not the number 1"],
  ["setStdin", [{ stdin: 1 }], "setStdin: stdin must be a function, not the number 1"],
  ["setStdout", [{ raw: {} }], "setStdout: raw must be a function, not an object (Object)"],
  ["setStderr", [{ isatty: 1 }], "setStderr: isatty must be a boolean, not the number 1"],
  ["mountNodeFS", [1, "."], "path must be a string, not the number 1"],
  ["mountNodeFS", ["/m", 1], "hostPath must be a string, not the number 1"],
  [
    "unpackArchive",
    ["zip"],
    'buffer must be an ArrayBuffer or a view of one, not the string "zip"',
  ],
  ["setDebug", [], "isDebug must be a boolean, not undefined"],
  ["setDebug", ["yes"], 'isDebug must be a boolean, not the string "yes"'],
  ["scope", ["text"], 'body must be a function, not the string "text"'],
];

/** ... of those that give promises. */
const REJECTIONS = [
  ["runPythonAsync", [5], /code must be a string, not the number 5/],
  ["loadPackage", [5], /must be .*not the number 5/],
  ["loadPackagesFromImports", [5], /code must be a string, not the number 5/],
];

await inBothSemantics(({ py, test, semantics }) => {
  for (const [name, args, message] of REFUSALS) {
    test(`${name} refuses what is none of its arguments: ${message}`, () => {
      assert.throws(() => py[name](...args), { name: "TypeError", message });
      assert.equal(py.runPython("1 + 1"), 2);
    });
  }

  for (const [name, args, message] of REJECTIONS) {
    test(`${name} rejects what is none of its arguments`, async () => {
      await assert.rejects(async () => py[name](...args), { name: "TypeError", message });
    });
  }

  // Attributes end with the proxy that they were read from: what the runtime uses of its own stays.
  if (semantics === "pep818") py.repr(0);

  test("what takes any value takes it", () => {
    for (const value of [undefined, null, Symbol("any"), () => 1, {}, 1n]) {
      assert.equal(py.isPyProxy(value), false);
      assert.equal(typeof py.repr(value), "string");
    }
  });
});
