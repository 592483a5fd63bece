/**
 * Where Pyodide's first manual and PEP 818 differ, a runtime follows one of them:
 *
 * - `"classic"`, the manual: containers are copied, proxies live until they are collected.
 * - `"pep818"`, the PEP and today's Pyodide: everything mutable is shared, proxies made for a call
 *   end with it.
 */
export type Semantics = "classic" | "pep818";

/** The number by which Rust knows the semantics (`src/semantics.rs`). */
export function semanticsCode(semantics: Semantics): number {
  return semantics === "classic" ? 0 : 1;
}
