/** Objects of a page that do what they can to break who uses them. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();

/** Runs `body(py, support)` in the page with a fresh runtime. */
const withRuntime = (page, semantics, body) =>
  page.evaluate(`(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const support = await import("/support/hostile.mjs");
    const py = await loadJaspy({ semantics: "${semantics}" });
    py.runPython(support.ATTEMPTS);
    return (${body})(py, support);
  })()`);

const DEFECTS = /PanicException|SystemError|InternalError/;

for (const semantics of ["classic", "pep818"]) {
  test(`${semantics}: hostile objects do no harm in a page`, "/pages/empty.html", async (page) => {
    const outcomes = await withRuntime(page, semantics, (py, { HOSTILE }) =>
      Object.entries(HOSTILE).map(([what, make]) => {
        py.globals.make = make;
        return [what, py.runPython("' '.join(attempt_all(make))")];
      }),
    );
    assert.ok(outcomes.length > 30);
    for (const [what, seen] of outcomes) assert.doesNotMatch(seen, DEFECTS, what);
  });

  test(`${semantics}: document.all can be used`, "/pages/empty.html", async (page) => {
    const seen = await withRuntime(page, semantics, (py) =>
      py.runPython(`
        from js import document
        everything = document.all
        " ".join(map(str, [
            isinstance(everything, JsProxy), len(everything) == len(list(everything)),
            everything[0] == document.documentElement, everything.item(0).tagName,
            everything.typeof, everything == document.all, bool(everything),
            *attempt_all(lambda: document.all),
        ]))
      `),
    );
    assert.match(seen, /^True True True HTML undefined True False /);
    assert.doesNotMatch(seen, DEFECTS);
  });

  test(
    `${semantics}: objects of a frame are like those of the page`,
    "/pages/empty.html",
    async (page) => {
      const different = await withRuntime(page, semantics, async (py, { TARGETS }) => {
        const frame = document.createElement("iframe");
        document.body.append(frame);
        const outcomes = (make) => {
          py.globals.make = make;
          return py.runPython("' '.join(attempt_all(make))");
        };
        return Object.entries(TARGETS).filter(
          ([, make]) => outcomes(make) !== outcomes(() => frame.contentWindow.eval(`(${make})()`)),
        );
      });
      assert.deepEqual(different, []);
    },
  );

  test(
    `${semantics}: a window of another origin refuses, and does no harm`,
    "/pages/empty.html",
    async (page) => {
      const seen = await withRuntime(page, semantics, async (py) => {
        const frame = document.createElement("iframe");
        frame.src = "data:text/html,<title>elsewhere</title>";
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await loaded;
        py.globals.make = () => frame.contentWindow;
        return py.runPython(`
        window = make()
        try:
            window.document
        except JsException as error:
            refusal = error.name
        " ".join([refusal, str(window == make()), *attempt_all(make)])
      `);
      });
      assert.match(seen, /^SecurityError True /);
      assert.doesNotMatch(seen, DEFECTS);
    },
  );

  test(
    `${semantics}: a window of another origin is found in containers, thrown and given back`,
    "/pages/empty.html",
    async (page) => {
      const seen = await withRuntime(page, semantics, async (py) => {
        const frame = document.createElement("iframe");
        frame.src = "data:text/html,<title>elsewhere</title>";
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await loaded;
        const other = frame.contentWindow;
        py.globals.holder = {
          map: new Map([["key", other]]),
          array: [other],
          *walk() {
            yield other;
          },
          fail() {
            throw other;
          },
        };
        const back = py.runPython(`
        window = holder.array[0]
        assert holder.map["key"] == window
        assert [each == window for each in holder.walk()] == [True]
        try:
            holder.fail()
        except JsException:
            refusal = "thrown"
        lambda value: value
      `);
        return [back(other) === other, py.globals.get("refusal")];
      });
      assert.deepEqual(seen, [true, "thrown"]);
    },
  );

  test(
    `${semantics}: traps of a Proxy may use Python while it crosses`,
    "/pages/empty.html",
    async (page) => {
      const seen = await withRuntime(page, semantics, (py, { TARGETS, everyTrap }) =>
        Object.values(TARGETS).map((make) => {
          const echo = py.runPython("lambda *values: f'{values[0]} {values[-1]}'");
          const proxy = new Proxy(
            make(),
            everyTrap((trap, ...given) => {
              py.runPython("[repr(number) for number in range(100)]");
              return Reflect[trap](...given);
            }),
          );
          return echo("first", proxy, 2 ** 60, "last");
        }),
      );
      assert.deepEqual(seen, Array(seen.length).fill("first last"));
    },
  );
}
