/**
 * Jaspy under the name by which Pyodide's programs load it.
 *
 * @packageDocumentation
 */

import { type Jaspy, type LoadOptions, loadJaspy } from "./jaspy.ts";

/**
 * Starts a Python interpreter.
 *
 * Pyodide's present semantics (`"pep818"`) do not exist yet; until then this is `loadJaspy`, with
 * the semantics of Pyodide's first manual (`"classic"`).
 */
export async function loadPyodide(options: LoadOptions = {}): Promise<Jaspy> {
  return loadJaspy(options);
}

export { version } from "./jaspy.ts";
