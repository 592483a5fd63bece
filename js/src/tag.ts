/**
 * What a value is when it crosses: the tag of a record.
 *
 * The one definition for both languages: the crate's build script reads this file, so an entry is
 * one line `Name = number,` and nothing else stands between the braces but comments.
 */
export enum Tag {
  /** `undefined`, `None`. */
  Undefined = 0,
  /** `null`. */
  Null = 1,
  /** `false`, `False`. */
  False = 2,
  /** `true`, `True`. */
  True = 3,
  /** A whole Number in the safe range; the number. */
  Int = 4,
  /** A whole Number of few bits, only as a result: the number is in the bits above the tag's 8. */
  SmallInt = 14,
  /** Any other Number, a float; the number. */
  Float = 5,
  /** An int beyond the safe range that fits 64 bits; the 64 bits. */
  Int64 = 6,
  /** A larger int. To Python: slot of its hexadecimal text. To JavaScript: address and length of that text. */
  BigInt = 7,
  /** Text of code points below 128, a byte each; address and length. */
  Ascii = 8,
  /** Text of code points below 256, a byte each; address and length. */
  Latin1 = 9,
  /** Text in UTF-16 code units; address and length in units. */
  Utf16 = 10,
  /** Text too long for the scratch area; slot and length in UTF-16 units. */
  LongText = 11,
  /** A JavaScript object that Python sees for the first time; its new slot, which the receiver owns, and its features. */
  Object = 12,
  /** A JavaScript object that has a living JsProxy; its slot, still owned by that JsProxy. */
  KnownObject = 13,
  /** A function read from an object, to be bound to it; both new slots, which the receiver owns, and its features. */
  Method = 24,
  /** A typed array, DataView, ArrayBuffer or SharedArrayBuffer; its new slot, which the receiver owns. */
  Buffer = 15,
  /** An Error; its new slot, which the receiver owns. */
  Error = 16,
  /** A Python object. To Python: slot and version of its handle. To JavaScript: its address. */
  PyObject = 17,
  /** The JavaScript value of a JsProxy, on its way back; its slot, still owned by that JsProxy. */
  Reference = 18,
  /** A copied list or tuple; number of items, which follow. */
  Array = 19,
  /** A copied dict; number of pairs, which follow, key before value. */
  Dict = 20,
  /** A container that occurred before in the same conversion; its number there. */
  Shared = 21,
  /** A buffer that Python exports; address and length in bytes, then the handle of the export. */
  View = 22,
  /** A container that JavaScript gets a JSON-like view of; its address. */
  JsonView = 50,

  /** A Python object whose PyProxy has ended; slot and version of its handle, which the receiver owns. */
  LastPyObject = 25,

  // Deep conversion, besides the above. To Python texts lie behind their records, length first, and
  // a container's second number is its own. To JavaScript that number is the container's address.
  /** A Map; number of pairs, which follow, key before value. */
  Map = 27,
  /** An Array of nothing but Numbers; how many. They follow in 64 bits each. */
  Numbers = 23,
  /** A Set; number of members, which follow. */
  Set = 28,
  /** A property name that occurred before in the same conversion; its number there. */
  Key = 29,
  /** An object that has no conversion. To Python: its number, the one before it, remaining depth; its record follows. To JavaScript: address, remaining depth, whether the eager converter is to be asked. */
  Other = 30,
  /** Bytes of a Python buffer, to be copied; address and length, then the format of the elements. */
  Copy = 26,
  /** Where the next piece of a stream is; its address. */
  Next = 31,

  // What came of an operation, besides a value.
  /** There is no such property, item or further element. */
  Missing = 32,
  /** The iteration has ended; the first record is what the iterator returned. */
  Finished = 39,
  /** An index is out of range. */
  OutOfRange = 33,
  /** JavaScript refused silently, as it does for frozen objects. */
  Refused = 34,
  /** The object does not know this operation. */
  Unsupported = 35,
  /** Something was thrown. To Python: the first record tells what. To JavaScript: the outbox holds it. */
  Thrown = 36,
  /** A PythonError was thrown: slot and version of the exception's handle. */
  ThrownPython = 37,
  /** Something that is no Error was thrown: slot of an Error that tells of it, slot of the value itself. */
  NoError = 60,
  /** The value waits in the outbox. */
  Delivered = 38,
  /** There is no value yet: it will be delivered to whom the caller named. */
  Pending = 41,
  /** The attribute is the object that the caller has a PyProxy of. */
  Same = 40,

  /** The value cannot be converted; the first record is a text that says why. */
  NotConvertible = 45,
  /** Containers are nested too deeply; the first record is a text that says so. */
  TooDeep = 46,
  /** There is no memory; the first record is a text that says for what. */
  NoMemory = 47,
}
