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

export type {
  AsyncRunOptions,
  Debug,
  DefaultToPython,
  Jaspy,
  RunOptions,
  ToPyOptions,
  Version,
} from "./api.ts";
export type { UnpackOptions } from "./archive.ts";
export type { Counts } from "./bridge.ts";
export { VERSION as version } from "./build-constants.ts";
export type { FatalError } from "./fatal-error.ts";
export type { SyncedFolder } from "./file-mounts.ts";
export type {
  DeviceOperations,
  FileStatus,
  FileStream,
  FileSystem,
  FileSystemType,
} from "./file-system.ts";
export type { InputOptions, InputPiece } from "./input.ts";
export { loadJaspy } from "./load.ts";
export type { DirectoryHandle, FileHandle } from "./native-folder.ts";
export type { LoadOptions } from "./options.ts";
export type { OutputOptions } from "./output.ts";
export type { PackageCallback, PackageOptions } from "./packages.ts";
export type { LoadProgress } from "./progress.ts";
export type {
  PyAsyncGenerator,
  PyAsyncIterable,
  PyAsyncIterator,
} from "./py-async.ts";
export type { PyAwaitable } from "./py-awaitable.ts";
export type { PyBuffer } from "./py-buffer.ts";
export type { BufferArrays, BufferType, PyBufferView } from "./py-buffer-view.ts";
export type { CallOptions, PyCallable } from "./py-callable.ts";
export type { ProxyClass, ProxyClasses } from "./py-classes.ts";
export type {
  PyProxyWithGet,
  PyProxyWithHas,
  PyProxyWithLength,
  PyProxyWithSet,
} from "./py-item.ts";
export type { PyGenerator, PyIterable, PyIterator } from "./py-iterate.ts";
export type { PyDict } from "./py-mapping.ts";
export type { PyMutableSequence } from "./py-mutable-sequence.ts";
export type { LiveProxy, ProxyScope } from "./py-proxies.ts";
export type { PyProxy } from "./py-proxy.ts";
export type { PySequence } from "./py-sequence.ts";
export type { ToJsConverter, ToJsOptions } from "./py-to-js.ts";
export type { PythonError } from "./python-error.ts";
export type { Semantics } from "./semantics.ts";
