/**
 * What Python can do with a JavaScript object: bits of a set, found once when its JsProxy is made.
 *
 * The one definition for both languages, as `tag.ts` is: an entry is one line `Name = 1 << bit,`.
 */
export enum JsFeature {
  /** It is a function. */
  Callable = 1 << 0,
  /** It has `[Symbol.iterator]`. */
  Iterable = 1 << 1,
  /** It has a method `next` and no `[Symbol.asyncIterator]`. */
  Iterator = 1 << 2,
  /** It is an iterator with `return` and `throw`. */
  Generator = 1 << 3,
  /** It has `[Symbol.asyncIterator]`. */
  AsyncIterable = 1 << 4,
  /** It has a method `next` and `[Symbol.asyncIterator]`. */
  AsyncIterator = 1 << 5,
  /** It is an asynchronous iterator with `return` and `throw`. */
  AsyncGenerator = 1 << 6,
  /** It has `length` or `size`, and is no function. */
  Sized = 1 << 7,
  /** It has a method `get`, or its properties are its items. */
  Get = 1 << 8,
  /** It has the methods `set` and `delete`, or its properties are its items. */
  Set = 1 << 9,
  /** It has a method `has` or `includes`, or its properties are its items. */
  Has = 1 << 10,
  /** It is a Map or like one: `get`, a size, and iterable. */
  Map = 1 << 11,
  /** It is a Map that can be changed: `set` and `delete`, too. */
  MutableMap = 1 << 12,
  /** It is an Array. */
  Array = 1 << 13,
  /** It is iterable and has a `length`, and is no Array, typed array or Map. */
  ArrayLike = 1 << 14,
  /** It is a typed array. */
  TypedArray = 1 << 15,
  /** It is a typed array, DataView, ArrayBuffer or SharedArrayBuffer. */
  Buffer = 1 << 16,
  /** It has a method `then`. */
  Thenable = 1 << 17,
  /** It is iterated over by its entries, as the classic semantics have it for objects without `get`. */
  Properties = 1 << 18,
  /** It is an HTML element. */
  DomElement = 1 << 19,
  /** It is a proxy that `create_proxy` made: a Python object with a lifetime of its own. */
  DoubleProxy = 1 << 20,
}
