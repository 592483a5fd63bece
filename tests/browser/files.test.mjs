/** Folders that a browser keeps: in IndexedDB, and of the user's device. */
import assert from "node:assert/strict";

import { browserTests } from "./support/browser.mjs";

const test = browserTests();
const PAGE = "/pages/empty.html";

test("a folder in IndexedDB outlives the runtime", PAGE, async (page) => {
  const seen = await page.evaluate(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const first = await loadJaspy();
    const folder = await first.mountIDBFS("/saved");
    first.runPython("with open('/saved/note.txt', 'w') as f: f.write('kept')");
    await folder.syncfs();
    first.destroy();
    const second = await loadJaspy();
    await second.mountIDBFS("/saved");
    return second.runPython("open('/saved/note.txt').read()");
  });
  assert.equal(seen, "kept");
});

test("a folder of the device is read, and written back when asked to", PAGE, async (page) => {
  const seen = await page.evaluate(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const root = await navigator.storage.getDirectory();
    const handle = await root.getDirectoryHandle("device", { create: true });
    const write = async (folder, name, text) => {
      const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writable.write(text);
      await writable.close();
    };
    const read = async (folder, name) =>
      (await (await folder.getFileHandle(name)).getFile()).text();
    await write(handle, "in.txt", "from the device");
    await write(handle, "old.txt", "old");
    await write(await handle.getDirectoryHandle("sub", { create: true }), "deep.txt", "deep");
    const py = await loadJaspy();
    const folder = await py.mountNativeFS("/device", handle);
    const texts = py.runPython(`
      import os
      texts = [open("/device/in.txt").read(), open("/device/sub/deep.txt").read()]
      os.remove("/device/old.txt")
      os.mkdir("/device/new")
      with open("/device/new/out.txt", "w") as f: f.write("from Python")
      with open("/device/in.txt", "a") as f: f.write(", and back")
      texts
    `);
    const before = await read(handle, "in.txt");
    await folder.syncfs();
    const names = [];
    for await (const [name] of handle.entries()) names.push(name);
    const written = await read(await handle.getDirectoryHandle("new"), "out.txt");
    return { texts, before, names: names.sort(), written, after: await read(handle, "in.txt") };
  });
  assert.deepEqual(seen, {
    texts: ["from the device", "deep"],
    before: "from the device",
    names: ["in.txt", "new", "sub"],
    written: "from Python",
    after: "from the device, and back",
  });
});

test("open_url reads a text from the server", PAGE, async (page) => {
  const seen = await page.evaluate(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const py = await loadJaspy();
    return py.runPython(`
      from pyodide import open_url
      try:
          open_url("/pages/nowhere.txt")
      except OSError as e:
          missing = str(e)
      [open_url("/pages/empty.html").readline().strip(), missing]
    `);
  });
  assert.equal(seen[0], "<!DOCTYPE html>");
  assert.match(seen[1], /cannot open \/pages\/nowhere\.txt: the server answered 404/);
});

test("onProgress counts what arrives from a server", PAGE, async (page) => {
  const told = await page.evaluate(async () => {
    const { loadJaspy } = await import("/dist/jaspy.mjs");
    const seen = [];
    await loadJaspy({ onProgress: (progress) => seen.push(progress) });
    return seen;
  });
  const downloads = told.filter(({ phase }) => phase === "download");
  assert.ok(downloads.length > 2);
  assert.equal(downloads.at(-1).loaded, downloads[0].total);
  assert.equal(told.at(-1).phase, "start");
});
