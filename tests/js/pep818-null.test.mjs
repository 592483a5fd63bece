import assert from "node:assert/strict";

import { py, run, test } from "./support/pep818.mjs";

test("null is jsnull, undefined is None, and both come back as they were", () => {
  const answer = run("lambda value: [value is jsnull, value is None].index(True)", {});
  py.runPython("from pyodide.ffi import jsnull");
  assert.equal(answer(null), 0);
  assert.equal(answer(undefined), 1);
  assert.equal(run("lambda value: value")(null), null);
  assert.equal(run("lambda value: value")(undefined), undefined);
});

test("null is jsnull wherever it comes from", () => {
  const code = `
    from pyodide.ffi import jsnull
    [source.value is jsnull, give() is jsnull].count(True)
  `;
  assert.equal(run(code, { source: { value: null }, give: () => null }), 2);
});
