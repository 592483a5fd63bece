import assert from "node:assert/strict";
import { test } from "node:test";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { runModule } from "./support/node.mjs";

/** A runtime with its output in arrays of lines. */
async function recorded(options = {}) {
  const [out, err] = [[], []];
  const py = await loadJaspy({
    stdout: (line) => void out.push(line),
    stderr: (line) => void err.push(line),
    ...options,
  });
  return { py, out, err };
}

test("print gives whole lines to the callbacks", async () => {
  const { py, out, err } = await recorded();
  py.runPython("import sys\nprint('one')\nprint('two', 2)\nprint('bad', file=sys.stderr)");
  assert.deepEqual(out, ["one", "two 2"]);
  assert.deepEqual(err, ["bad"]);
});

test("a line that is printed in parts arrives as one, an empty one too", async () => {
  const { py, out } = await recorded();
  py.runPython("print('a', end='')\nprint('b', end='')\nprint()\nprint()\nprint('c\\nd')");
  assert.deepEqual(out, ["ab", "", "c", "d"]);
});

test("what has no line end is flushed before control returns", async () => {
  const { py, out } = await recorded();
  py.runPython("print('prompt: ', end='')");
  assert.deepEqual(out, ["prompt: "]);
});

test("any characters and long lines arrive", async () => {
  const { py, out } = await recorded();
  py.runPython("print('h\\xe9 \\u20ac \\U0001f40d')\nprint('\\u20ac' * 100_000)");
  assert.deepEqual(out, ["h\xe9 \u20ac \u{1f40d}", "\u20ac".repeat(100_000)]);
});

test("a callback may run Python that prints", async () => {
  const out = [];
  const { py } = await recorded({
    stdout: (line) => {
      out.push(line);
      if (line === "outer") py.runPython("print('inner')");
    },
  });
  py.runPython("print('outer')\nprint('after')");
  assert.deepEqual(out, ["outer", "inner", "after"]);
});

test("what a callback throws reaches the code that prints, and the runtime goes on", async () => {
  const { py, err } = await recorded({
    stdout: () => {
      throw new RangeError("paper jam");
    },
  });
  assert.throws(() => py.runPython("print('x', flush=True)"), /paper jam|OSError/);
  assert.equal(py.runPython("1 + 1"), 2);
  assert.deepEqual(
    err.filter((line) => /Fatal/.test(line)),
    [],
  );
});

test("setStdout and setStderr replace the callbacks", async () => {
  const { py, out } = await recorded();
  const later = [];
  py.setStdout({ batched: (line) => void later.push(line) });
  py.setStderr({ batched: (line) => void later.push(`! ${line}`) });
  py.runPython("import sys\nprint('x')\nprint('y', file=sys.stderr)");
  assert.deepEqual(later, ["x", "! y"]);
  assert.deepEqual(out, []);
});

test("input and sys.stdin read what stdin gives", async () => {
  const lines = ["first\n", "second\n", "third"];
  const { py } = await recorded({ stdin: () => lines.shift() });
  assert.equal(py.runPython("input()"), "first");
  assert.deepEqual(
    py.runPython("import sys\n[line for line in sys.stdin]"),
    ["second\n", "third\n"].map(String),
  );
});

test("a stdin callback may run Python, and what it throws is an OSError", async () => {
  const answers = [() => py.runPython("'%d' % (6 * 7)"), () => assert.fail("no more")];
  const { py } = await recorded({ stdin: () => answers.shift()() });
  assert.equal(py.runPython("input()"), "42");
  assert.throws(() => py.runPython("input()"), { type: "OSError" });
  assert.equal(py.runPython("1 + 1"), 2);
});

test("without callbacks output goes to the streams of the process", async () => {
  const { stdout, stderr, code } = await runModule(`
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    py.runPython("import sys; print('out \u20ac'); print('err', file=sys.stderr); print('end', end='')");
  `);
  assert.equal(code, 0, stderr);
  assert.equal(stdout.trimEnd(), "out \u20ac\nend");
  assert.equal(stderr.trimEnd(), "err");
});

test("without a callback input reads the process's standard input", async () => {
  const { stdout, stderr } = await runModule(
    `
    const { loadJaspy } = await import(DIST + "jaspy.mjs");
    const py = await loadJaspy();
    py.runPython("print(input().upper())");
    `,
    { input: "hello\n" },
  );
  assert.equal(stdout.trimEnd(), "HELLO", stderr);
});
