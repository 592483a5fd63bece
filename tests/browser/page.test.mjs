/** A runtime in a page: the document from Python, and Python from the document. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

/** Runs `body(py, argument)` in the page with a fresh runtime. */
const withRuntime = (page, body, argument = null) =>
  page.evaluate(`(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    return (${body})(await loadJaspy(), ${JSON.stringify(argument)});
  })()`);

test("a page runs Python", "/pages/empty.html", async (page) => {
  assert.equal(await withRuntime(page, (py) => py.runPython("sum(range(10))")), 45);
});

test("Python sets the title of the document", "/pages/empty.html", async (page) => {
  await withRuntime(page, (py) => py.runPython("import js\njs.document.title = 'set by Python'"));
  assert.equal(await page.title(), "set by Python");
});

test("Python makes elements and reads the document", "/pages/empty.html", async (page) => {
  const found = await withRuntime(page, (py) =>
    py.runPython(`
      from js import document
      for word in "one two three".split():
          item = document.createElement("li")
          item.textContent = word
          document.body.append(item)
      items = document.querySelectorAll("li")
      [len(items), [item.textContent for item in items], items[1].textContent]
    `),
  );
  assert.deepEqual(found, [3, ["one", "two", "three"], "two"]);
});

test(
  "an element is never false, and is always the same proxy",
  "/pages/empty.html",
  async (page) => {
    const code =
      "from js import document\n[bool(document.body), document.body is document.body, document.body == document.body]";
    assert.deepEqual(await withRuntime(page, (py, text) => py.runPython(text), code), [
      true,
      true,
      true,
    ]);
  },
);

test(
  "an element is true even when it is empty, a list of elements is not",
  "/pages/empty.html",
  async (page) => {
    const code = `
    from js import document
    empty = [document.createElement("form"), document.createElement("select"), document.querySelectorAll("li")]
    [len(each) for each in empty] + [bool(each) for each in empty]
  `;
    const seen = await withRuntime(page, (py, text) => py.runPython(text), code);
    assert.deepEqual(seen, [0, 0, 0, true, true, false]);
  },
);

test("document.all is a proxy", "/pages/empty.html", async (page) => {
  const code =
    "from js import document\n[type(document.all).__name__ != 'NoneType', len(document.all) > 0]";
  assert.deepEqual(await withRuntime(page, (py, text) => py.runPython(text), code), [true, true]);
});

test(
  "a Python function listens to events and can be removed",
  "/pages/empty.html",
  async (page) => {
    await withRuntime(page, (py) => {
      py.runPython(`
      from js import document
      button = document.createElement("button")
      button.textContent = "0"
      document.body.append(button)
      def count(event):
          event.target.textContent = str(int(event.target.textContent) + 1)
          if event.target.textContent == "2":
              button.removeEventListener("click", count)
      button.addEventListener("click", count)
    `);
      // A runtime that a page uses is held by it.
      globalThis.held = py;
    });
    for (let click = 0; click < 4; click += 1) await page.click("button");
    assert.equal(await page.textContent("button"), "2");
  },
);

test(
  "a listener that nothing else holds survives the collector",
  "/pages/empty.html",
  async (page) => {
    await withRuntime(page, async (py) => {
      py.runPython(
        "from js import document\ndocument.addEventListener('ping', lambda event: setattr(document, 'title', 'heard'))",
      );
      for (let turn = 0; turn < 5; turn += 1) {
        globalThis.gc();
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(port1.close());
          port2.postMessage(0);
        });
      }
      document.dispatchEvent(new Event("ping"));
    });
    assert.equal(await page.title(), "heard");
  },
);

test("print goes to the console, a line at a time", "/pages/empty.html", async (page) => {
  const messages = [];
  page.on("console", (message) => messages.push([message.type(), message.text()]));
  await withRuntime(page, (py) => {
    py.runPython("import sys\nprint('one')\nprint('two', 2)\nprint('bad', file=sys.stderr)");
  });
  assert.deepEqual(messages.slice(0, 2), [
    ["log", "one"],
    ["log", "two 2"],
  ]);
  assert.equal(messages[2][1], "bad");
});

test("a DOMException is a JsException in Python", "/pages/empty.html", async (page) => {
  const code = `
    from js import document
    from pyodide.ffi import JsException
    try:
        document.querySelector("[")
    except JsException as error:
        name = error.name
    name
  `;
  assert.equal(await withRuntime(page, (py, text) => py.runPython(text), code), "SyntaxError");
});

test("values of an iframe are what they are in the page", "/pages/empty.html", async (page) => {
  const seen = await withRuntime(page, (py) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    py.globals.inner = frame.contentWindow;
    return py.runPython(`
      [
          list(inner.eval("new Uint8Array([1, 2])")),
          list(inner.eval("[3, 4]")),
          isinstance(inner.eval("new TypeError('x')"), Exception),
          inner.eval("x => x + 1")(1),
      ]
    `);
  });
  assert.deepEqual(seen, [[1, 2], [3, 4], true, 2]);
});

test(
  "endless recursion through both languages leaves a working page",
  "/pages/empty.html",
  async (page) => {
    const outcome = await withRuntime(page, (py) => {
      py.globals.f = () => py.globals.g();
      try {
        py.runPython("g = lambda: f()\ng()");
      } catch (error) {
        return [error.type, py.runPython("1 + 1")];
      }
    });
    assert.deepEqual(outcome, ["RecursionError", 2]);
  },
);
