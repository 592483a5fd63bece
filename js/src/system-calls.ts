/** The C library's number for an input or output that failed. */
const EIO = 29;

type Imported = (...args: unknown[]) => unknown;

/** What a failing function gives: WASI's the error's number, those of Linux the same below 0. */
const FAMILIES = [
  { namespace: "wasi_snapshot_preview1", prefix: "fd_", failed: EIO },
  { namespace: "env", prefix: "__syscall_", failed: -EIO },
] as const;

/**
 * Has the functions fail by an error's number whatever they throw: those of files, for devices and
 * file systems can be anybody's. Native code that waits for them has released Python's thread, and
 * cannot have an exception pass by.
 *
 * @param onError - Is told what was thrown.
 */
export function guardSystemCalls(
  imports: WebAssembly.Imports,
  onError: (error: unknown) => void,
): WebAssembly.Imports {
  const guarded = { ...imports };
  for (const { namespace, prefix, failed } of FAMILIES) {
    const functions = { ...guarded[namespace] };
    for (const [name, imported] of Object.entries(functions)) {
      if (!name.startsWith(prefix) || typeof imported !== "function") continue;
      functions[name] = failing(imported as Imported, failed, onError);
    }
    guarded[namespace] = functions;
  }
  return guarded;
}

function failing(imported: Imported, failed: number, onError: (error: unknown) => void): Imported {
  return (...args) => {
    try {
      return imported(...args);
    } catch (error) {
      onError(error);
      return failed;
    }
  };
}
