/** The packages on an ordinary Python, which has no `_jaspy`: they import, and refuse clearly. */
import assert from "node:assert/strict";

import { run, test } from "./support/runtime.mjs";

/** Runs an expression where the packages have been imported without the bridge. */
const withoutBridge = (expression) => `
import sys
def is_ours(name): return name.partition(".")[0] in ("jaspy", "pyodide", "jstypes", "_jaspy")
saved = {name: module for name, module in sys.modules.items() if is_ours(name)}
for name in saved: del sys.modules[name]
sys.modules["_jaspy"] = None
try:
    import jaspy, jaspy.ffi, pyodide.ffi, jstypes.ffi
    try:
        result = ${expression}
    except RuntimeError as error:
        result = str(error)
finally:
    for name in [name for name in sys.modules if is_ours(name)]: del sys.modules[name]
    sys.modules.update(saved)
str(result)`;

const REFUSED = /^cannot .*: there is no JavaScript here: this Python does not run inside Jaspy$/;

test("without the bridge, what makes and ends proxies refuses with the reason", () => {
  for (const call of [
    "jaspy.ffi.create_proxy({})",
    "pyodide.ffi.create_proxy({}, capture_this=True, roundtrip=False)",
    "jstypes.ffi.create_once_callable(print)",
    "jaspy.ffi.destroy_proxies([])",
    "jaspy.scope().__enter__()",
  ]) {
    assert.match(run(withoutBridge(call)), REFUSED, call);
  }
});

test("the packages have the same names with and without the bridge", () => {
  const names = "sorted(jaspy.ffi.__all__), sorted(pyodide.ffi.__all__), jaspy.scope.__name__";
  const absent = run(withoutBridge(names));
  assert.equal(run(`import jaspy.ffi, pyodide.ffi\nstr((${names}))`), absent);
});
