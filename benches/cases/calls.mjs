/** Calls, attributes, items and iteration, in both directions. */
import { inJavaScript, inPython } from "../case.mjs";

const WORLD = {
  f: (value) => value,
  g: (_a, _b, c) => c,
  o: {
    x: 1,
    s: "hello",
    o: { x: 1 },
    m() {
      return 1;
    },
  },
  C: class {
    constructor(x) {
      this.x = x;
    }
  },
  ints: Array.from({ length: 1000 }, (_, i) => i),
  texts: Array.from({ length: 1000 }, (_, i) => `text ${i}`),
  records: Array.from({ length: 1000 }, (_, i) => ({ id: i })),
  number: 5,
  map: new Map([["key", 1]]),
};

const SETUP = `
import js
f, g, o, C = js.bench.f, js.bench.g, js.bench.o, js.bench.C
ints, texts, records, map = js.bench.ints, js.bench.texts, js.bench.records, js.bench.map
inner = o.o
`;

const group = "calls, attributes, items, iteration";
const locals = ["f", "g", "o", "C", "ints", "texts", "records", "map", "inner", "js"];
const python = (name, statement, more = {}) =>
  inPython({ group, name, setup: SETUP, statement, world: WORLD, locals, ...more });

export const PYTHON_TO_JAVASCRIPT = [
  python("py f()", "f()"),
  python("py f(int)", "f(42)"),
  python("py f(float)", "f(1.5)"),
  python("py f(str)", 'f("hello")'),
  python("py g(int, str, float)", 'g(1, "two", 3.5)'),
  python("py f(key=int)", "f(key=1)"),
  python("py f(object)", "f(inner)"),
  python("py o.m()", "o.m()"),
  python("py C.new(int)", "C.new(1)"),
  python("py o.x int", "o.x"),
  python("py o.s str", "o.s"),
  python("py o.o object", "o.o"),
  python("py o.x = int", "o.x = 2"),
  python("py o.s = str", 'o.s = "world"'),
  python("py o.o = object", "o.o = inner"),
  python("py js.name", "js.benchNumber"),
  python("py array[i]", "ints[5]"),
  python("py array[i] = int", "ints[5] = 5"),
  python("py map[key]", 'map["key"]'),
  python("py len(array)", "len(ints)"),
  python("py iterate ints", "for item in ints: pass", { per: 1000 }),
  python("py iterate strs", "for item in texts: pass", { per: 1000 }),
  python("py iterate records", "for item in records: pass", { per: 1000 }),
];

const PYTHON = `
def f(value=None): return value
def g(a, b, c): return c
class P:
    def m(self): return 1
p = P()
p.x, p.s, p.o = 1, "hello", P()
class Holder:
    pass
holder = Holder()
holder.l = list(range(1000))
holder.d = {"key": 1}
class Items:
    def __getitem__(self, key): return 1
items = Items()
def numbers():
    for i in range(1000): yield i
`;

const javascript = (name, body, more = {}) =>
  inJavaScript({ group, name, setup: PYTHON, body, ...more });

export const JAVASCRIPT_TO_PYTHON = [
  javascript("js f()", ({ get }) => {
    const f = get("f");
    return (n) => {
      for (let i = 0; i < n; i++) f();
    };
  }),
  javascript("js f(int)", ({ get }) => {
    const f = get("f");
    return (n) => {
      for (let i = 0; i < n; i++) f(42);
    };
  }),
  javascript("js f(float)", ({ get }) => {
    const f = get("f");
    return (n) => {
      for (let i = 0; i < n; i++) f(1.5);
    };
  }),
  javascript("js f(str)", ({ get }) => {
    const f = get("f");
    return (n) => {
      for (let i = 0; i < n; i++) f("hello");
    };
  }),
  javascript("js g(int, str, float)", ({ get }) => {
    const g = get("g");
    return (n) => {
      for (let i = 0; i < n; i++) g(1, "two", 3.5);
    };
  }),
  javascript("js f(object)", ({ get }) => {
    const f = get("f");
    const object = {};
    return (n) => {
      for (let i = 0; i < n; i++) f(object);
    };
  }),
  javascript("js p.x int", ({ get }) => {
    const p = get("p");
    return (n) => {
      for (let i = 0; i < n; i++) p.x;
    };
  }),
  javascript("js p.s str", ({ get }) => {
    const p = get("p");
    return (n) => {
      for (let i = 0; i < n; i++) p.s;
    };
  }),
  javascript("js p.o object", ({ get }) => {
    const p = get("p");
    return (n) => {
      for (let i = 0; i < n; i++) p.o;
    };
  }),
  javascript("js p.x = int", ({ get }) => {
    const p = get("p");
    return (n) => {
      for (let i = 0; i < n; i++) p.x = i & 255;
    };
  }),
  javascript("js p.m()", ({ get }) => {
    const p = get("p");
    return (n) => {
      for (let i = 0; i < n; i++) p.m();
    };
  }),
  javascript("js items.get(int)", ({ get }) => {
    const items = get("items");
    return (n) => {
      for (let i = 0; i < n; i++) items.get(5);
    };
  }),
  javascript(
    "js iterate a generator",
    ({ get }) => {
      const numbers = get("numbers");
      return (n) => {
        for (let i = 0; i < n; i++) for (const _ of numbers());
      };
    },
    { per: 1000 },
  ),
  javascript(
    "js iterate a list",
    ({ get }) => {
      const holder = get("holder");
      return (n) => {
        for (let i = 0; i < n; i++) for (const _ of holder.l);
      };
    },
    { per: 1000 },
  ),
];
