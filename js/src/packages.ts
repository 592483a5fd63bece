import { checkFunction, refuse } from "./check.ts";

/** Gets messages about the loading of packages. */
export type PackageCallback = (message: string) => void;

/** How packages are loaded. */
export interface PackageOptions {
  /** Gets progress messages. */
  readonly messageCallback?: PackageCallback;
  /** Gets messages about what went wrong. */
  readonly errorCallback?: PackageCallback;
}

/** The packages that can be loaded by name. */
const AVAILABLE: readonly string[] = [];

/** The packages of one runtime, which so far has only the standard library. */
export class Packages {
  /** Where each loaded package came from, by its name. */
  readonly loaded: Readonly<Record<string, string>> = {};

  /**
   * Loads packages by their names or URLs.
   *
   * @throws Error that names each package which cannot be loaded: so far, any.
   */
  async load(names: string | readonly string[], options: PackageOptions = {}): Promise<void> {
    const missing = checkNames(names).filter((name) => !(name in this.loaded));
    if (missing.length === 0) return;
    const message = `cannot load ${missing.join(", ")}: this version of Jaspy cannot load packages, it has only Python's standard library`;
    options.errorCallback?.(message);
    throw new Error(message);
  }

  /** Loads those of the imported modules that are packages which can be loaded: so far, none. */
  async loadImported(names: readonly string[], options: PackageOptions = {}): Promise<void> {
    const known = names.filter((name) => AVAILABLE.includes(name) && !(name in this.loaded));
    if (known.length > 0) await this.load(known, options);
  }
}

/** Takes the callbacks as an object or, as Pyodide's first releases do, one after the other. */
export function packageOptions(
  first: PackageOptions | PackageCallback | undefined,
  second: PackageCallback | undefined,
): PackageOptions {
  const given =
    typeof first === "object" && first !== null
      ? first
      : { messageCallback: first, errorCallback: second };
  const { messageCallback, errorCallback } = given;
  checkFunction("messageCallback", messageCallback);
  checkFunction("errorCallback", errorCallback);
  return {
    ...(messageCallback && { messageCallback }),
    ...(errorCallback && { errorCallback }),
  };
}

/** Requires a name or an Array of names. */
export function checkNames(names: unknown): readonly string[] {
  if (typeof names === "string") return [names];
  if (!Array.isArray(names)) refuse("names", "a string or an Array of strings", names);
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string") refuse(`names[${index}]`, "a string", name);
  }
  return names;
}
