/** Unpacking archives, and mounting what only pages have. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** An archive, made by Python, of a folder with one file. */
  function archiveOf(kind) {
    const path = run(`
      import pathlib, shutil
      folder = pathlib.Path("/tmp/packed/inner")
      folder.mkdir(parents=True, exist_ok=True)
      (folder / "note.txt").write_text("in a ${kind}")
      shutil.make_archive("/tmp/made", "${kind}", "/tmp/packed")
    `);
    const bytes = py.FS.readFile(path);
    py.FS.unlink(path);
    return bytes;
  }

  const note = (folder) => py.FS.readFile(`${folder}/inner/note.txt`, { encoding: "utf8" });
  const remove = (folder) => run(`import shutil\nshutil.rmtree("${folder}")`);

  for (const [kind, names] of Object.entries({
    zip: ["zip", "whl", "wheel"],
    tar: ["tar"],
    gztar: ["gztar", "tgz", ".tar.gz"],
    bztar: ["bztar", "tar.bz2"],
    xztar: ["xztar", "tar.xz"],
  })) {
    test(`a ${kind} is unpacked into a folder`, () => {
      const bytes = archiveOf(kind);
      for (const name of names) {
        py.unpackArchive(bytes, name, { extractDir: "/tmp/unpacked" });
        assert.equal(note("/tmp/unpacked"), `in a ${kind}`, name);
        remove("/tmp/unpacked");
      }
    });
  }

  test("an ArrayBuffer is unpacked into the working directory", () => {
    const bytes = archiveOf("zip");
    py.unpackArchive(bytes.slice().buffer, "zip");
    assert.equal(note(py.FS.cwd()), "in a zip");
    remove(`${py.FS.cwd()}/inner`);
  });

  test("an unknown format, a damaged archive and wrong types are refused", () => {
    const bytes = new Uint8Array(10);
    assert.throws(() => py.unpackArchive(bytes, "rar"), {
      type: "ValueError",
      message: /format must be one of .*gztar.*zip, not 'rar'/,
    });
    assert.throws(() => py.unpackArchive(bytes, "zip"), { type: /BadZipFile|ReadError/ });
    assert.throws(() => py.unpackArchive("text", "zip"), /buffer must be an ArrayBuffer.*text/);
    assert.throws(() => py.unpackArchive(bytes, 5), /format must be a string.*5/);
    assert.throws(() => py.unpackArchive(bytes, "zip", { extractDir: 5 }), /extractDir.*string.*5/);
    assert.deepEqual(
      py.FS.readdir("/tmp").filter((name) => name.startsWith(".jaspy")),
      [],
    );
  });

  test("folders that only pages have are refused here", async () => {
    await assert.rejects(py.mountIDBFS("/saved"), /needs IndexedDB/);
    await assert.rejects(py.mountNativeFS("/device", {}), /handle must be a FileSystemDirectory/);
    await assert.rejects(py.mountNativeFS(5, {}), /path must be a string/);
  });
});
