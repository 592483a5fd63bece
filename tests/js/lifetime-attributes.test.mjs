/** With PEP 818's semantics: each conversion makes a proxy; those of attributes belong to another. */
import assert from "node:assert/strict";

import { collectUntil } from "./support/live-counts.mjs";
import { py, run, test } from "./support/pep818.mjs";

const SHELF = `
class Shelf:
    items = {}
    def count(self): return len(self.items)
    @property
    def fresh(self): return {}
shelf = Shelf()
shelf
`;

test("the same object is a new proxy each time it crosses", () => {
  const first = py.runPython("d = {}\nd");
  const second = py.globals.get("d");
  assert.notEqual(first, second);
  first.destroy();
  assert.equal(second.length, 0);
});

test("a proxy that goes back to Python is the object itself", () => {
  const first = py.runPython("d = {}\nd");
  assert.equal(run("one is d and two is d", { one: first, two: py.globals.get("d") }), true);
});

test("an attribute that is read again is the same proxy", () => {
  const shelf = py.runPython(SHELF);
  assert.equal(shelf.items, shelf.items);
  assert.equal(shelf.count, shelf.count);
  const list = py.runPython("[]");
  assert.equal(list.append, list.append);
});

test("an attribute that has changed is another proxy, and the old one goes on", () => {
  const shelf = py.runPython(SHELF);
  const before = shelf.items;
  py.runPython("shelf.items = {'new': 1}");
  assert.notEqual(shelf.items, before);
  assert.equal(shelf.items.length, 1);
  assert.equal(before.length, 0);
  assert.notEqual(shelf.fresh, shelf.fresh);
  shelf.items = 5;
  assert.equal(shelf.items, 5);
});

test("what was read from a proxy ends with it", () => {
  const shelf = py.runPython(SHELF);
  const { items, count } = shelf;
  shelf.destroy();
  assert.throws(() => items.length, /it was read from a proxy that has been destroyed.*"dict"/s);
  assert.throws(() => count(), /it was read from a proxy.*"method".*copy/s);
});

test("a whole chain ends at once", () => {
  const before = py.debug.counts().pyObjects;
  const math = py.runPython("import os.path\nos");
  const { join } = math.path;
  assert.equal(join("a", "b"), "a/b");
  math.destroy();
  assert.throws(() => join("a", "b"), /destroyed/);
  assert.equal(py.debug.counts().pyObjects, before);
});

test("what was read from a lent proxy ends with the call", () => {
  let kept;
  run("f(Shelf())", {
    Shelf: py.runPython(`${SHELF}\nShelf`),
    f(proxy) {
      kept = proxy.items;
    },
  });
  assert.throws(() => kept.length, /destroyed/);
});

test("one that was destroyed by itself is made anew", () => {
  const shelf = py.runPython(SHELF);
  shelf.items.destroy();
  assert.equal(shelf.items.length, 0);
});

test("what was read from a collected proxy lives on", async () => {
  const before = py.debug.counts().pyObjects;
  const { items } = py.runPython(SHELF);
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects === before + 1));
  assert.equal(items.length, 0);
});

test("reading what is new each time leaves nothing behind", async () => {
  const shelf = py.runPython(SHELF);
  const before = py.debug.counts().pyObjects;
  for (let i = 0; i < 1000; i += 1) shelf.fresh.length;
  assert.ok(await collectUntil(() => py.debug.counts().pyObjects <= before + 1));
});

test("an attribute whose reading destroys its proxy is read without it", () => {
  const code = `
    class Odd:
        value = {}
        def __getattribute__(self, name):
            if name == "value": meddle()
            return object.__getattribute__(self, name)
    Odd()
  `;
  let meddle = () => {};
  const odd = run(code, { meddle: () => meddle() });
  const first = odd.value;
  meddle = () => first.destroy();
  const second = odd.value;
  assert.notEqual(second, first);
  assert.equal(second.length, 0);
  meddle = () => odd.destroy();
  assert.equal(odd.value.length, 0);
  assert.throws(() => second.length, /destroyed/);
});

test("a chain that is longer than the stack ends at once", () => {
  const first = py.runPython("class Link: pass\nlink = Link()\nlink.next = link\nlink");
  let last = first;
  for (let i = 0; i < 50_000; i += 1) last = last.next;
  first.destroy();
  assert.throws(() => last.next, /read from a proxy that has been destroyed/);
});
