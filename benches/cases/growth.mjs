/** What costs become beside many living proxies. */
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
