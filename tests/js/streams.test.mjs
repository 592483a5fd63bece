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

test("a line that is printed in pieces is one write", async () => {
  const { py } = await recorded();
  const written = [];
  const write = (bytes) => {
    written.push(new TextDecoder().decode(bytes));
    return bytes.length;
  };
  py.setStdout({ write });
  py.setStderr({ write });
  py.runPython(
    "import sys\nprint('a', 1)\nprint('b', 'c', end='!')\nprint('d', 2, file=sys.stderr)",
  );
  assert.deepEqual(written, ["a 1\n", "d 2\n", "b c!"]);
});

test("what a function prints without a line end comes before the next task", async () => {
  const { py, out } = await recorded();
  const ask = py.runPython("lambda: print('name: ', end='')");
  ask();
  await new Promise((resolve) => queueMicrotask(resolve));
  assert.deepEqual(out, ["name: "]);
});

test("raw gets each byte, write may take some at a time", async () => {
  const { py } = await recorded();
  const bytes = [];
  py.setStdout({ raw: (byte) => bytes.push(byte) });
  py.runPython("print('h\xe9')");
  assert.deepEqual(bytes, [0x68, 0xc3, 0xa9, 0x0a]);
  const taken = [];
  py.setStdout({
    write: (some) => {
      taken.push(some[0]);
      return 1;
    },
  });
  py.runPython("print('abc')");
  assert.equal(String.fromCharCode(...taken), "abc\n");
});

test("Python sees the terminal that it is told of", async () => {
  const { py } = await recorded();
  const seen = () =>
    py.runPython("import sys\n[each.isatty() for each in (sys.stdin, sys.stdout)]");
  assert.deepEqual(seen(), [false, false]);
  py.setStdout({ raw: () => {}, isatty: true });
  py.setStdin({ stdin: () => null, isatty: true });
  assert.deepEqual(seen(), [true, true]);
  assert.throws(
    () => py.setStdout({ batched: () => {}, isatty: true }),
    /whole lines is no terminal/,
  );
});

test("stdin can fill a buffer, or fail", async () => {
  const { py } = await recorded();
  const text = new TextEncoder().encode("one\ntwo\n");
  let at = 0;
  py.setStdin({
    read: (buffer) => {
      const part = text.subarray(at, at + Math.min(3, buffer.length));
      buffer.set(part);
      at += part.length;
      return part.length;
    },
  });
  assert.equal(py.runPython("input() + '|' + input()"), "one|two");
  assert.throws(() => py.runPython("input()"), { type: "EOFError" });
  py.setStdin({ error: true });
  assert.throws(() => py.runPython("input()"), { type: "OSError" });
});

test("stdin gives text, bytes, single bytes and the end", async () => {
  const { py } = await recorded();
  const pieces = ["text", new Uint8Array([0x62, 0x0a]), 0x63, 0x0a, null];
  py.setStdin({ stdin: () => pieces.shift() });
  assert.equal(py.runPython("import sys\nsys.stdin.read()"), "text\nb\nc\n");
});

test("two handlers, a wrong one and an unknown option are refused by name", async () => {
  const { py } = await recorded();
  assert.throws(
    () => py.setStdout({ raw: () => {}, write: () => 1 }),
    /one handler, not raw and write/,
  );
  assert.throws(
    () => py.setStdout({ raw: 5 }),
    /setStdout: raw must be a function, not the number 5/,
  );
  assert.throws(
    () => py.setStdin({ stdin: () => "", error: true }),
    /one of stdin, read and error/,
  );
  assert.throws(() => py.setStderr({ color: true }), /no option color/);
});

test("what waits is written before the handler is replaced, and before Python reads", async () => {
  const { py, out } = await recorded();
  py.globals.replace = () => py.setStdout({ batched: (line) => out.push(`new ${line}`) });
  py.runPython("print('old', end='')\nreplace()\nprint('line')");
  assert.deepEqual(out, ["old", "new line"]);
  py.setStdin({
    stdin() {
      out.push("asked");
      return "answer";
    },
  });
  py.runPython("import sys\nprint('question', end='')\nsys.stdin.readline()");
  assert.deepEqual(out.slice(2), ["new question", "asked"]);
});
