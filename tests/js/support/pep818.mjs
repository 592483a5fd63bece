/** The runtime of a test file with the semantics of PEP 818. */
import { runtime } from "./new-runtime.mjs";

export const { py, run, test } = await runtime({ semantics: "pep818" });
