/**
 * What JavaScript can do with a Python object: bits of a set, found once when its PyProxy is made.
 *
 * The one definition for both languages, as `tag.ts` is: an entry is one line `Name = 1 << bit,`.
 */
export enum PyFeature {
  /** It can be called. */
  Callable = 1 << 0,
  /** It is a class. */
  Type = 1 << 1,
  /** It is a dict. */
  Dict = 1 << 2,
  /** It has `__len__`. */
  Sized = 1 << 3,
  /** It has `__getitem__`. */
  Get = 1 << 4,
  /** It has `__setitem__` or `__delitem__`. */
  Set = 1 << 5,
  /** It has `__contains__`. */
  Has = 1 << 6,
  /** It has `__iter__`, or is iterated over by its indices. */
  Iterable = 1 << 7,
  /** It has `__next__`. */
  Iterator = 1 << 8,
  /** It is an iterator with `send`, `throw` and `close`. */
  Generator = 1 << 9,
  /** It has `__aiter__`. */
  AsyncIterable = 1 << 10,
  /** It has `__anext__`. */
  AsyncIterator = 1 << 11,
  /** It is an asynchronous iterator with `asend`, `athrow` and `aclose`. */
  AsyncGenerator = 1 << 12,
  /** It has `__await__`. */
  Awaitable = 1 << 13,
  /** It is a `collections.abc.Sequence`. */
  Sequence = 1 << 14,
  /** It is a `collections.abc.MutableSequence`. */
  MutableSequence = 1 << 15,
  /** It is a `collections.abc.Mapping`. */
  Mapping = 1 << 16,
  /** It exports a buffer (PEP 3118). */
  Buffer = 1 << 17,
  /** It is an exception. */
  Exception = 1 << 18,
  /** It is a method bound to an object, in Python or built in. */
  Method = 1 << 19,
}
