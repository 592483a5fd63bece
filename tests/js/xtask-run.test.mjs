/** `cargo xtask run` runs programs as `python` and `node` would. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const { JASPY_XTASK } = process.env;
const skip = JASPY_XTASK
  ? false
  : "left out: JASPY_XTASK, which `cargo xtask test` sets, names no program";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "jaspy-run-")));
after(() => rmSync(folder, { recursive: true }));

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

function run(args, input = "") {
  const { stdout, stderr, status } = spawnSync(JASPY_XTASK, ["run", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

test("a Python file finds its arguments, its neighbours and the host's files", { skip }, () => {
  write("neighbour.py", "NAME = 'neighbour'");
  write("data.txt", "some data");
  write(
    "main.py",
    "import sys, neighbour\nprint(sys.argv, __name__, neighbour.NAME, open('data.txt').read())",
  );

  const { stdout, status } = run(["main.py", "one", "--two"]);

  assert.equal(stdout, "['main.py', 'one', '--two'] __main__ neighbour some data\n");
  assert.equal(status, 0);
});

test("code given with -c runs, and reads what is typed", { skip }, () => {
  const { stdout, status } = run(["-c", "import sys; print(sys.argv, input())", "-x"], "typed\n");

  assert.equal(stdout, "['-c', '-x'] typed\n");
  assert.equal(status, 0);
});

test("an exit code is passed on", { skip }, () => {
  assert.equal(run(["-c", "import sys; sys.exit(3)"]).status, 3);
  assert.equal(run(["-c", "import sys; sys.exit()"]).status, 0);
  assert.deepEqual(run(["-c", "import sys; sys.exit('why')"]), {
    stdout: "",
    stderr: "why\n",
    status: 1,
  });
});

test("an uncaught exception ends in its traceback and exit code 1", { skip }, () => {
  write("fails.py", "def f():\n    return 1 / 0\nf()\n");

  const { stderr, status } = run(["fails.py"]);

  assert.match(stderr, /File "fails.py", line 2, in f\n/);
  assert.match(stderr, /ZeroDivisionError: division by zero\n$/);
  assert.equal(status, 1);
});

test("a JavaScript module runs in Node", { skip }, () => {
  write("main.mjs", "console.log(process.argv.slice(2)); process.exitCode = 5;");

  const { stdout, status } = run(["main.mjs", "one"]);

  assert.equal(stdout, "[ 'one' ]\n");
  assert.equal(status, 5);
});

test("what cannot run is named", { skip }, () => {
  write("data.csv", "1,2");
  const { stderr, status } = run(["data.csv"]);

  assert.equal(stderr, "error: cannot run data.csv: expected a `.py` or `.mjs` file\n");
  assert.equal(status, 1);
});
