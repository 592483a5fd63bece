/** Measures one runtime in this page. */
import { CASES } from "../cases.mjs";
import { work } from "../worker.mjs";

/** Does the task; whoever opened the page gave it the function `tell`. */
export const measure = (task) => work(task, { coldCases: [], cases: CASES, tell: globalThis.tell });
