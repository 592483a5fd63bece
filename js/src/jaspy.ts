/**
 * Python in JavaScript.
 *
 * ```js
 * import { loadJaspy } from "jaspy";
 *
 * const py = await loadJaspy();
 * py.runPython("sum(range(10))"); // 45
 * ```
 *
 * @packageDocumentation
 */

export type { Debug, Jaspy, RunOptions, Version } from "./api.ts";
export type { Counts } from "./bridge.ts";
export { VERSION as version } from "./build-constants.ts";
export type {
  DeviceOperations,
  FileStatus,
  FileStream,
  FileSystem,
  FileSystemType,
} from "./file-system.ts";
export type { InputOptions, InputPiece } from "./input.ts";
export { loadJaspy } from "./load.ts";
export type { LoadOptions } from "./options.ts";
export type { OutputOptions } from "./output.ts";
export type { PyCallable, PyDict, PyProxy } from "./py-proxy.ts";
export type { PythonError } from "./python-error.ts";
export type { Semantics } from "./semantics.ts";
