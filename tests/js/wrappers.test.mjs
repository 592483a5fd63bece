/** `pyodide.ffi.wrappers`: listeners and timers that leave nothing behind. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";
import { runModule } from "./support/node.mjs";
import { test as classicTest } from "./support/runtime.mjs";

await inBothSemantics(({ py, run: runCode, test }) => {
  const run = (code, names) => {
    py.runPython("import js\nfrom pyodide.ffi.wrappers import *");
    return runCode(code, names);
  };
  /** Gives what the loop's exception handler is told while `body` runs. */
  async function reports(body) {
    py.runPython(`
      from jaspy.webloop import running_loop
      told = []
      def handler(loop, context):
          told.append(f"{context['message']}: {context['exception']}")
      running_loop().set_exception_handler(handler)
    `);
    await body();
    const told = py.runPython("'; '.join(told)");
    py.runPython("running_loop().set_exception_handler(None)");
    return told;
  }
  const turn = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  test("a listener hears events until it is removed", () => {
    const target = new EventTarget();
    const fire = () => target.dispatchEvent(new Event("ping"));
    run("seen = []\ndef listen(event): seen.append(event.type)", { target });
    run("add_event_listener(target, 'ping', listen)");
    const before = py.debug.counts();
    run("add_event_listener(target, 'ping', listen)");
    assert.deepEqual(py.debug.counts(), before, "once more has no effect");
    fire();
    run("remove_event_listener(target, 'ping', listen)");
    run("remove_event_listener(target, 'ping', listen)");
    fire();
    assert.equal(run("len(seen)"), 1);
  });

  test("a method is the same listener each time it is read", () => {
    const target = new EventTarget();
    const code = `
      class Counter:
          count = 0
          def listen(self, event):
              self.count += 1
      counter = Counter()
      add_event_listener(target, "ping", counter.listen)
      target.dispatchEvent(js.Event.new("ping"))
      remove_event_listener(target, "ping", counter.listen)
      target.dispatchEvent(js.Event.new("ping"))
      counter.count
    `;
    assert.equal(run(code, { target }), 1);
  });

  test("a listener removes itself, adds others and fires events", () => {
    const target = new EventTarget();
    const code = `
      seen = []
      def first(event):
          remove_event_listener(target, "ping", first)
          add_event_listener(target, "ping", second)
          target.dispatchEvent(js.Event.new("ping"))
          seen.append("first")
      def second(event):
          seen.append("second")
      add_event_listener(target, "ping", first)
      target.dispatchEvent(js.Event.new("ping"))
      remove_event_listener(target, "ping", second)
      " ".join(seen)
    `;
    assert.equal(run(code, { target }), "second first");
  });

  test("what a listener raises is reported, and the others are called", async () => {
    const target = new EventTarget();
    const seen = [];
    const told = await reports(() => {
      run("def fail(event): raise ValueError(event.type)", { target });
      run("add_event_listener(target, 'ping', fail)");
      target.addEventListener("ping", () => seen.push(1));
      target.dispatchEvent(new Event("ping"));
      run("remove_event_listener(target, 'ping', fail)");
    });
    assert.match(told, /^ValueError in <function fail at .*>: ping$/);
    assert.deepEqual(seen, [1]);
  });

  test("what is no target or function is refused, and nothing stays", () => {
    const refused = (code, type, message) => assert.throws(() => run(code), { type, message });
    refused(
      "add_event_listener(5, 'x', print)",
      "TypeError",
      /elt must be a JavaScript object, not int/,
    );
    refused("remove_event_listener(5, 'x', print)", "TypeError", /elt must be a JavaScript object/);
    refused("add_event_listener(js.Map.new(), 'x', print)", "AttributeError", /addEventListener/);
    refused("add_event_listener(js.EventTarget.new(), 'x', 5)", "TypeError", /a function, not int/);
    refused("set_timeout('x', 1)", "TypeError", /expected a function, not str/);
    refused("set_timeout(print, '1')", "TypeError", /timeout must be a number .*, not str/);
    refused("set_interval(print, None)", "TypeError", /interval must be a number .*, not NoneType/);
  });

  test("a timeout calls once, and holds nothing then", async () => {
    run("calls = []");
    const before = py.debug.counts();
    await new Promise((resolve) => {
      run("set_timeout(lambda: (calls.append(1), done()) and None, 1);", { done: resolve });
    });
    await turn(5);
    run("done = None");
    assert.equal(py.debug.counts().pyObjects, before.pyObjects);
    assert.equal(run("len(calls)"), 1);
  });

  test("a timeout that is cleared never calls", async () => {
    const before = py.debug.counts().pyObjects;
    run("seen = []\ntimer = set_timeout(lambda: seen.append(1), 1)\nclear_timeout(timer)");
    assert.equal(py.debug.counts().pyObjects, before);
    run("clear_timeout(timer)");
    await turn(5);
    assert.equal(run("len(seen)"), 0);
  });

  test("an interval calls until it is cleared, by itself as well", async () => {
    const code = `
      calls = []
      def call():
          calls.append(1)
          if len(calls) == 3:
              clear_interval(timer)
              done()
      timer = set_interval(call, 1)
    `;
    await new Promise((resolve) => run(code, { done: resolve }));
    await turn(5);
    assert.equal(run("len(calls)"), 3);
    run("done = None");
  });

  test("what a timer's function raises is reported, and an interval goes on", async () => {
    const told = await reports(async () => {
      const code = `
        calls = []
        def call():
            calls.append(1)
            if len(calls) == 2:
                clear_interval(timer)
                done()
            raise KeyError(len(calls))
        timer = set_interval(call, 1)
      `;
      await new Promise((resolve) => run(code, { done: resolve }));
      await turn();
    });
    assert.match(told, /^KeyError in <function call at .*>: 1; KeyError in .*: 2$/);
  });

  test("a coroutine function runs as a task", async () => {
    const target = new EventTarget();
    const code = `
      import asyncio
      async def listen(event=None):
          await asyncio.sleep(0)
          done(event.type if event else "timer")
      add_event_listener(target, "ping", listen)
    `;
    const seen = [];
    const heard = (count) =>
      new Promise((resolve) => {
        py.globals.set("done", (name) => seen.push(name) === count && resolve());
      });
    const first = heard(1);
    run(code, { target });
    target.dispatchEvent(new Event("ping"));
    await first;
    run("remove_event_listener(target, 'ping', listen)");
    const second = heard(2);
    run("set_timeout(listen, 1);");
    await second;
    assert.deepEqual(seen, ["ping", "timer"]);
    await turn();
  });
});

classicTest("timers of a destroyed runtime never fire, and keep no process alive", async () => {
  const { stdout, stderr, code } = await runModule(`
    const { loadJaspy } = await import(new URL("jaspy.mjs", DIST));
    const py = await loadJaspy();
    py.runPython(\`
      from pyodide.ffi.wrappers import set_interval, set_timeout
      set_interval(lambda: print("interval"), 1)
      set_timeout(lambda: print("timeout"), 10_000_000)
    \`);
    py.destroy();
    console.log("end");
  `);
  assert.deepEqual({ stdout, stderr, code }, { stdout: "end\n", stderr: "", code: 0 });
});
