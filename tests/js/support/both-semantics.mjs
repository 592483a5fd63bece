/** The same tests in both semantics. */
import { runtime } from "./new-runtime.mjs";

/** Calls `define` with the helpers of a runtime of each semantics; titles begin with its name. */
export async function inBothSemantics(define) {
  for (const semantics of ["classic", "pep818"]) {
    const made = await runtime({ semantics });
    const test = (name, body) => made.test(`${semantics}: ${name}`, body);
    define({ ...made, semantics, test });
  }
}
