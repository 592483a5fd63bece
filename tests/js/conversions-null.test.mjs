import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

const IMPORT = "from pyodide.ffi import jsnull, JsNull\n";

test("null is None, and jsnull is null", () => {
  assert.equal(run("value is None", { value: null }), true);
  assert.equal(py.runPython(`${IMPORT}jsnull`), null);
  assert.deepEqual(py.runPython(`${IMPORT}[jsnull, {'a': (jsnull,)}]`), [null, { a: [null] }]);
});

test("jsnull is one object, false, equal to nothing else, hashable, and called jsnull", () => {
  const facts = `${IMPORT}
import jstypes.ffi, jaspy.ffi
[
    repr(jsnull), str(jsnull), bool(jsnull), jsnull == jsnull, jsnull == None, jsnull == 0,
    hash(jsnull) == hash(jsnull), {jsnull: 1}[jsnull], type(jsnull) is JsNull,
    jstypes.ffi.jsnull is jsnull, jaspy.ffi.jsnull is jsnull,
]`;
  assert.deepEqual(py.runPython(facts), [
    ...["jsnull", "jsnull", false, true, false, false],
    ...[true, 1, true, true, true],
  ]);
});

test("jsnull stays the one object when it is copied or pickled", () => {
  const copies = `${IMPORT}
import copy, pickle
copies = [copy.copy(jsnull), copy.deepcopy([jsnull])[0]]
copies += [pickle.loads(pickle.dumps(jsnull, protocol)) for protocol in range(6)]
all(each is jsnull for each in copies)`;
  assert.equal(py.runPython(copies), true);
});

test("JsNull has no other instances and no subclasses", () => {
  assert.throws(() => py.runPython(`${IMPORT}JsNull()`), {
    type: "TypeError",
    message: /cannot create .*JsNull/,
  });
  assert.throws(() => py.runPython(`${IMPORT}class Mine(JsNull): pass`), { type: "TypeError" });
});

test("json writes jsnull as null, nested, indented, and whatever its user gives", () => {
  const texts = `${IMPORT}
import json
class Mine(json.JSONEncoder):
    def default(self, value): return "mine"
def refuse(value): raise AssertionError("asked for jsnull")
[
    json.dumps(jsnull),
    json.dumps([jsnull, {"a": jsnull}]),
    json.dumps([jsnull], indent=0),
    json.dumps([jsnull], default=refuse),
    json.dumps([jsnull, object()], cls=Mine),
    json.dumps([jsnull, object()], cls=Mine, indent=0),
    "".join(json.JSONEncoder().iterencode([jsnull])),
    json.dumps([1, 1.5, "a", None, True]),
]`;
  assert.deepEqual(py.runPython(texts), [
    "null",
    '[null, {"a": null}]',
    "[\nnull\n]",
    "[null]",
    '[null, "mine"]',
    '[\nnull,\n"mine"\n]',
    "[null]",
    '[1, 1.5, "a", null, true]',
  ]);
});

test("json refuses what it does not know as it always has", () => {
  assert.throws(() => py.runPython("import json\njson.dumps([object()])"), {
    type: "TypeError",
    message: /Object of type object is not JSON serializable/,
  });
});

test("json can be reloaded", () => {
  const code = `${IMPORT}
import importlib, json.encoder
importlib.reload(json.encoder)
importlib.reload(json)
json.dumps(jsnull)`;
  assert.equal(py.runPython(code), "null");
});
