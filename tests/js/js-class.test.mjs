/** Classes that Python derives from JavaScript ones are JavaScript classes. */
import assert from "node:assert/strict";

import * as pep818 from "./support/pep818.mjs";
import * as classic from "./support/runtime.mjs";

class Animal {
  constructor(name) {
    this.name = name;
  }
  speak() {
    return `${this.name} makes a sound`;
  }
}

const DOG = `
class Dog(Animal):
    sounds = ["woof", "wuff"]
    def __init__(self, name):
        self.tail = True
    def bark(self, times=1):
        return f"{self.name} barks {times}"
    @property
    def age(self):
        return self.years * 7
    @age.setter
    def age(self, value):
        self.years = value / 7
    @staticmethod
    def legs():
        return 4
    @classmethod
    def called(cls, name):
        return cls.new(name)
`;

for (const { test, run } of [classic, pep818]) {
  test("a class with a JavaScript base is a JavaScript class", () => {
    const Dog = run(`${DOG}\nDog`, { Animal });
    assert.equal(typeof Dog, "function");
    assert.equal(Dog.name, "Dog");
    const dog = new Dog("Rex");
    assert.ok(dog instanceof Dog && dog instanceof Animal);
    assert.equal(dog.speak(), "Rex makes a sound");
    assert.equal(dog.bark(), "Rex barks 1");
    assert.equal(dog.bark(3), "Rex barks 3");
    assert.equal(dog.tail, true);
    dog.age = 14;
    assert.equal(dog.years, 2);
    assert.equal(dog.age, 14);
    assert.equal(Dog.legs(), 4);
    assert.deepEqual([...Dog.sounds], ["woof", "wuff"]);
    assert.deepEqual(Object.keys(dog), ["name", "tail", "years"]);
  });

  test("Python makes instances of such a class, and knows them", () => {
    const source = `${DOG}
rex = Dog.new("Rex")
str([rex.bark(2), isinstance(rex, Dog), isinstance(rex, Animal), isinstance(5, Dog), Dog.called("Ada").name])`;
    assert.equal(run(source, { Animal }), "['Rex barks 2', True, True, False, 'Ada']");
  });

  test("a class can be derived from one that Python derived", () => {
    const source = `${DOG}
class Puppy(Dog):
    def bark(self):
        return Dog.prototype.bark.call(self) + ", high"
Puppy.new("Rex").bark()`;
    assert.equal(run(source, { Animal }), "Rex barks 1, high");
  });

  test("an exception in a constructor or method reaches whoever called it", () => {
    const source = `
class Bad(Animal):
    def __init__(self, name):
        if name == "bad": raise ValueError("not that")
    def fail(self): raise KeyError(self.name)
Bad`;
    const Bad = run(source, { Animal });
    assert.throws(() => new Bad("bad"), { type: "ValueError" });
    assert.throws(() => new Bad("good").fail(), { type: "KeyError" });
  });

  test("a class whose methods use super() is refused at once, with advice", () => {
    for (const [member, advice] of [
      ["def __init__(self, name): super().__init__(name)", /^TypeError: __init__ .*already run/m],
      ["def speak(self): return super().speak()", /speak cannot .*Base\.prototype\.method\.call/],
      ["speak = property(lambda self: super().speak)", /speak cannot use super\(\)/],
      ["@classmethod\n    def made(cls): return __class__", /made cannot use .*__class__/],
    ]) {
      assert.throws(() => run(`class Cat(Animal):\n    ${member}`, { Animal }), {
        type: "TypeError",
        message: advice,
      });
    }
  });

  test("what is no class cannot be a base, and a class has one base", () => {
    assert.throws(() => run("class P(base): pass", { base: () => 1 }), { name: "TypeError" });
    assert.throws(() => run("class P(Animal, dict): pass", { Animal }), {
      type: "TypeError",
      message: /only base/,
    });
  });
}
