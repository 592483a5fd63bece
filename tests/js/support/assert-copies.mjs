/**
 * `assert`, to which the PyProxy of a list, tuple or dict is equal when its copy is.
 *
 * For tests in both semantics: with the classic ones JavaScript gets the copy to begin with.
 */
import nodeAssert from "node:assert/strict";

function copied(value) {
  if (Array.isArray(value)) return value.map(copied);
  const isProxy = Object.prototype.toString.call(value) === "[object PyProxy]";
  return isProxy && ["list", "tuple", "dict"].includes(value.type) ? value.toJs() : value;
}

export const assert = {
  ...nodeAssert,
  deepEqual: (actual, expected, message) => nodeAssert.deepEqual(copied(actual), expected, message),
};
