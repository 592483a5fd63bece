/** `js_id` says of which object a proxy is, in both semantics. */
import assert from "node:assert/strict";

import { runtime } from "./support/new-runtime.mjs";

for (const semantics of ["classic", "pep818"]) {
  const { run, test } = await runtime({ semantics });

  test(`${semantics}: what Python passes on is the very value`, () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const values = {
      object: {},
      prototypeless: Object.create(null),
      array: [1],
      map: new Map(),
      function: () => 1,
      class: class {},
      symbol: Symbol("s"),
      proxy: new Proxy({}, {}),
      revoked: revoked.proxy,
      error: new TypeError("an error"),
      promise: Promise.resolve(1),
      globalThis,
    };
    for (const [name, value] of Object.entries(values)) {
      const holder = { value };
      const take = (given, options) => given === value && (options?.named ?? value) === value;
      assert.equal(run("value", { value }), value, name);
      assert.equal(run("lambda: value", { value })(), value, name);
      assert.equal(run("take(value) and take(value, named=value)", { value, take }), true, name);
      run("holder.copy = holder.value", { holder });
      assert.equal(holder.copy, value, name);
      const nested = run("from pyodide.ffi import to_js\nto_js([{'a': value}])", { value });
      assert.equal(nested[0].a, value, name);
      const kept = run("class Holder: pass\nholder = Holder()\nholder.value = value\nholder", {
        value,
      });
      assert.equal(kept.value, value, name);
    }
  });

  test(`${semantics}: js_id is an int, equal exactly when the proxies are`, () => {
    const code = `
      first, again, other = give(0), give(0), give(1)
      " ".join(map(str, [
          type(first.js_id) is int,
          first == again, first.js_id == again.js_id,
          first == other, first.js_id == other.js_id,
      ]))
    `;
    const objects = [{}, {}];
    const give = (index) => objects[index];
    assert.equal(run(code, { give }), "True True True False False");
  });

  test(`${semantics}: js_id is there for every kind of object, and is a property of none`, () => {
    const seen = [];
    const code = "len({value.js_id for value in give()})";
    const spy = new Proxy({}, { get: (_, name) => void seen.push(name) });
    const values = [{}, [], () => 1, new Map(), Symbol("s"), spy];
    assert.equal(run(code, { give: () => new Set(values) }), values.length);
    assert.ok(!seen.includes("js_id"));
  });

  test(`${semantics}: js_id stays while the object lives, whatever Python forgets`, () => {
    const code = `
      before = give().js_id
      make()
      give().js_id == before
    `;
    const kept = {};
    assert.equal(run(code, { give: () => kept, make: () => ({}) }), true);
  });

  test(`${semantics}: what proxies are of can be asked while an object's code runs`, () => {
    const code = `
      def ask():
          return target.js_id
      target.value == target.js_id
    `;
    const asking = {
      get value() {
        return ask();
      },
    };
    let ask;
    const keep = (given) => {
      ask = given.copy?.() ?? given;
    };
    assert.equal(
      run(`${code.replace("target.value", "keep(ask) or target.value")}`, { target: asking, keep }),
      true,
    );
    ask.destroy();
  });
}
