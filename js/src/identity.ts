const numbers = new WeakMap<object, number>();
// Symbols of the registry cannot be weak keys; there are as many as the program has names.
const symbols = new Map<unknown, number>();
let last = 0;

/** A number that two values share exactly when they are the same (`===`) object or symbol. */
export function identityNumber(value: unknown): number {
  const known = isObject(value) ? numbers.get(value) : symbols.get(value);
  if (known !== undefined) return known;
  last += 1;
  if (isObject(value)) numbers.set(value, last);
  else symbols.set(value, last);
  return last;
}

function isObject(value: unknown): value is object {
  // `document.all` says that it is undefined.
  return Object(value) === value;
}
