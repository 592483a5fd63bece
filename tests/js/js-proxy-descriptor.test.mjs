/** JavaScript functions as methods of Python classes. */
import assert from "node:assert/strict";

import { inBothSemantics } from "./support/both-semantics.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  const CLASS = "class Dog:\n    name = 'Rex'\n    speak = speak\ndog = Dog()\n";

  test("a function in a class is called with the instance as this", () => {
    const speak = function (a, b, options) {
      return [this.name, py.isPyProxy(this), a, b, options?.loud].join();
    };
    assert.equal(run(`${CLASS}dog.speak(1, 2)`, { speak }), "Rex,true,1,2,");
    assert.equal(py.runPython("dog.speak(1, 2, loud=3)"), "Rex,true,1,2,3");
    assert.equal(py.runPython("m = dog.speak\nm(1, 2)"), "Rex,true,1,2,");
  });

  test("this is the very instance when it goes back", () => {
    const speak = function () {
      return this;
    };
    assert.equal(run(`${CLASS}dog.speak() is dog`, { speak }), true);
  });

  test("an instance of a list, dict or str is no copy either", () => {
    const speak = function () {
      return py.isPyProxy(this);
    };
    for (const base of ["list", "dict", "str", "int"]) {
      assert.equal(run(`class D(${base}): speak = speak\nD().speak()`, { speak }), true, base);
    }
  });

  test("read from the class, and in an instance's own attributes, it is the function", () => {
    const speak = function () {
      return this === undefined;
    };
    assert.equal(run(`${CLASS}Dog.speak is speak and Dog.speak()`, { speak }), true);
    assert.equal(py.runPython("dog.other = speak\ndog.other is speak and dog.other()"), true);
    assert.equal(py.runPython("Dog.static = staticmethod(speak)\ndog.static()"), true);
  });

  test("the method knows its parts, and has the function's properties", () => {
    class Speak {
      constructor(n) {
        this.n = n;
      }
    }
    Speak.mood = "good";
    const code = `${CLASS}m = dog.speak\n(m.__self__ is dog, m.__func__ is speak, m.mood, m.new(5).n)`;
    assert.deepEqual([...run(code, { speak: Speak })], [true, true, "good", 5]);
    assert.equal(py.runPython("m == dog.speak and hash(m) == hash(dog.speak)"), true);
    assert.equal(py.runPython("m == Dog().speak or m == 1"), false);
    assert.match(py.runPython("repr(m)"), /<JavaScript method of <.*Dog object/);
    assert.throws(() => py.runPython("m.absent"), { type: "AttributeError" });
  });

  test("what the method throws is raised, and a wrong argument means no call", () => {
    let calls = 0;
    const speak = () => {
      calls += 1;
      throw new RangeError("no");
    };
    assert.throws(() => run(`${CLASS}dog.speak()`, { speak }), RangeError);
    assert.throws(() => py.runPython("dog.speak(**{1: 2})"), { type: "TypeError" });
    assert.equal(calls, 1);
  });

  test("a method may call Python, which calls it again", () => {
    const speak = function (n) {
      return n === 0 ? this.name : this.speak(n - 1);
    };
    assert.equal(run(`${CLASS}dog.speak(5)`, { speak }), "Rex");
  });

  test("a method in its own instance's attributes is collected with it", () => {
    run(`${CLASS}import gc, weakref\ndog.m = dog.speak\nw = weakref.ref(dog)\ndel dog`, {
      speak() {},
    });
    assert.equal(py.runPython("gc.collect()\nw() is None"), true);
  });

  test("this lives as long as an argument does", () => {
    let kept;
    const speak = function () {
      kept = this;
    };
    run(`${CLASS}dog.speak()`, { speak });
    if (semantics === "classic") {
      assert.equal(kept.name, "Rex");
      // It holds its object, whose class holds the function, which holds it.
      kept.destroy();
    } else assert.throws(() => kept.name, /made for the arguments of a call/);
  });
});
