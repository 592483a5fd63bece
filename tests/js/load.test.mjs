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
