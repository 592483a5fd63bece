import { describe } from "./properties.ts";

/** Wraps something thrown that is no Error in one that says what it was. */
export function wrapThrown(value: unknown): Error {
  let text: string;
  try {
    text = thrownText(value);
  } catch {
    text = `a value of type ${typeof value}`;
  }
  return new Error(`something that is no Error was thrown: ${text}`);
}

function thrownText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return value === undefined || value === null ? String(value) : describe(value);
}

const TYPES = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

/** Makes an Error anew from what is kept of one: that of the language's type which has the name. */
export function makeError(name: string, message: string, stack: string | undefined): Error {
  const type = TYPES.find((each) => each.name === name) ?? Error;
  const error = new type(message);
  const property = (value: string) => ({ value, writable: true, configurable: true });
  if (error.name !== name) Object.defineProperty(error, "name", property(name));
  if (stack !== undefined) Object.defineProperty(error, "stack", property(stack));
  return error;
}
