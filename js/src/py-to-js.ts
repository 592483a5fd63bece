import { checkBoolean, checkDepth, checkFunction, checkOptions, refuse } from "./check.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";

/**
 * Converts a Python object in the course of `toJs`. `convert` converts a part of it as the whole is
 * converted; `cacheConversion` is told of the object and what it becomes, before parts that may
 * refer to it are converted.
 */
export type ToJsConverter = (
  value: PyProxy,
  convert: (part: unknown) => unknown,
  cacheConversion: (value: PyProxy, converted: unknown) => void,
) => unknown;

/** How `toJs` converts. */
export interface ToJsOptions {
  /** How many levels are converted; by default all, as with a negative number. */
  readonly depth?: number;
  /** Gets the PyProxies that are made. */
  readonly pyproxies?: unknown[];
  /** Whether what has no conversion becomes a PyProxy, as by default, or is refused. */
  readonly create_pyproxies?: boolean;
  /** Makes something of a dict's pairs; by default an Object. */
  readonly dict_converter?: (pairs: Iterable<[unknown, unknown]>) => unknown;
  /** Is asked for objects that have no conversion. */
  readonly default_converter?: ToJsConverter;
  /** Is asked for every object first; `convert(value)` gives the usual conversion. */
  readonly eager_converter?: ToJsConverter;
}

/** Methods that copy a Python object. */
export const toJsMethods: MakeMethods = ({ handleOf, toJs }) => ({
  toJs(options: ToJsOptions = {}): unknown {
    checkToJsOptions(options);
    return toJs(handleOf(this), options);
  },
});

const OPTIONS = [
  ...["depth", "pyproxies", "create_pyproxies"],
  ...["dict_converter", "default_converter", "eager_converter"],
];

function checkToJsOptions(options: ToJsOptions): void {
  checkOptions("toJs", options, OPTIONS);
  const { depth, pyproxies } = options;
  if (depth !== undefined) checkDepth(depth);
  if (pyproxies !== undefined && !Array.isArray(pyproxies)) {
    refuse("pyproxies", "an Array", pyproxies);
  }
  checkBoolean("create_pyproxies", options.create_pyproxies);
  checkFunction("dict_converter", options.dict_converter);
  checkFunction("default_converter", options.default_converter);
  checkFunction("eager_converter", options.eager_converter);
}
