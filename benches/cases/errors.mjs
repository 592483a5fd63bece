/** Exceptions in each direction. */
import { inJavaScript, inPython } from "../case.mjs";

const group = "exceptions";

const WORLD = {
  fail() {
    throw new Error("too much");
  },
};

const SETUP = `
import js
fail = js.bench.fail
def catch():
    try:
        fail()
    except Exception:
        pass
def fail_in_python():
    raise ValueError("too much")
`;

export const EXCEPTIONS = [
  inPython({
    group,
    name: "JavaScript throws, Python catches",
    setup: SETUP,
    statement: "catch()",
    locals: ["catch"],
    world: WORLD,
  }),
  inJavaScript({
    group,
    name: "Python raises, JavaScript catches",
    setup: SETUP,
    body: ({ get }) => {
      const fail = get("fail_in_python");
      return (n) => {
        for (let i = 0; i < n; i++) {
          try {
            fail();
          } catch {
            // That is what is measured.
          }
        }
      };
    },
  }),
  inPython({
    group,
    name: "Python raises through JavaScript, Python catches",
    setup: `
import js
through = js.bench.through
def fail_in_python():
    raise ValueError("too much")
js.bench.callback = fail_in_python
def catch():
    try:
        through()
    except Exception:
        pass
`,
    statement: "catch()",
    locals: ["catch"],
    world: {
      through() {
        return globalThis.bench.callback();
      },
    },
  }),
];
