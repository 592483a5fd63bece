/** JavaScript's errors in a page: those of the DOM, of other realms, and their stacks. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

/** Runs Python in the page with a fresh runtime, after giving it what `names()` makes there. */
const run = (page, code, names = () => ({})) =>
  page.evaluate(`(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const py = await loadJaspy();
    for (const [name, value] of Object.entries((${names})())) py.globals.set(name, value);
    return py.runPython(${JSON.stringify(code)});
  })()`);

test("a DOMException of the DOM is raised as a JsException", "/pages/empty.html", async (page) => {
  const code = `
    from js import document
    from jaspy.ffi import JsException, JsProxy
    try:
        document.querySelector("###")
    except JsException as e:
        caught = [isinstance(e, JsProxy), e.name, e.code, e.__cause__ is None]
    caught
  `;
  assert.deepEqual(await run(page, code), [true, "SyntaxError", 12, true]);
});

test("an Error of another realm is raised as a JsException", "/pages/empty.html", async (page) => {
  const names = () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const error = frame.contentWindow.eval("new RangeError('of the frame')");
    return {
      error,
      fail() {
        throw error;
      },
    };
  };
  const code = `
    from jaspy.ffi import JsException
    try:
        fail()
    except JsException as e:
        caught = [str(e), e is error, isinstance(error, JsException)]
    caught
  `;
  assert.deepEqual(await run(page, code, names), ["RangeError: of the frame", true, true]);
});

test("the traceback ends with the calls of JavaScript", "/pages/empty.html", async (page) => {
  const names = () => ({
    fail: function failing() {
      throw new Error("x");
    },
  });
  const code = `
    import traceback
    try:
        fail()
    except Exception as e:
        names = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
    names[-1]
  `;
  assert.equal(await run(page, code, names), "failing");
});
