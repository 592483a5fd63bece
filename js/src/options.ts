import {
  checkBoolean,
  checkFunction,
  checkOptions,
  checkString,
  describe,
  isObject,
  refuse,
} from "./check.ts";
import type { InputPiece } from "./input.ts";
import type { LoadProgress } from "./progress.ts";
import type { Semantics } from "./semantics.ts";

/** How a runtime is loaded. */
export interface LoadOptions {
  /**
   * How the two languages' values meet: `"classic"`, the default, copies lists and dicts and gives
   * an object always the same proxy; `"pep818"` shares what is mutable.
   */
  readonly semantics?: Semantics;
  /**
   * Where the package's files are: a URL, in Node also a path. By default they are beside the
   * module that is loading.
   */
  readonly indexURL?: string | URL;
  /** Gives standard input piece by piece. In Node the default is the process's own. */
  readonly stdin?: () => InputPiece;
  /** Gets standard output line by line. In Node the default is the process's own. */
  readonly stdout?: (line: string) => void;
  /** Gets standard error line by line. In Node the default is the process's own. */
  readonly stderr?: (line: string) => void;
  /** What Python imports as `js`; by default `globalThis`. */
  readonly jsglobals?: object;
  /** What Python finds in `sys.argv`. */
  readonly args?: readonly string[];
  /** Environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Packages to load before the runtime is given out, as `loadPackage` does. */
  readonly packages?: readonly string[];
  /** Where the list of all packages is. So far it is refused: there are no packages. */
  readonly lockFileURL?: string | URL;
  /** Accepted as in Pyodide; the whole standard library is there in any case. */
  readonly fullStdLib?: boolean;
  /** Gets told how far the loading has come. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

const NAMES: readonly (keyof LoadOptions)[] = [
  "semantics",
  "indexURL",
  "stdin",
  "stdout",
  "stderr",
  "jsglobals",
  "args",
  "env",
  "packages",
  "lockFileURL",
  "fullStdLib",
  "onProgress",
];

/**
 * Checks what a user gave to `loadJaspy`.
 *
 * @throws TypeError that names the option, what was expected and what came; Error for an option
 * that cannot be used.
 */
export function checkLoadOptions(options: LoadOptions): void {
  checkOptions("loadJaspy", options, NAMES);
  const { semantics, indexURL, jsglobals, args, env } = options;
  checkSemantics(semantics);
  if (indexURL !== undefined && typeof indexURL !== "string" && !isURL(indexURL)) {
    refuse("indexURL", "a string or a URL", indexURL);
  }
  for (const name of ["stdin", "stdout", "stderr"] as const) {
    checkFunction(name, options[name]);
  }
  if (jsglobals !== undefined && !isObject(jsglobals)) refuse("jsglobals", "an object", jsglobals);
  if (args !== undefined) checkStrings("args", args);
  if (env !== undefined) checkEnvironment(env);
  checkPackageOptions(options);
  checkFunction("onProgress", options.onProgress);
}

function checkPackageOptions({ packages, lockFileURL, fullStdLib }: LoadOptions): void {
  if (packages !== undefined) checkStrings("packages", packages);
  checkBoolean("fullStdLib", fullStdLib);
  if (lockFileURL === undefined) return;
  if (typeof lockFileURL !== "string" && !isURL(lockFileURL)) {
    refuse("lockFileURL", "a string or a URL", lockFileURL);
  }
  throw new Error(
    `lockFileURL cannot be used: this version of Jaspy cannot load packages (${lockFileURL})`,
  );
}

function checkSemantics(semantics: unknown): void {
  if (semantics === undefined || semantics === "classic" || semantics === "pep818") return;
  refuse("semantics", '"classic" or "pep818"', semantics);
}

function isURL(value: unknown): boolean {
  // URLs of another realm are as good.
  return Object.prototype.toString.call(value) === "[object URL]";
}

function checkStrings(name: string, strings: unknown): void {
  if (!Array.isArray(strings)) refuse(name, "an Array of strings", strings);
  for (const [index, each] of strings.entries()) checkString(`${name}[${index}]`, each);
}

function checkEnvironment(env: unknown): void {
  if (typeof env !== "object" || env === null) refuse("env", "an object", env);
  for (const [name, value] of Object.entries(env)) {
    checkString(`env.${name}`, value);
    if (name === "" || `${name}${value}`.includes("\0") || name.includes("=")) {
      throw new TypeError(`env cannot have ${describe(name)} as a name or a value with NUL`);
    }
  }
}
