/** The console of `pyodide.console`, as somebody uses it who types. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { inBothSemantics } from "./support/both-semantics.mjs";

const source = readFileSync(new URL("../python/test_console.py", import.meta.url), "utf8");

await inBothSemantics(({ py, test }) => {
  test("a session at the console gives values, output and errors", async () => {
    py.FS.writeFile("/tmp/typed_session.py", source);
    const code = `
      import json, sys
      sys.path.insert(0, "/tmp")
      import typed_session
      sys.path.remove("/tmp")
      del sys.modules["typed_session"]
      json.dumps(await typed_session.run_session())
    `;
    const [, sum, , name, slept, divided, left, , written, errors] = JSON.parse(
      await py.runPythonAsync(code),
    );
    assert.equal(sum, 21);
    assert.equal(name, "Ada");
    assert.equal(slept, "slept");
    assert.match(
      divided,
      /^Traceback \(most recent call last\):\n {2}File "<console>", line 1, in <module>/,
    );
    assert.match(divided, /ZeroDivisionError: division by zero\n$/);
    assert.match(left, /SystemExit: 3/);
    assert.equal(written, "0 of 20\n1 of 20\n");
    assert.equal(errors, "bad\n");
    py.FS.unlink("/tmp/typed_session.py");
  });

  test("a traceback begins with the console's source, whatever that is called", async () => {
    const code = `
      from pyodide.console import Console
      console = Console()
      console.runsource("def divide(): 1 / 0\\n", "<cell 1>")
      future = console.runsource("divide()", "<cell 2>")
      try:
          await future
      except ZeroDivisionError:
          pass
      future.formatted_error
    `;
    const lines = (await py.runPythonAsync(code)).split("\n");
    assert.deepEqual(
      lines.filter((line) => !line.startsWith("    ")),
      [
        "Traceback (most recent call last):",
        '  File "<cell 2>", line 1, in <module>',
        '  File "<cell 1>", line 1, in divide',
        "ZeroDivisionError: division by zero",
        "",
      ],
    );
  });

  test("an exception that is not of the console's sources is formatted whole", () => {
    const code = `
      from pyodide.console import Console
      try:
          exec(compile("1 / 0", "<elsewhere>", "exec"))
      except ZeroDivisionError as error:
          text = Console().formattraceback(error)
      text
    `;
    assert.match(
      py.runPython(code),
      /^Traceback \(most recent call last\):\n[\s\S]* {2}File "<elsewhere>", line 1, in <module>/,
    );
  });
});
