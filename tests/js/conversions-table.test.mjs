/** Every row of the table of values, through every way that a value takes across. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

import { runtime } from "./support/runtime.mjs";

const table = JSON.parse(readFileSync(new URL("../cases/values.json", import.meta.url), "utf8"));
const rows = table.rows.map((row) =>
  Object.fromEntries(table.columns.map((column, index) => [column, row[index]])),
);

const evaluate = (text) => runInThisContext(`(${text})`);

/** The ways of a Python value, given as text, to JavaScript. */
const toJavaScript = ({ py, run }) => ({
  "the value of a script": (text) => run(text),
  "the argument of a call": (text) => {
    let given;
    const take = (value) => {
      given = value;
    };
    run(`take(${text})`, { take });
    return given;
  },
  "the result of a call": (text) => run(`lambda: ${text}`)(),
  "an attribute that is read": (text) => {
    return run(`
      class Holder: pass
      holder = Holder()
      holder.value = ${text}
      holder
    `).value;
  },
  "a global that is read": (text) => {
    py.runPython(`value = ${text}`);
    return py.globals.value;
  },
  "a property that is set": (text) => {
    const target = {};
    run(`target.value = ${text}`, { target });
    return target.value;
  },
});

const IS_SAME = `
from pyodide.ffi import JsBigInt, jsnull
def is_same(actual, expected):
    if type(actual) is not type(expected):
        return False
    if isinstance(actual, float):
        return repr(actual) == repr(expected)
    if isinstance(actual, memoryview):
        shape = lambda view: (view.format, view.itemsize, view.shape, view.readonly)
        return shape(actual) == shape(expected) and actual.tobytes() == expected.tobytes()
    return actual == expected
`;

const check = (text) => `${IS_SAME}\nis_same(actual, ${text}) or f"{actual!r} of {type(actual)}"`;

/** The ways of a JavaScript value to Python, where it must be the same as a Python text. */
const toPython = ({ run }) => ({
  "a global that is set": (value, text) => run(check(text), { actual: value }),
  "the result of a call": (value, text) => {
    return run(`actual = give()\n${check(text)}`, { give: () => value });
  },
  "the argument of a call": (value, text) => {
    return run(`${IS_SAME}\nlambda actual: is_same(actual, ${text}) or repr(actual)`)(value);
  },
  "a property that is read": (value, text) => {
    return run(`actual = source.value\n${check(text)}`, { source: { value } });
  },
  "an attribute that is set": (value, text) => {
    const holder = run(`
      class Holder: pass
      holder = Holder()
      holder
    `);
    holder.value = value;
    return run(`actual = holder.value\n${check(text)}`);
  },
});

const IS_JS_PROXY = "from pyodide.ffi import JsProxy\nisinstance(value, JsProxy)";

for (const semantics of ["classic", "pep818"]) {
  const { py, run, test } = await runtime({ semantics });
  const runNamed = (code, names) => {
    py.runPython("from pyodide.ffi import JsBigInt, jsnull");
    return run(code, names);
  };
  const waysToJavaScript = Object.entries(toJavaScript({ run: runNamed, py }));
  const waysToPython = Object.entries(toPython({ run }));

  for (const row of rows) {
    const use = row[semantics];
    if (use === "both" || use === "to-javascript") {
      test(`to JavaScript, ${semantics}: ${row.name}`, () => {
        for (const [way, convert] of waysToJavaScript) {
          assert.deepEqual(convert(row.python), evaluate(row.javascript), way);
        }
      });
    }
    if (use === "both" || use === "to-python") {
      test(`to Python, ${semantics}: ${row.name}`, () => {
        for (const [way, compare] of waysToPython) {
          assert.equal(compare(evaluate(row.javascript), row.python), true, way);
        }
      });
    }
    if (use === "proxy" && row.classic !== "to-python") {
      test(`a proxy in JavaScript, ${semantics}: ${row.name}`, () => {
        for (const [way, convert] of waysToJavaScript) {
          if (way !== "the argument of a call") assert.ok(py.isPyProxy(convert(row.python)), way);
        }
      });
    }
    if (use === "proxy" && row.classic !== "to-javascript") {
      test(`a proxy in Python, ${semantics}: ${row.name}`, () => {
        assert.equal(run(IS_JS_PROXY, { value: evaluate(row.javascript) }), true);
      });
    }
  }

  test(`a Python value of a kind without a row comes out as a proxy, ${semantics}`, () => {
    for (const text of ["object()", "1 + 2j", "{1, 2}", "range(3)", "len", "int", "..."]) {
      const value = py.runPython(text);
      assert.ok(py.isPyProxy(value), text);
      assert.equal(run(IS_JS_PROXY, { value }), false, text);
    }
  });

  test(`a JavaScript value of a kind without a row comes out as a proxy, ${semantics}`, () => {
    for (const value of [{}, [], () => 1, Symbol("s"), new Map(), new Date(0), /x/]) {
      assert.equal(run(IS_JS_PROXY, { value }), true, String(value));
    }
  });
}
