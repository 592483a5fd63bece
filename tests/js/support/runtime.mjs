/**
 * The runtime of a test file, with the classic semantics. `node --test` gives every file its own
 * process, so a file has exactly one; `runtime(options)` makes others, with the same helpers.
 */
import { runtime } from "./new-runtime.mjs";

export { runtime };
export const { py, run, test } = await runtime();
