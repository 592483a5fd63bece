import type { Handle } from "./handle.ts";
import type { Python } from "./python.ts";
import { PythonError } from "./python-error.ts";

/** As much as is shown of a `repr`. */
const MOST_TEXT = 1000;

/** What a console shows of a proxy: its type and `repr`, whatever state it is in. Never throws. */
export function describeProxy(python: Python, handle: Handle): string {
  if (!handle.isAlive) return "PyProxy (destroyed)";
  try {
    return `PyProxy(${python.typeName(handle)}) ${shownText(python, handle)}`;
  } catch {
    // A RangeError where the stack ends, for one.
    return "PyProxy";
  }
}

function shownText(python: Python, handle: Handle): string {
  try {
    const text = python.repr(handle);
    return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}...` : text;
  } catch (error) {
    const reason = error instanceof PythonError ? error.type : "an error";
    return `(its repr raised ${reason})`;
  }
}
