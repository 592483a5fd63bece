/**
 * Jaspy under the name by which Pyodide's programs load it.
 *
 * @packageDocumentation
 */

import { type Jaspy, type LoadOptions, loadJaspy } from "./jaspy.ts";

/**
 * Starts a Python interpreter that follows PEP 818 and today's Pyodide, unless `semantics` says
 * otherwise.
 *
 * @throws As `loadJaspy` does.
 */
export async function loadPyodide(options: LoadOptions = {}): Promise<Jaspy> {
  const { semantics = "pep818", ...others } = options;
  return loadJaspy({ semantics, ...others });
}

export { version } from "./jaspy.ts";
