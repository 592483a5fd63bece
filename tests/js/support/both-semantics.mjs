/** The same tests in both semantics. */
import { runtime } from "./new-runtime.mjs";

/** Calls `define` with the helpers of a runtime of each semantics; titles begin with its name. */
export async function inBothSemantics(define) {
  const both = [];
  for (const semantics of ["classic", "pep818"]) {
    both.push({ semantics, ...(await runtime({ semantics })) });
  }
  // All at once: the runner takes a file as done, and runs what it has for `after`, when the tests that
  // it knows are.
  for (const { test, semantics, ...made } of both) {
    define({ ...made, semantics, test: (name, body) => test(`${semantics}: ${name}`, body) });
  }
}
