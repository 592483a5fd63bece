import { checkOptions, checkString, refuse } from "./check.ts";
import type { FileSystem } from "./file-system.ts";
import type { PyCallable } from "./py-callable.ts";

/** Where an archive is unpacked. */
export interface UnpackOptions {
  /** The folder; by default the working directory. It is made if it does not exist. */
  readonly extractDir?: string;
}

const ARCHIVE = "/tmp/.jaspy-archive";

/** Unpacks an archive into Python's file system. */
export function unpackArchive(
  files: FileSystem,
  unpack: PyCallable,
  buffer: unknown,
  format: string,
  options: UnpackOptions = {},
): void {
  const bytes = bytesOf(buffer);
  checkString("format", format);
  checkOptions("unpackArchive", options, ["extractDir"]);
  if (options.extractDir !== undefined) checkString("extractDir", options.extractDir);
  files.writeFile(ARCHIVE, bytes);
  try {
    unpack(ARCHIVE, format, options.extractDir);
  } finally {
    files.unlink(ARCHIVE);
  }
}

function bytesOf(buffer: unknown): Uint8Array {
  if (ArrayBuffer.isView(buffer)) {
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  // Those of other realms are as good.
  if (Object.prototype.toString.call(buffer) === "[object ArrayBuffer]") {
    return new Uint8Array(buffer as ArrayBuffer);
  }
  return refuse("buffer", "an ArrayBuffer or a view of one", buffer);
}
