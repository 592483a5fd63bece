/** Maps, Sets and generators in Python: classic semantics. */
import { declare } from "./support/js-map.mjs";
import { run, test } from "./support/runtime.mjs";

declare({ run, test });
