/** The classes that Python derives from JavaScript ones: `class P(js.HTMLElement)`. */

type Constructor = new (...args: unknown[]) => object;
type Callee = (...args: unknown[]) => unknown;

/** What a member of a class is. */
export type MemberKind = "method" | "static" | "accessor";

/**
 * Makes a JavaScript class.
 *
 * @param init - Is called with the new object as `this` after the base has made it.
 * @throws TypeError when `base` is no constructor.
 */
export function deriveClass(name: string, base: Constructor, init: Callee | undefined): object {
  const derived = class extends base {
    constructor(...args: unknown[]) {
      super(...args);
      if (init !== undefined) Reflect.apply(init, this, args);
    }
  };
  return Object.defineProperty(derived, "name", { value: name, configurable: true });
}

/** Gives a class a member; an accessor consists of two functions, of which one may be missing. */
export function defineMember(
  target: Constructor,
  kind: MemberKind,
  name: string,
  value: unknown,
  setter: unknown,
): void {
  const common = { configurable: true, enumerable: kind === "static" };
  const holder: object = kind === "static" ? target : (target.prototype as object);
  if (kind === "accessor") {
    const accessors = { get: value, set: setter } as PropertyDescriptor;
    Object.defineProperty(holder, name, { ...common, ...accessors });
  } else {
    const member = typeof value === "function" ? method(name, value as Callee) : value;
    Object.defineProperty(holder, name, { ...common, value: member, writable: true });
  }
}

/** A function of JavaScript's own, which Python gets bound to its object; a PyProxy would not be. */
function method(name: string, callee: Callee): Callee {
  const made = function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(callee, this, args);
  };
  return Object.defineProperty(made, "name", { value: name, configurable: true });
}
