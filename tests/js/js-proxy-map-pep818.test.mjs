/** Maps, Sets and generators in Python: the semantics of PEP 818. */
import { declare } from "./support/js-map.mjs";
import { run, test } from "./support/pep818.mjs";

declare({ run, test });
