/** Forms of import, in both semantics. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test }) => {
  /** Runs the body while an object is registered under a name. */
  const registered = (name, module, body) => {
    py.registerJsModule(name, module);
    try {
      return body();
    } finally {
      py.unregisterJsModule(name);
    }
  };
  const STAR_NAMES = `
    names = {}
    exec("from stars import *", names)
    ", ".join(sorted(set(names) - {"__builtins__"}))
  `;

  test("objects in objects are modules in modules", () => {
    const tree = { a: { b: { leaf: 7, f: (x) => x + 1 } } };
    registered("tree", tree, () => {
      assert.equal(py.runPython("import tree.a.b\ntree.a.b.leaf"), 7);
      assert.equal(py.runPython("import tree.a.b as b\nb.f(1)"), 2);
      assert.equal(py.runPython("from tree.a import b\nb.leaf"), 7);
      assert.equal(py.runPython("from tree.a.b import leaf, f as g\ng(leaf)"), 8);
      assert.throws(() => py.runPython("import tree.a.b.leaf"), {
        type: "ModuleNotFoundError",
        message: /^ModuleNotFoundError: No module named 'tree\.a\.b\.leaf'$/m,
      });
    });
  });

  test("a module in a module is never out of date", () => {
    const app = { config: { mode: "first" } };
    registered("app", app, () => {
      assert.equal(py.runPython("from app.config import mode\nmode"), "first");
      app.config = { mode: "second" };
      assert.equal(py.runPython("from app.config import mode\nmode"), "second");
      app.config = 5;
      assert.throws(() => py.runPython("from app.config import mode"), { type: "ImportError" });
    });
  });

  test("a method imported from an object keeps its object", () => {
    const counter = {
      count: 3,
      read() {
        return this.count;
      },
    };
    registered("counter", counter, () => {
      assert.equal(py.runPython("from counter import read\nread()"), 3);
    });
  });

  test("from a module import * takes the own names that can be written", () => {
    const module = { one: 1, _private: 2, "not a name": 3, 4: 4, from: 5, none: undefined };
    registered("stars", module, () => {
      assert.equal(py.runPython(STAR_NAMES), "from_, none, one");
      assert.equal(py.runPython("names['from_']"), 5);
    });
  });

  test("from a module import * takes what __all__ names", () => {
    registered("stars", { one: 1, _two: 2, __all__: ["_two"] }, () => {
      assert.equal(py.runPython(STAR_NAMES), "_two");
    });
    registered("stars", { __all__: ["nope"] }, () => {
      assert.throws(() => py.runPython("from stars import *"), {
        type: "AttributeError",
        message: /nope/,
      });
    });
  });

  test("frozen objects, those without prototype and ES modules are modules", async () => {
    const bare = Object.assign(Object.create(null), { value: 1 });
    const esModule = await import("node:path/posix");
    const data = await import("data:text/javascript,export const value = 1; export default 2;");
    for (const module of [Object.freeze({ value: 1 }), bare, data]) {
      registered("m", module, () => {
        assert.equal(py.runPython("import m\nm.value"), 1);
        assert.equal(py.runPython("from m import value\nvalue"), 1);
        assert.equal(py.runPython("names = {}\nexec('from m import *', names)\nnames['value']"), 1);
      });
    }
    registered("m", data, () => {
      assert.throws(() => py.runPython("import m\nm.value = 2"), { type: "TypeError" });
      assert.equal(py.runPython("m.default"), 2);
    });
    registered("m", esModule, () => {
      assert.equal(py.runPython("from m import *\nbasename('/a/b')"), "b");
    });
  });

  test("a getter that throws lets the import fail with what it threw", () => {
    const module = {
      get broken() {
        throw new RangeError("not now");
      },
    };
    registered("m", module, () => {
      for (const code of ["from m import broken", "import m.broken", "from m import *"]) {
        assert.throws(() => py.runPython(code), /RangeError: not now/, code);
      }
    });
  });

  test("a getter may import the module that it is read from", () => {
    const module = {
      get again() {
        return py.runPython("import m\nm.value");
      },
      value: 4,
    };
    registered("m", module, () => {
      assert.equal(py.runPython("from m import again\nagain"), 4);
    });
  });

  test("names of the import system stay in the module", () => {
    const module = { __name__: "javascript's", value: 1 };
    registered("m", module, () => {
      assert.equal(py.runPython("import m\nm.__name__"), "m");
      assert.equal(py.runPython("m.__spec__.origin"), "javascript");
      assert.equal(py.runPython("hasattr(m, '__file__')"), false);
      assert.equal(py.runPython("m.__file__ = 'here'\nm.__file__"), "here");
      assert.deepEqual(Object.keys(module), ["__name__", "value"]);
      assert.match(py.runPython("repr(m)"), /^<module 'm' \(javascript\)>$/);
      py.runPython("del m");
    });
  });

  test("a module given to JavaScript is its object", () => {
    const module = { value: 1 };
    registered("m", module, () => {
      assert.equal(py.runPython("import m\nm"), module);
      assert.equal(run("import m\nf(m)", { f: (x) => x === module }), true);
      assert.equal(
        run("import m\n[m == again(), hash(m) == hash(again())] == [True, True]", {
          again: () => module,
        }),
        true,
      );
      assert.equal(py.pyimport("m"), module);
    });
    assert.equal(py.runPython("import js\njs"), globalThis);
    assert.equal(py.pyimport("js.Math"), Math);
  });

  test("a function can be a module and be called", () => {
    const double = Object.assign((x) => 2 * x, { unit: "px" });
    registered("double", double, () => {
      assert.equal(py.runPython("import double\ndouble(4)"), 8);
      assert.equal(py.runPython("from double import unit\nunit"), "px");
    });
  });

  test("Python registers and unregisters modules", () => {
    const code = `
      from jaspy.ffi import register_js_module, unregister_js_module
      register_js_module("from_python", target)
      from from_python import value
      unregister_js_module("from_python")
      try:
          import from_python
      except ModuleNotFoundError as error:
          missing = error.name
      f"{value} {missing}"
    `;
    assert.equal(run(code, { target: { value: 9 } }), "9 from_python");
  });

  test("Python refuses to register what is no module", () => {
    const register = "from jaspy.ffi import register_js_module as register\n";
    const refused = { type: "TypeError", message: /TypeError: target must be a JsProxy, not set/ };
    assert.throws(() => py.runPython(`${register}register('m', set())`), refused);
    assert.throws(() => run(`${register}register(5, target)`, { target: {} }), {
      type: "TypeError",
      message: /TypeError: name must be a str, not int/,
    });
    assert.throws(
      () =>
        py.runPython("from jaspy.ffi import unregister_js_module\nunregister_js_module('never')"),
      {
        type: "ValueError",
        message: /no JavaScript module is registered as 'never'/,
      },
    );
  });

  test("a registered name hides a Python module until it is unregistered", () => {
    registered("colorsys", { value: "javascript" }, () => {
      assert.equal(py.runPython("import colorsys\ncolorsys.value"), "javascript");
    });
    assert.equal(py.runPython("import colorsys\ncolorsys.rgb_to_hsv(0, 0, 0)[2]"), 0);
    py.runPython("import sys\ndel sys.modules['colorsys']");
  });

  test("jstypes.global_this is the global object, and a module", () => {
    assert.equal(py.runPython("from jstypes import global_this\nglobal_this"), globalThis);
    assert.equal(py.runPython("import jstypes\njstypes.global_this.Math"), Math);
    assert.equal(py.runPython("from jstypes.global_this import Math\nMath.PI"), Math.PI);
    assert.equal(py.runPython("import js, jstypes.global_this\njs == jstypes.global_this"), true);
    assert.throws(() => py.runPython("from jstypes.global_this import nope"), {
      type: "ImportError",
      message: /cannot import name 'nope' from 'jstypes\.global_this'/,
    });
  });

  test("pyodide_js is the runtime's API", () => {
    assert.equal(py.runPython("import pyodide_js\npyodide_js"), py);
    assert.equal(py.runPython("from pyodide_js import runPython\nrunPython('6 * 7')"), 42);
    py.globals.set("answer", 42);
    assert.equal(py.runPython("pyodide_js.globals['answer']"), 42);
  });
});
