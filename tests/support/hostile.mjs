/** Objects that do what they can to break who uses them, for Node and for pages. */

const fail = () => {
  throw new RangeError("hostile");
};

const TRAPS = Object.getOwnPropertyNames(Reflect);
const NAMES = [
  "add constructor delete forEach get has includes item keys length message name next",
  "return set size stack then throw toJSON toString unwrap valueOf values",
].flatMap((names) => names.split(" "));
const SYMBOLS = [
  "iterator",
  "asyncIterator",
  "toPrimitive",
  "toStringTag",
  "hasInstance",
  "species",
];
const KEYS = [...NAMES, ...SYMBOLS.map((name) => Symbol[name])];

/** A handler with every trap; each calls `body(trap, ...its arguments)`. */
export const everyTrap = (body) =>
  Object.fromEntries(TRAPS.map((trap) => [trap, (...given) => body(trap, ...given)]));

/** Gives an object getters for all that anybody might ask for. */
export const withGetters = (target, getter) =>
  Object.defineProperties(
    target,
    Object.fromEntries(
      [...KEYS]
        .filter((key) => Object.getOwnPropertyDescriptor(target, key)?.configurable !== false)
        .map((key) => [key, { get: () => getter(key), configurable: true }]),
    ),
  );

/** Makes an object of each kind. */
export const TARGETS = {
  "an object": () => ({}),
  "an Array": () => [1, 2, 3],
  "a function": () => () => 1,
  "a class": () => class {},
  "a Map": () => new Map([["a", 1]]),
  "a typed array": () => new Uint8Array(3),
};

const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

/** A prototype chain without an end, of Proxies that make the next one up when they are asked. */
const endlessPrototypes = () =>
  new Proxy({}, { getPrototypeOf: endlessPrototypes, has: () => false });

/** An object with the methods of a Map and of an iterator, all of which are `method`. */
const protocol = (method) => ({
  ...Object.fromEntries(
    ["get", "set", "has", "delete", "next", "then"].map((key) => [key, method]),
  ),
  size: 3,
  [Symbol.iterator]: method,
});

/** Makes each hostile object, by what it is. */
export const HOSTILE = {
  ...Object.fromEntries(
    Object.entries(TARGETS).flatMap(([what, make]) => [
      [`a Proxy of ${what} whose traps throw`, () => new Proxy(make(), everyTrap(fail))],
      [`a revoked Proxy of ${what}`, () => revoked(make())],
      [`${what} whose getters throw`, () => withGetters(make(), fail)],
      [`${what} whose getters give Symbols`, () => withGetters(make(), () => Symbol("hostile"))],
      [`${what} whose getters give nothing`, () => withGetters(make(), () => undefined)],
    ]),
  ),
  "a Proxy that says it has everything": () => new Proxy({}, { has: () => true }),
  "a Proxy that says it has nothing": () => new Proxy({ a: 1 }, { has: () => false }),
  "a Proxy whose properties are itself": () => {
    const proxy = new Proxy(() => proxy, { get: () => proxy });
    return proxy;
  },
  "an object without a prototype": () => Object.create(null),
  "an endless prototype chain": endlessPrototypes,
  "an object whose methods throw": () => protocol(fail),
  "an object whose methods give nothing": () => protocol(() => undefined),
  "an object whose methods give themselves": () => {
    const method = () => method;
    return protocol(method);
  },
  ...Object.fromEntries(
    [-1, Number.NaN, 1.5, 2 ** 53, "3", 3n, null, {}].map((length) => [
      `an object of length ${String(length)}`,
      () => ({ length, [Symbol.iterator]: () => [][Symbol.iterator]() }),
    ]),
  ),
};

/** Tries everything that Python can do with an object; gives what came of each attempt. */
export const ATTEMPTS = `
import collections.abc, copy, io, itertools, json, operator, pickle
from pyodide.ffi import JsException, JsProxy

def first(values):
    return list(itertools.islice(values, 5))

def keeping(x):
    with x:
        pass

def matching(x):
    match x:
        case [first, *rest]:
            return rest
        case {"a": value}:
            return value
        case JsProxy(name=name):
            return name

abstract_classes = [
    getattr(collections.abc, name) for name in collections.abc.__all__ if name != "ByteString"
]

attempts = [
    repr, str, bool, hash, dir, len, callable, id, type, format, sorted, sum, max,
    copy.copy, copy.deepcopy, pickle.dumps, json.dumps, float, int, complex, bytes, iter, next,
    lambda x: x == x, lambda x: x != object(), lambda x: x < x, lambda x: x in [x],
    lambda x: first(x), lambda x: first(reversed(x)), lambda x: dict(first(x)), lambda x: (*first(x),),
    lambda x: x.name, lambda x: x.length, lambda x: x.then, lambda x: x.constructor,
    lambda x: setattr(x, "name", 1), lambda x: delattr(x, "name"), lambda x: hasattr(x, "missing"),
    lambda x: x[0], lambda x: x[-1], lambda x: x["a"], lambda x: x[None], lambda x: x[0:2],
    lambda x: x[::-1],
    lambda x: operator.setitem(x, 0, 1), lambda x: operator.setitem(x, "a", 1),
    lambda x: operator.setitem(x, slice(0, 1), [1]), lambda x: operator.setitem(x, slice(0, 2, 2), [1]),
    lambda x: operator.delitem(x, 0), lambda x: operator.delitem(x, "a"),
    lambda x: operator.delitem(x, slice(0, 1)), lambda x: 1 in x, lambda x: "a" in x, lambda x: None in x,
    lambda x: operator.iadd(x, [1]), lambda x: operator.imul(x, 0), lambda x: x + [1], lambda x: x * 2,
    lambda x: x(), lambda x: x(1, key=2), lambda x: x.new(), lambda x: x.new(1, key=2),
    lambda x: x.name(), lambda x: x.typeof, lambda x: x.js_id, matching, keeping, memoryview,
    lambda x: isinstance(x, JsProxy), lambda x: isinstance(x, BaseException),
    *(lambda x, kind=kind: isinstance(x, kind) for kind in abstract_classes),
    *(operator.methodcaller(name) for name in
        "object_keys object_values object_entries to_py to_weakref as_py_json keys values items pop "
        "popitem clear reverse close to_bytes to_string to_memoryview catch unwrap".split()),
    *(operator.methodcaller(name, 1) for name in
        "get pop setdefault append remove index count send throw then finally_".split()),
    lambda x: x.to_py(depth=1), lambda x: x.extend([1]), lambda x: x.insert(0, 1), lambda x: x.update({"a": 1}),
    lambda x: x.extend(x), lambda x: x.assign(b"abc"), lambda x: x.assign_to(bytearray(3)),
    lambda x: x.to_file(io.BytesIO()), lambda x: x.from_file(io.BytesIO(b"abc")),
    lambda x: isinstance(1, x), lambda x: issubclass(int, x), lambda x: type("Derived", (x,), {}),
]

def outcome(attempt, x):
    try:
        attempt(x)
    except Exception as error:
        str(error)
        return type(error).__name__
    return "done"

def attempt_all(make):
    return [outcome(attempt, make()) for attempt in attempts]
`;
