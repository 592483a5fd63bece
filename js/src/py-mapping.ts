import type { PyJson } from "./json-view.ts";
import type {
  PyProxyWithGet,
  PyProxyWithHas,
  PyProxyWithLength,
  PyProxyWithSet,
} from "./py-item.ts";
import type { PyIterable } from "./py-iterate.ts";

/** A Python dict in JavaScript; its items can be read as properties too. */
export interface PyDict
  extends PyProxyWithLength,
    PyProxyWithGet,
    PyProxyWithSet,
    PyProxyWithHas,
    PyIterable,
    PyJson {}
