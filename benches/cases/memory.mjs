/** Bytes of the process, by what the operating system says: only Node tells. */
const group = "memory";

/** So many at once, for one is smaller than what the engine's collector takes at a time. */
const MANY = 200_000;

const WORLD = {
  get fresh() {
    return {};
  },
};

const grown = (action) => {
  const before = process.memoryUsage.rss();
  const kept = action();
  const after = process.memoryUsage.rss();
  return [(after - before) / MANY, kept];
};

/** To be measured before the interpreter is warm. */
export const AFTER_LOADING = {
  group,
  name: "the process after loading",
  unit: "B",
  measure: () => process.memoryUsage.rss(),
};

/** To be measured after all others, for it leaves much behind. */
export const OF_PROXIES = [
  {
    group,
    name: "a living JsProxy and its object",
    unit: "B",
    measure(runtime) {
      globalThis.bench = WORLD;
      runtime.run("import js\nbench = js.bench\nbench.fresh");
      const [bytes] = grown(() => runtime.run(`kept = [bench.fresh for _ in range(${MANY})]`));
      runtime.run("kept = None");
      return bytes;
    },
  },
  {
    group,
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
