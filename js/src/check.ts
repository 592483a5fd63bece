/** Tells what a value is, for messages about values of the wrong type. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an Array";
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "object":
      return `an object (${Object.prototype.toString.call(value).slice(8, -1)})`;
    case "function":
      return "a function";
    case "string":
      return `the string ${JSON.stringify(shortened(value))}`;
    default:
      return `the ${typeof value} ${String(value)}`;
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** Refuses an argument: names it, what was expected, and what came. */
export function refuse(name: string, expected: string, value: unknown): never {
  throw new TypeError(`${name} must be ${expected}, not ${describe(value)}`);
}

/** Requires a string. */
export function checkString(name: string, value: unknown): asserts value is string {
  if (typeof value !== "string") refuse(name, "a string", value);
}

/** Requires a function, or nothing. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") refuse(name, "a function", value);
}

/** Requires a boolean, or nothing. */
export function checkBoolean(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") refuse(name, "a boolean", value);
}

/** Requires a number of levels: an integer of 32 bits. */
export function checkDepth(value: unknown): asserts value is number {
  if (typeof value !== "number" || (value | 0) !== value) refuse("depth", "an integer", value);
}

/** Tells objects, functions among them, from other values. */
export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Requires an object all of whose properties are among those named; nothing counts as empty. */
export function checkOptions(name: string, value: unknown, known: readonly string[]): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null)
    refuse(`the options of ${name}`, "an object", value);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      throw new TypeError(`${name} has no option ${key}; it has ${known.join(", ")}`);
    }
  }
}
