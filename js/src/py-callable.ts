import { checkOptions, isObject, refuse } from "./check.ts";
import type { MakeMethods } from "./py-methods.ts";
import type { PyProxy } from "./py-proxy.ts";
import { Shape, shapeOf } from "./shape.ts";

/** How `callWithOptions` calls. */
export interface CallOptions {
  /** The keyword arguments, or whether the last argument is an object of them. */
  readonly kwargs?: boolean | Readonly<Record<string, unknown>>;
  /** Whether arguments that the function has no parameters for are left out. */
  readonly relaxed?: boolean;
  /** Whether Python may wait in the call, which then gives a promise. */
  readonly promising?: boolean;
}

/** A callable Python object in JavaScript. */
export interface PyCallable extends PyProxy {
  (...args: unknown[]): unknown;
  /** Calls with the arguments of an array. */
  apply(self: unknown, args?: ArrayLike<unknown> | null): unknown;
  /** Calls with the arguments after the first. */
  call(self: unknown, ...args: unknown[]): unknown;
  /** A function that calls with these arguments before its own. */
  bind(self: unknown, ...args: unknown[]): (...rest: unknown[]) => unknown;
  /**
   * Calls with keyword arguments: the properties of the last argument.
   *
   * @throws TypeError where that is no plain object.
   */
  callKwargs(...argsAndKwargs: [...unknown[], Readonly<Record<string, unknown>>]): unknown;
  /** Calls without the arguments that the function has no parameters for. */
  callRelaxed(...args: unknown[]): unknown;
  /**
   * Calls so that Python can wait in the call with `run_sync`, where the engine has JavaScript Promise
   * Integration. Elsewhere it calls all the same, and `run_sync` raises RuntimeError.
   *
   * @returns What the function returns.
   */
  callPromising(...args: unknown[]): Promise<unknown>;
  /** Calls as `callKwargs` and `callPromising`. */
  callPromisingKwargs(
    ...argsAndKwargs: [...unknown[], Readonly<Record<string, unknown>>]
  ): Promise<unknown>;
  /** Calls as the options say. */
  callWithOptions(options: CallOptions, ...args: unknown[]): unknown;
  /** Another proxy of the same object, whose calls pass `this` as the first argument. */
  captureThis(): PyCallable;
}

type Named = Readonly<Record<string, unknown>>;

/** The methods of what can be called. Their `self` reaches Python where the proxy captures `this`. */
export const callableMethods: MakeMethods = ({ python, handleOf, copy, isProxy }) => {
  function callWith(callee: object, args: unknown[], named: Named, isRelaxed: boolean): unknown {
    const names = Object.keys(named);
    const values = [...args, ...names.map((name) => named[name]), ...names];
    return python.on(handleOf(callee), (wasm, slot, version) =>
      python.withRecords(values, (address) =>
        wasm.py_call_with(slot, version, args.length, names.length, Number(isRelaxed), address),
      ),
    );
  }

  /** The same, and Python can wait in the call. */
  function callPromising(
    callee: object,
    args: unknown[],
    named: Named,
    isRelaxed: boolean,
  ): Promise<unknown> {
    const names = Object.keys(named);
    const values = [...args, ...names.map((name) => named[name]), ...names];
    return python.callPromising(handleOf(callee), values, names.length, isRelaxed);
  }

  /** Takes the keyword arguments from the end of the arguments. */
  function takeNamed(method: string, args: unknown[]): Named {
    const named = args.pop();
    if (!isNamed(named)) {
      refuse(`the last argument of ${method}`, "an object of keyword arguments", named);
    }
    return named;
  }

  /** Tells a plain object: what is in a Map or a Python dict is no property. */
  function isNamed(value: unknown): value is Named {
    return isObject(value) && !isProxy(value) && shapeOf(value) === Shape.Object;
  }

  return {
    apply(self: unknown, args: ArrayLike<unknown> | null = []): unknown {
      return Reflect.apply(this as () => unknown, self, args ?? []);
    },
    call(self: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(this as () => unknown, self, args);
    },
    bind(self: unknown, ...bound: unknown[]): (...args: unknown[]) => unknown {
      return (...args) => Reflect.apply(this as () => unknown, self, [...bound, ...args]);
    },
    callKwargs(...args: unknown[]): unknown {
      const named = takeNamed("callKwargs", args);
      return callWith(this, args, named, false);
    },
    callRelaxed(...args: unknown[]): unknown {
      return callWith(this, args, {}, true);
    },
    callWithOptions(options: CallOptions, ...args: unknown[]): unknown {
      checkOptions("callWithOptions", options, ["kwargs", "relaxed", "promising"]);
      const given = options?.kwargs;
      if (given !== undefined && typeof given !== "boolean" && !isNamed(given)) {
        refuse("kwargs", "a boolean or an object of keyword arguments", given);
      }
      const { kwargs = false, relaxed = false, promising = false } = options;
      const isLast = kwargs === true;
      const named = isLast ? takeNamed("callWithOptions", args) : kwargs || {};
      return promising
        ? callPromising(this, args, named, relaxed)
        : callWith(this, args, named, relaxed);
    },
    callPromising(...args: unknown[]): Promise<unknown> {
      return callPromising(this, args, {}, false);
    },
    callPromisingKwargs(...args: unknown[]): Promise<unknown> {
      const named = takeNamed("callPromisingKwargs", args);
      return callPromising(this, args, named, false);
    },
    captureThis(): object {
      return copy(this, { capturesThis: true });
    },
  };
};
