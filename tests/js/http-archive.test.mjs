/** `FetchResponse.unpack_archive`, of archives that a server has. */
import assert from "node:assert/strict";
import { after } from "node:test";

import { serveHttp } from "../support/http-server.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";
import { py as maker } from "./support/runtime.mjs";

/** Archives with one file, made by Python. */
const files = {};
for (const [path, mode] of [
  ["/a.zip", "zip"],
  ["/a.tar.gz", "gztar"],
  ["/a.tar", "tar"],
  ["/a-1.0-py3-none-any.whl", "zip"],
  ["/unnamed", "zip"],
]) {
  maker.runPython(`
    import os, shutil
    os.makedirs("/made", exist_ok=True)
    with open("/made/note.txt", "w") as file:
        file.write(${JSON.stringify(path)})
    written = shutil.make_archive("/archive", ${JSON.stringify(mode)}, "/made")
  `);
  files[path] = Buffer.from(maker.FS.readFile(maker.globals.written));
}
const server = await serveHttp(files);
after(() => server.close());

await inBothSemantics(({ py, test }) => {
  const unpack = (path, options) => {
    py.globals.set("url", server.url + path);
    return py.runPythonAsync(`
      from pyodide.http import pyfetch
      import shutil
      await (await pyfetch(url)).unpack_archive(${options})
      with open("/unpacked/note.txt") as file:
          text = file.read()
      shutil.rmtree("/unpacked")
      text
    `);
  };

  test("archives are unpacked by the end of their URL", async () => {
    for (const path of ["/a.zip", "/a.tar.gz", "/a.tar", "/a-1.0-py3-none-any.whl"]) {
      assert.equal(await unpack(path, "extract_dir='/unpacked'"), path);
      assert.equal(await unpack(`${path}?x=1#a.b`, "extract_dir='/unpacked'"), path);
    }
  });

  test("an archive's format can be named", async () => {
    const options = "extract_dir='/unpacked', format='zip'";
    assert.equal(await unpack("/unnamed", options), "/unnamed");
  });

  test("an archive of unknown or wrong format is refused", async () => {
    await assert.rejects(unpack("/unnamed", ""), {
      type: "ValueError",
      message: /cannot tell the format of the archive 'http:.*\/unnamed': name it/,
    });
    await assert.rejects(unpack("/a.zip", "format='rar'"), {
      type: "ValueError",
      message: /format must be one of .*zip.*, not 'rar'/,
    });
    await assert.rejects(unpack("/a.zip", "format='tar'"), { type: "ReadError" });
  });
});
