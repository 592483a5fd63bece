import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

import { loadJaspy } from "../../dist/jaspy.mjs";
import { py, test } from "./support/runtime.mjs";

const DIST = new URL("../../dist/", import.meta.url);

test("the folder of the files can be given as a path and as a URL", async () => {
  for (const indexURL of [DIST.href, fileURLToPath(DIST), DIST.href.replace(/\/$/, "")]) {
    const other = await loadJaspy({ indexURL });
    assert.equal(other.runPython("1 + 1"), 2, indexURL);
  }
});

test("the folder of the files can be relative to the working directory", async () => {
  const before = process.cwd();
  process.chdir(fileURLToPath(new URL("..", DIST)));
  try {
    assert.equal((await loadJaspy({ indexURL: "dist/" })).runPython("1 + 1"), 2);
  } finally {
    process.chdir(before);
  }
});

test("env and args are the program's environment and arguments", async () => {
  const other = await loadJaspy({ env: { COLOUR: "blue \u03c0" }, args: ["-v", "file name"] });
  assert.equal(other.runPython("import os\nos.environ['COLOUR']"), "blue \u03c0");
  assert.deepEqual(other.runPython("import sys\nsys.argv[-2:]"), ["-v", "file name"]);
});

for (const [options, message] of [
  [{ semantics: "modern" }, /semantics.*"classic" or "pep818".*modern/s],
  [{ indexURL: 5 }, /indexURL.*string.*(5|number)/s],
  [{ stdout: "console" }, /stdout.*function.*(console|string)/s],
  [{ env: "PATH" }, /env.*object.*(PATH|string)/s],
  [{ packages: "numpy" }, /packages must be an Array of strings.*numpy/s],
  [{ packages: [5] }, /packages\[0\] must be a string.*5/s],
  [{ lockFileURL: 5 }, /lockFileURL must be a string or a URL.*5/s],
  [{ fullStdLib: "yes" }, /fullStdLib must be a boolean.*yes/s],
  [{ onProgress: 5 }, /onProgress must be a function.*5/s],
  [{ args: "-v" }, /args.*(array|Array).*(-v|string)/s],
  [5, /options.*object.*(5|number)/s],
]) {
  test(`options ${JSON.stringify(options)} are refused by name`, async () => {
    await assert.rejects(
      loadJaspy(options),
      (error) => error instanceof TypeError && message.test(error.message),
    );
  });
}

test("version is a function that also reads as the version", () => {
  const { version } = JSON.parse(readFileSync(new URL("package.json", DIST), "utf8"));
  assert.equal(py.version(), version);
  assert.equal(`${py.version}`, version);
  assert.equal(py.runPython("import pyodide\npyodide.__version__"), version);
});

test("Python knows where it runs", () => {
  assert.equal(py.runPython("import platform\nplatform.system()"), "Emscripten");
  assert.equal(py.runPython("import sys\n'pyodide' in sys.modules"), true);
  assert.match(py.runPython("sys.version"), /^3\.13\./);
});

test("the standard library is there", () => {
  const code = `
    import bz2, csv, ctypes, dataclasses, decimal, hashlib, json, lzma, random, re, sqlite3, zlib
    import email, html, http, logging, statistics, textwrap, unittest, urllib.parse, xml.etree.ElementTree
    import asyncio, concurrent.futures, inspect, multiprocessing, socket, subprocess, threading, zoneinfo
    connection = sqlite3.connect(":memory:")
    [
        json.loads(json.dumps({"a": [1]}))["a"],
        zlib.decompress(bz2.decompress(bz2.compress(zlib.compress(b"abc")))).decode(),
        lzma.decompress(lzma.compress(b"x" * 1000)).decode() == "x" * 1000,
        hashlib.sha256(b"").hexdigest()[:8],
        str(decimal.Decimal("0.1") + decimal.Decimal("0.2")),
        connection.execute("select 6 * 7").fetchone()[0],
    ]
  `;
  assert.deepEqual(py.runPython(code), [[1], "abc", true, "e3b0c442", "0.3", 42]);
});

test("loading does not touch the global object", async () => {
  const before = Reflect.ownKeys(globalThis);
  const { runPython } = await loadJaspy({ indexURL: pathToFileURL(fileURLToPath(DIST)).href });
  assert.equal(typeof runPython, "function");
  assert.deepEqual(Reflect.ownKeys(globalThis), before);
});

test("onProgress tells how much of the files has arrived, and of the start", async () => {
  const told = [];
  const other = await loadJaspy({ onProgress: (progress) => told.push(progress) });
  assert.equal(other.runPython("1 + 1"), 2);
  const downloads = told.filter(({ phase }) => phase === "download");
  const files = ["jaspy-core.wasm", "python_stdlib.zip"];
  const total = files.reduce((sum, file) => sum + readFileSync(new URL(file, DIST)).length, 0);
  assert.equal(downloads.at(-1).loaded, total);
  for (const [index, { loaded, total: expected }] of downloads.entries()) {
    assert.equal(expected, total);
    assert.ok(loaded > (downloads[index - 1]?.loaded ?? 0));
  }
  assert.deepEqual(told.slice(downloads.length), [
    { phase: "start", loaded: 0, total: 1 },
    { phase: "start", loaded: 1, total: 1 },
  ]);
});

test("an onProgress that throws is reported and stops nothing", async () => {
  const { error } = console;
  const reported = [];
  console.error = (...parts) => reported.push(parts);
  const onProgress = () => {
    throw new RangeError("not interested");
  };
  const other = await loadJaspy({ onProgress }).finally(() => {
    console.error = error;
  });
  assert.equal(other.runPython("1 + 1"), 2);
  assert.match(String(reported[0]), /onProgress failed.*not interested/);
});

test("packages that cannot be loaded fail the start by name, no packages do not", async () => {
  await assert.rejects(loadJaspy({ packages: ["numpy"] }), { message: /cannot load numpy/ });
  const other = await loadJaspy({ packages: [], fullStdLib: true });
  assert.equal(other.runPython("1 + 1"), 2);
});

test("a lock file is refused, for there are no packages yet", async () => {
  await assert.rejects(loadJaspy({ lockFileURL: "https://example.org/lock.json" }), {
    message: /lockFileURL cannot be used.*cannot load packages.*example\.org/,
  });
});
