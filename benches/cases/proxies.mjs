/** The making and ending of proxies. */
import { inJavaScript, inPython } from "../case.mjs";

const group = "proxies";

const SETUP = `
class P: pass
class Holder: pass
holder = Holder()
def make(): return P()
`;

export const PROXIES = [
  inJavaScript({
    group,
    name: "make and destroy a PyProxy",
    setup: SETUP,
    body: ({ get }) => {
      const make = get("make");
      return (n) => {
        for (let i = 0; i < n; i++) make().destroy?.();
      };
    },
  }),
  inPython({
    group,
    name: "create_proxy and destroy",
    setup: "from pyodide.ffi import create_proxy\ndef f(): pass",
    statement: "create_proxy(f).destroy()",
    locals: ["create_proxy", "f"],
    world: {},
  }),
  inPython({
    group,
    name: "pass a function that JavaScript calls",
    setup: "import js\ncall = js.bench.call",
    statement: "call(lambda: 1)",
    locals: ["call"],
    world: { call: (f) => f() },
  }),
  inPython({
    group,
    name: "a new JsProxy",
    setup: "import js\nbench = js.bench",
    statement: "bench.fresh",
    locals: ["bench"],
    world: {
      get fresh() {
        return {};
      },
    },
  }),
];

export const ENTRIES = [
  inJavaScript({
    group: "calls, attributes, items, iteration",
    name: 'runPython("1+1")',
    setup: "",
    body: ({ run }) => {
      return (n) => {
        for (let i = 0; i < n; i++) run("1+1");
      };
    },
  }),
];
