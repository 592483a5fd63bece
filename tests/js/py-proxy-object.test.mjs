/** What every PyProxy is to JavaScript: its class, text, type and the invariants of Proxy. */
import { inspect } from "node:util";

import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  test("a proxy is recognised", () => {
    const proxy = py.runPython("object()");
    assert.ok(proxy instanceof py.ffi.PyProxy);
    assert.equal(py.isPyProxy(proxy), true);
    for (const other of [{}, null, undefined, 1, "a", () => 1])
      assert.equal(py.isPyProxy(other), false);
  });

  test("the class of a proxy says what its object can do", () => {
    const { PyProxy, PyCallable, PyDict } = py.ffi;
    const kinds = (proxy) => [PyProxy, PyCallable, PyDict].map((kind) => proxy instanceof kind);
    assert.deepEqual(kinds(py.runPython("object()")), [true, false, false]);
    assert.deepEqual(kinds(py.runPython("len")), [true, true, false]);
    assert.deepEqual(kinds(py.globals), [true, false, true]);
    assert.deepEqual(kinds({}), [false, false, false]);
  });

  test("a proxy cannot be constructed", () => {
    for (const kind of Object.values(py.ffi)) assert.throws(() => new kind(), TypeError);
  });

  test("callables are functions, other objects are not", () => {
    assert.equal(typeof py.runPython("len"), "function");
    assert.equal(typeof py.runPython("int"), "function");
    assert.equal(typeof py.runPython("object()"), "object");
  });

  test("type is the name of the class", () => {
    assert.equal(py.runPython("{1}").type, "set");
    assert.equal(py.runPython("len").type, "builtin_function_or_method");
  });

  test("toString is repr", () => {
    const proxy = py.runPython("class Thing:\n    __repr__ = lambda self: 'a thing'\nThing()");
    assert.equal(proxy.toString(), "a thing");
    assert.equal(String(proxy), "a thing");
    assert.equal(`${proxy}`, "a thing");
  });

  test("toString throws what repr raises, and repr may call JavaScript", () => {
    const broken = py.runPython("class Broken:\n    __repr__ = lambda self: 1 / 0\nBroken()");
    assert.throws(() => broken.toString(), { type: "ZeroDivisionError" });
    const asking = py.runPython("class Asking:\n    __repr__ = lambda self: ask()\nAsking()");
    py.globals.ask = () => py.runPython("repr({1})");
    assert.equal(asking.toString(), "{1}");
  });

  test("its tag is PyProxy", () => {
    assert.equal(Object.prototype.toString.call(py.runPython("object()")), "[object PyProxy]");
  });

  test("inspection gives something readable and never throws", () => {
    const broken = py.runPython("class Broken:\n    __repr__ = lambda self: 1 / 0\nBroken()");
    assert.match(inspect(broken), /Broken|PyProxy/);
    const destroyed = py.runPython("{1}");
    destroyed.destroy();
    assert.match(inspect(destroyed), /destroyed|PyProxy/);
  });

  test("a proxy cannot be frozen, sealed or kept from growing", () => {
    const proxy = py.runPython("class Thing: pass\nThing()");
    assert.equal(Object.isExtensible(proxy), true);
    assert.throws(() => Object.freeze(proxy), TypeError);
    assert.throws(() => Object.preventExtensions(proxy), TypeError);
    assert.equal(Object.isFrozen(proxy), false);
  });

  test("properties cannot be defined past Python", () => {
    const proxy = py.runPython("class Thing: pass\nthing = Thing()\nthing");
    for (const descriptor of [
      { get: () => 1 },
      { set: () => {} },
      { value: 1, configurable: false },
      { value: 1, writable: false },
      { value: 1, enumerable: false },
    ]) {
      assert.throws(() => Object.defineProperty(proxy, "x", descriptor), TypeError);
    }
    assert.equal(py.runPython("hasattr(thing, 'x')"), false);
    Object.defineProperty(proxy, "x", { value: 5 });
    assert.equal(py.runPython("thing.x"), 5);
  });

  test("the prototype cannot be replaced", () => {
    assert.throws(
      () => Object.setPrototypeOf(py.runPython("object()"), Array.prototype),
      TypeError,
    );
  });

  test("the traps of a function's proxy keep the invariants", () => {
    const f = py.runPython("def f(): pass\nf");
    for (const name of ["prototype", "length", "name", "arguments", "caller"]) {
      assert.equal(typeof (name in f), "boolean", name);
      assert.doesNotThrow(() => Object.getOwnPropertyDescriptor(f, name), name);
      assert.doesNotThrow(() => Reflect.get(f, name), name);
    }
    assert.ok(Array.isArray(Reflect.ownKeys(f)));
  });

  test("what cannot be sent to another thread says so, and is as it was", () => {
    const thing = py.runPython("class Thing: x = 1\nthing = Thing()\nthing");
    const { port1, port2 } = new MessageChannel();
    for (const proxy of [thing, py.runPython("len"), py.globals]) {
      assert.throws(() => structuredClone(proxy), { name: "DataCloneError" });
      assert.throws(() => port1.postMessage({ deep: [proxy] }), { name: "DataCloneError" });
    }
    port1.close();
    port2.close();
    assert.equal(thing.x, 1);
  });

  test("JSON.stringify writes the attributes, and an object that contains itself throws", () => {
    const proxy = py.runPython(`
      class Point:
          x, y, label, inner = 1, 0.5, "p", None
          __dir__ = lambda self: ["x", "y", "label", "inner"]
      point = Point()
      point
    `);
    assert.equal(JSON.stringify([proxy]), '[{"label":"p","x":1,"y":0.5}]');
    py.runPython("point.inner = Point()");
    assert.deepEqual(JSON.parse(JSON.stringify(proxy)).inner, { x: 1, y: 0.5, label: "p" });
    // With PEP 818 every object within is another proxy, until the stack ends.
    if (semantics === "pep818") return;
    py.runPython("point.inner = point");
    assert.throws(() => JSON.stringify(proxy), TypeError);
    assert.equal(proxy.x, 1);
  });

  test("an object whose proxy has its own keys can be copied by spreading", () => {
    const proxy = py.runPython(
      "class Point:\n    __dir__ = lambda self: ['x']\n    x = 1\nPoint()",
    );
    assert.deepEqual({ ...proxy }, { x: 1 });
  });

  // Attributes end with the proxy that they were read from: what the runtime uses of its own stays.
  if (semantics === "pep818") py.repr(0);

  test("repr of the runtime takes values of both languages", () => {
    assert.equal(py.repr(py.runPython("{1}")), "{1}");
    assert.equal(py.repr("a"), "'a'");
    assert.equal(py.repr(undefined), "None");
    assert.equal(py.repr(2n ** 70n), String(2n ** 70n));
  });

  test("the features of an object that lies about its class are its own", () => {
    const proxy = run(
      "class Liar:\n    __class__ = property(lambda self: 1 / 0)\nliar = Liar()\nliar",
    );
    assert.equal(py.isPyProxy(proxy), true);
    assert.equal(run("value is liar", { value: proxy }), true);
  });

  test("copy gives another proxy of the same object, with its own life", () => {
    const proxy = py.runPython("class Thing: x = 1\nthing = Thing()\nthing");
    const copy = proxy.copy();
    assert.notEqual(copy, proxy);
    assert.equal(run("copy is thing", { copy }), true);
    proxy.destroy();
    assert.equal(copy.x, 1);
    copy.destroy();
    assert.throws(() => copy.x, /destroyed/);
    assert.throws(() => copy.copy(), /destroyed/);
  });

  test("a Symbol property stays in JavaScript", () => {
    const proxy = py.runPython("class Thing: pass\nthing = Thing()\nthing");
    const key = Symbol("note");
    proxy[key] = "here";
    assert.equal(proxy[key], "here");
    assert.deepEqual([key in proxy, Reflect.ownKeys(proxy).includes(key)], [true, true]);
    assert.deepEqual(Object.getOwnPropertyDescriptor(proxy, key).value, "here");
    assert.equal(delete proxy[key], true);
    assert.equal(proxy[key], undefined);
    Object.defineProperty(proxy, key, { value: 1, configurable: true });
    assert.equal(proxy[key], 1);
    assert.throws(() => (proxy[Symbol.toStringTag] = "mine"), TypeError);
  });

  test("a Symbol property is one proxy's own, whatever the object is", () => {
    const key = Symbol("note");
    for (const code of [
      "object()",
      "__import__('collections').deque()",
      "lambda: 1",
      "type('T', (), {})",
    ]) {
      const [first, second] = [py.runPython(code), py.runPython(code)];
      first[key] = "here";
      assert.deepEqual([first[key], second[key], key in second], ["here", undefined, false]);
      assert.equal(Reflect.ownKeys(second).includes(key), false);
      Object.defineProperty(second, key, { value: 1 });
      assert.deepEqual([first[key], second[key]], ["here", 1]);
      assert.equal(delete second[key], true);
      assert.equal(delete second[key], true);
      assert.deepEqual([first[key], second[key]], ["here", undefined]);
      const descriptor = { value: 1, configurable: false };
      assert.throws(() => Object.defineProperty(second, key, descriptor), TypeError);
      assert.equal(second[key], undefined);
    }
  });

  test("accessors with a Symbol get the proxy as `this`", () => {
    const proxy = py.runPython("lambda: 1");
    const key = Symbol("accessor");
    const seen = [];
    const descriptor = {
      get() {
        seen.push(this);
        return 5;
      },
      set() {
        seen.push(this);
      },
      configurable: true,
    };
    Object.defineProperty(proxy, key, descriptor);
    proxy[key] = 1 + proxy[key];
    assert.deepEqual(
      seen.map((self) => self === proxy),
      [true, true],
    );
  });

  test("what a program prints a proxy with is its own", () => {
    const key = Symbol.for("nodejs.util.inspect.custom");
    for (const code of ["object()", "lambda: 1"]) {
      const [proxy, other] = [py.runPython(code), py.runPython(code)];
      Object.defineProperty(proxy, key, { value: (depth) => `mine ${depth}` });
      assert.equal(inspect(proxy), "mine 2");
      assert.match(inspect(other), /^PyProxy/);
    }
  });

  test("an object that inherits from a proxy keeps what is assigned to it", () => {
    const proxy = py.runPython("class Thing: x = 1\nthing = Thing()\nthing");
    const heir = Object.create(proxy);
    assert.equal(heir.x, 1);
    heir.x = 2;
    heir.y = 3;
    assert.deepEqual([heir.x, heir.y, proxy.x, proxy.y], [2, 3, 1, undefined]);
    assert.equal(py.runPython("vars(thing) == {}"), true);
    const globals = Object.create(py.globals);
    globals.inherited = 1;
    assert.equal(py.globals.inherited, undefined);
  });

  test("listing the properties reads no attribute", () => {
    const proxy = py.runPython(`
    reads = []
    class Watched:
        __dir__ = lambda self: ["x", "y"]
        __getattribute__ = lambda self, name: reads.append(name) or object()
    Watched()
  `);
    const before = py.debug.counts().pyObjects;
    assert.deepEqual(Object.keys(proxy), ["x", "y"]);
    assert.equal(py.debug.counts().pyObjects, before);
    const { get, set } = Object.getOwnPropertyDescriptor(proxy, "x");
    assert.equal(get().type, "object");
    assert.equal(typeof set, "function");
  });

  test("inspection shows type and repr and runs nothing else", () => {
    assert.equal(inspect(py.runPython("{1}")), "PyProxy(set) {1}");
    const watched = py.runPython(`
    ran = []
    class Watched:
        def __getattribute__(self, name): ran.append(name)
        def __str__(self): ran.append("str")
        def __repr__(self):
            ran.append("repr")
            return "shown"
    Watched()
  `);
    assert.equal(inspect(watched), "PyProxy(Watched) shown");
    assert.deepEqual(py.globals.ran, ["repr"]);
    assert.equal(
      inspect({ nested: py.runPython("len") }),
      "{ nested: PyProxy(builtin_function_or_method) <built-in function len> }",
    );
    const long = inspect(py.runPython("set(range(100_000))"));
    assert.ok(long.length < 2000);
  });
});
