/** The cases that every host can measure, in the order in which they run. */
import { BUFFERS, BULK } from "./cases/bulk.mjs";
import { JAVASCRIPT_TO_PYTHON, PYTHON_TO_JAVASCRIPT } from "./cases/calls.mjs";
import { EXCEPTIONS } from "./cases/errors.mjs";
import { GROWTH } from "./cases/growth.mjs";
import { INTERPRETER } from "./cases/programs.mjs";
import { ENTRIES, PROXIES } from "./cases/proxies.mjs";
import { WAITING } from "./cases/waiting.mjs";

export const CASES = [
  ...PYTHON_TO_JAVASCRIPT,
  ...JAVASCRIPT_TO_PYTHON,
  ...ENTRIES,
  ...BULK,
  ...BUFFERS,
  ...EXCEPTIONS,
  ...PROXIES,
  ...WAITING,
  ...INTERPRETER,
  // Last: what they leave behind would slow the others.
  ...GROWTH,
];
