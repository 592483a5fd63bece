/** Packages: there is only the standard library so far, and whoever asks for more is told. */
import assert from "node:assert/strict";

import { py, test } from "./support/runtime.mjs";

test("what cannot be loaded is named", async () => {
  const told = [];
  await assert.rejects(
    py.loadPackage(["numpy", "pytz"], undefined, (message) => told.push(message)),
    { message: /cannot load numpy, pytz.*standard library/ },
  );
  assert.match(told[0], /numpy, pytz/);
  await assert.rejects(py.loadPackage("https://example.org/thing.whl"), {
    message: /https:\/\/example\.org\/thing\.whl/,
  });
  assert.deepEqual(py.loadedPackages, {});
});

test("no package is loaded at once", async () => {
  assert.equal(await py.loadPackage([]), undefined);
  assert.equal(await py.loadPackagesFromImports("import statistics, nowhere"), undefined);
});

test("names and callbacks of a wrong type are refused by name", async () => {
  const refused = (message) => ({ name: "TypeError", message });
  await assert.rejects(py.loadPackage(5), refused(/names must be a string or an Array.*5/));
  await assert.rejects(py.loadPackage(["numpy", 5]), refused(/names\[1\] must be a string.*5/));
  await assert.rejects(py.loadPackage("numpy", 5), refused(/messageCallback.*function.*5/));
  await assert.rejects(
    py.loadPackage("numpy", { errorCallback: 5 }),
    refused(/errorCallback.*function.*5/),
  );
  await assert.rejects(py.loadPackagesFromImports(5), refused(/code must be a string/));
});

test("code that imports an unknown module raises as ever", async () => {
  await assert.rejects(py.runPythonAsync("import nowhere"), { type: "ModuleNotFoundError" });
});
