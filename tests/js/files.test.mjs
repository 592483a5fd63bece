import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** Runs the body with a folder of the host mounted at `/host`. */
  function withHostFolder(body) {
    const folder = mkdtempSync(join(tmpdir(), "jaspy-test-"));
    py.mountNodeFS("/host", folder);
    try {
      body(folder);
    } finally {
      py.FS.unmount("/host");
      rmSync(folder, { recursive: true });
    }
  }

  test("both languages see the same files", () => {
    py.FS.writeFile("/tmp/note.txt", "from JavaScript \u20ac");
    assert.equal(
      py.runPython("open('/tmp/note.txt', encoding='utf8').read()"),
      "from JavaScript \u20ac",
    );
    py.runPython("with open('/tmp/note.txt', 'w') as f: f.write('from Python')");
    assert.equal(py.FS.readFile("/tmp/note.txt", { encoding: "utf8" }), "from Python");
    py.FS.unlink("/tmp/note.txt");
  });

  test("a mounted folder of the host can be read and written", () => {
    withHostFolder((folder) => {
      writeFileSync(join(folder, "in.txt"), "from the host");
      assert.equal(py.runPython("open('/host/in.txt').read()"), "from the host");
      py.runPython("with open('/host/out.txt', 'w') as f: f.write('from Python')");
      assert.equal(readFileSync(join(folder, "out.txt"), "utf8"), "from Python");
    });
  });

  test("modules can be imported from a mounted folder", () => {
    withHostFolder((folder) => {
      writeFileSync(join(folder, "hosted_module.py"), "value = 7");
      const code = `
      import sys
      sys.path.insert(0, "/host")
      try:
          import hosted_module
      finally:
          sys.path.remove("/host")
          sys.modules.pop("hosted_module", None)
      hosted_module.value
    `;
      assert.equal(py.runPython(code), 7);
    });
  });

  test("a host folder that is not there is refused with its path", () => {
    const folder = join(tmpdir(), "jaspy-test-that-is-not-there");
    assert.throws(() => py.mountNodeFS("/nowhere", folder), {
      message: /jaspy-test-that-is-not-there/,
    });
  });

  test("paths of a wrong type are refused by name", () => {
    assert.throws(() => py.mountNodeFS(5, tmpdir()), { name: "TypeError", message: /string/ });
    assert.throws(() => py.mountNodeFS("/five", 5), { name: "TypeError", message: /string/ });
  });

  test("a missing file raises FileNotFoundError", () => {
    assert.throws(() => run("open('/nowhere.txt')"), { type: "FileNotFoundError" });
  });
});
