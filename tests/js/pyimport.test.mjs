import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, test }) => {
  test("a module is imported", () => {
    const math = py.pyimport("math");
    assert.equal(math.sqrt(16), 4);
    assert.equal(math.type, "module");
  });

  test("a dotted name gives the last module", () => {
    assert.equal(py.pyimport("os.path").join("a", "b"), "a/b");
    assert.equal(py.pyimport("xml.etree.ElementTree").__name__, "xml.etree.ElementTree");
  });

  test("a global variable of that name comes first", () => {
    py.runPython("math = 'not the module'");
    assert.equal(py.pyimport("math"), "not the module");
    py.runPython("point = {'x': 1}");
    assert.deepEqual(py.pyimport("point"), { x: 1 });
  });

  test("a missing module throws ModuleNotFoundError with its name", () => {
    const expected = { type: "ModuleNotFoundError", message: /No module named 'nowhere'/ };
    assert.throws(() => py.pyimport("nowhere"), expected);
    assert.throws(() => py.pyimport("nowhere.at.all"), expected);
    assert.equal(py.pyimport("math").floor(1.5), 1);
  });

  test("a name that is no string is refused by name", () => {
    for (const name of [5, undefined, null, {}]) {
      assert.throws(() => py.pyimport(name), { name: "TypeError", message: /name.*string/s });
    }
  });

  test("what a module raises while it is imported is thrown", () => {
    py.FS.writeFile("/tmp/failing_module.py", "raise LookupError('on import')");
    py.runPython("import sys\nsys.path.insert(0, '/tmp')");
    try {
      assert.throws(() => py.pyimport("failing_module"), {
        type: "LookupError",
        message: /on import/,
      });
    } finally {
      py.runPython("sys.path.remove('/tmp')");
      py.FS.unlink("/tmp/failing_module.py");
    }
  });

  test("a module may call JavaScript, which imports, while it is imported", () => {
    py.globals.import_more = () => py.pyimport("string").digits;
    py.FS.writeFile("/tmp/asking_module.py", "import __main__\ndigits = __main__.import_more()");
    py.runPython("import sys\nsys.path.insert(0, '/tmp')");
    try {
      assert.equal(py.pyimport("asking_module").digits, "0123456789");
    } finally {
      py.runPython("sys.path.remove('/tmp')\nsys.modules.pop('asking_module', None)");
      py.FS.unlink("/tmp/asking_module.py");
    }
  });
});
