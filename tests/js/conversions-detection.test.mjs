/** Finding out what a value is runs none of its code, and works for values of other realms. */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";

import { py, run, test } from "./support/runtime.mjs";

test("no getter is called to find out what an object is", () => {
  const called = [];
  const value = {};
  const names = ["then", "length", "size", "next", "get", "set", "has", "name", "toString"];
  for (const name of [...names, "constructor", Symbol.iterator, Symbol.toStringTag]) {
    Object.defineProperty(value, name, { get: () => called.push(name) });
  }
  assert.equal(run("value", { value }), value);
  assert.deepEqual(called, []);
});

test("no trap of a Proxy is called to find out what it is", () => {
  const called = [];
  const handler = {};
  for (const trap of Object.getOwnPropertyNames(Reflect)) {
    handler[trap] = (...given) => {
      called.push(trap);
      return Reflect[trap](...given);
    };
  }
  for (const target of [{}, [], () => 1]) {
    const value = new Proxy(target, handler);
    assert.ok(run("value", { value }) === value);
  }
  assert.deepEqual(called, []);
});

test("a revoked Proxy passes through, and its use raises", () => {
  for (const target of [{}, [], () => 1]) {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    assert.ok(run("value", { value: proxy }) === proxy);
    assert.throws(() => run("value.name", { value: proxy }), /TypeError.*revoked/s);
  }
  assert.equal(py.runPython("1 + 1"), 2);
});

test("values of another realm are what they are in this one", () => {
  const foreign = (text) => runInNewContext(text);
  assert.deepEqual(run("list(value)", { value: foreign("new Uint8Array([1, 2])") }), [1, 2]);
  assert.deepEqual(run("list(value)", { value: foreign("new Uint8Array([1, 2]).buffer") }), [1, 2]);
  assert.deepEqual(run("list(value)", { value: foreign("[1, 'a']") }), [1, "a"]);
  assert.equal(run("value(20)", { value: foreign("x => x + 1") }), 21);
  assert.equal(run("value + 1", { value: foreign("2n ** 64n") }), 2n ** 64n + 1n);
});

test("an Error of another realm is an exception", () => {
  const value = runInNewContext("new RangeError('far away')");
  assert.equal(
    run("isinstance(value, Exception) and str(value)", { value }),
    "RangeError: far away",
  );
});

test("an object without a prototype is converted", () => {
  const value = Object.create(null);
  value.name = "bare";
  assert.equal(run("value.name", { value }), "bare");
  assert.equal(run("repr(value)", { value }), "[object Object]");
});

test("an object that calls itself an Error by its tag is no exception", () => {
  const value = { [Symbol.toStringTag]: "Error" };
  assert.equal(run("isinstance(value, Exception)", { value }), false);
});

test("a Symbol passes through", () => {
  const value = Symbol("mark");
  assert.equal(run("value", { value }), value);
  assert.equal(run("value.typeof", { value }), "symbol");
});

test("an object that looks like a PyProxy is none", () => {
  const value = { destroy() {}, type: "list", toString: () => "[]" };
  assert.equal(py.isPyProxy(value), false);
  assert.equal(run("value", { value }), value);
});
