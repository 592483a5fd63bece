import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

import { inBothSemantics } from "../js/support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** A test in which standard input is what a function gives. */
  const inputTest = (name, stdin, body) =>
    test(name, async () => {
      py.setStdin({ stdin });
      try {
        await body();
      } finally {
        py.setStdin({ stdin: () => null });
        // The stream may have seen its end.
        run("import sys\nsys.stdin.read()");
        py.setStdin();
      }
    });

  const lines = [];
  const later = async () => {
    await delay(1);
    return lines.shift();
  };

  inputTest("input() waits for a promise of a line", later, async () => {
    lines.push("first", "second\nthird");
    const code = "str([input(), input(), input()])";
    assert.equal(await py.runPythonAsync(code), "['first', 'second', 'third']");
  });

  inputTest("so do all ways to read sys.stdin", later, async () => {
    lines.push("a", "b", null);
    assert.equal(await py.runPythonAsync("import sys\nstr([*sys.stdin])"), "['a\\n', 'b\\n']");
    lines.push("c", "d", null);
    assert.equal(await py.runPythonAsync("sys.stdin.read()"), "c\nd\n");
    lines.push("e", null);
    assert.equal(await py.runPythonAsync("str(sys.stdin.buffer.read())"), "b'e\\n'");
    lines.push("f");
    assert.equal(await py.runPythonAsync("str(sys.stdin.buffer.raw.read(2))"), "b'f\\n'");
  });

  inputTest("others run while input() waits", later, async () => {
    lines.push("answer");
    const asked = py.runPythonAsync("input()");
    assert.equal(run("1 + 1"), 2);
    assert.equal(await asked, "answer");
  });

  const refused = () => Promise.reject(new Error("nobody is there"));
  inputTest("a rejection is an OSError", refused, async () => {
    const { error } = console;
    const said = [];
    console.error = (...words) => said.push(words.join(" "));
    try {
      await assert.rejects(py.runPythonAsync("input()"), { type: "OSError" });
    } finally {
      console.error = error;
    }
    assert.match(said.join(), /nobody is there/);
  });

  inputTest(
    "where Python cannot wait, a promise is a RuntimeError, and not lost",
    later,
    async () => {
      lines.push("kept");
      assert.throws(() => run("input()"), { type: "RuntimeError", message: /cannot wait here/ });
      await delay(20);
      assert.equal(run("input()"), "kept");
    },
  );
});
