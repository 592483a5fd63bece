/** What costs become beside many living proxies, and what those need. */
import { inJavaScript, inPython } from "../case.mjs";

/** How many living proxies there are beside the one that is measured. */
const COUNTS = [100, 10_000, 100_000];

const fresh = {
  get fresh() {
    return {};
  },
};

const beside = (count) => `beside ${count.toLocaleString("en")}`;

export const GROWTH = COUNTS.flatMap((count) => [
  inPython({
    group: "growth with living proxies",
    name: `a new JsProxy ${beside(count)}`,
    setup: `import js\nbench = js.bench\nkept = None\nkept = [bench.fresh for _ in range(${count})]`,
    statement: "bench.fresh",
    locals: ["bench"],
    world: fresh,
  }),
  inJavaScript({
    group: "growth with living proxies",
    name: `make and destroy a PyProxy ${beside(count)}`,
    setup: "kept = None\nclass P: pass\ndef make(): return P()",
    body: ({ get }) => {
      const make = get("make");
      const kept = Array.from({ length: count }, () => make());
      return (n) => {
        for (let i = 0; i < n; i++) make().destroy?.();
        // What is used last lives until then.
        return kept.length;
      };
    },
  }),
]);

/** So many at once, for one is smaller than what the engine's collector takes at a time. */
const MANY = 200_000;

const grown = (action) => {
  const before = process.memoryUsage.rss();
  const kept = action();
  const after = process.memoryUsage.rss();
  return [(after - before) / MANY, kept];
};

/** Bytes of the process for each of what lives, by what the operating system says. */
export const MEMORY = [
  {
    group: "memory",
    name: "a living JsProxy and its object",
    unit: "B",
    measure(runtime) {
      globalThis.bench = fresh;
      runtime.run("import js\nbench = js.bench\nbench.fresh");
      const [bytes] = grown(() => runtime.run(`kept = [bench.fresh for _ in range(${MANY})]`));
      runtime.run("kept = None");
      return bytes;
    },
  },
  {
    group: "memory",
    name: "a living PyProxy and its object",
    unit: "B",
    measure(runtime) {
      runtime.run("class P: pass\ndef make(): return P()");
      const make = runtime.get("make");
      const [bytes, kept] = grown(() => Array.from({ length: MANY }, () => make()));
      for (const proxy of kept) proxy.destroy?.();
      return bytes;
    },
  },
];
