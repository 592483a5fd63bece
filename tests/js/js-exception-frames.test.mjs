/** Stacks as the engines write them: what comes of each in Python's traceback. */
import assert from "node:assert/strict";

import { run, test } from "./support/runtime.mjs";

const STACKS = {
  V8: `Error: a text
    at a line of it (file:///no.js:1:1)
    at thrower (file:///a.js:1:2)
    at async Thing.method [as other] (https://host/@scope/b.js:30:4)
    at eval (eval at f (file:///c.js:5:6), <anonymous>:7:8)
    at Array.map (<anonymous>)
    at file:///d.js:9:10
    at Reflect.apply (<anonymous>)
    at core.wasm.call (wasm://wasm/core-0123:wasm-function[12]:0x34)
    at outside (file:///e.js:11:12)`,
  SpiderMonkey: `thrower@file:///a.js:1:2
method/other<@https://host/@scope/b.js:30:4
@file:///c.js line 5 > eval:7:8
@file:///d.js:9:10
call@https://host/core.wasm:wasm-function[12]:0x34
outside@file:///e.js:11:12
`,
  JavaScriptCore: `thrower@file:///a.js:1:2
method@https://host/@scope/b.js:30:4
map@[native code]
global code@file:///d.js:9:10
apply@[native code]
<?>.wasm-function[12]@[wasm code]
outside@file:///e.js:11:12`,
};

const FRAMES = {
  V8: [
    "<anonymous> file:///d.js 9",
    "Array.map <anonymous> 0",
    "eval <anonymous> 7",
    "Thing.method [as other] https://host/@scope/b.js 30",
    "thrower file:///a.js 1",
  ],
  SpiderMonkey: [
    "<anonymous> file:///d.js 9",
    "<anonymous> file:///c.js line 5 > eval 7",
    "method/other< https://host/@scope/b.js 30",
    "thrower file:///a.js 1",
  ],
  JavaScriptCore: [
    "global code file:///d.js 9",
    "map [native code] 0",
    "method https://host/@scope/b.js 30",
    "thrower file:///a.js 1",
  ],
};

for (const [engine, stack] of Object.entries(STACKS)) {
  test(`the stack of ${engine} is read`, () => {
    const message = "a text\n    at a line of it (file:///no.js:1:1)";
    const error = Object.defineProperty(new Error(message), "stack", { value: stack });
    const f = () => {
      throw error;
    };
    const code = `
      import traceback
      try:
          f()
      except Exception as e:
          frames = traceback.extract_tb(e.__traceback__)
      [f"{frame.name} {frame.filename} {frame.lineno}" for frame in frames if frame.filename != "<exec>"]
    `;
    const frames = run(code, { f }).filter((frame) => !frame.includes("_eval.py"));
    assert.deepEqual(frames, FRAMES[engine]);
  });
}

test("an Error that Python's call made has noted no frame of WebAssembly, which are slow to note", () => {
  const stack = () => new Error("x").stack;
  class Made {
    constructor() {
      this.stack = stack();
    }
  }
  const world = { f: stack, o: { stack }, Made };
  for (const code of ["f()", "f(1, 2)", "o.stack()", "f.call(o)", "Made.new().stack"]) {
    const lines = run(code, world).split("\n");
    assert.match(lines[1], /js-exception-frames/);
    assert.equal(lines.length, 1 + Error.stackTraceLimit);
    assert.deepEqual(
      lines.filter((line) => line.includes("wasm")),
      [],
    );
  }
});
