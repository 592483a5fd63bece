import type { FileSystem } from "./file-system.ts";

/** Where the interpreter looks for its standard library. */
const ARCHIVE = "/lib/python313.zip";
/** The folders that belong to the interpreter, beside its archive. */
const FOLDERS = ["/lib/python3.13/lib-dynload", "/lib/python3.13/site-packages"];
/** Where Python programs start, and may write. */
export const HOME = "/home/web_user";

/** Puts the standard library where the interpreter looks for it. It takes over the bytes. */
export function installLibrary(fs: FileSystem, archive: Uint8Array): void {
  for (const folder of FOLDERS) fs.mkdirTree(folder);
  fs.mkdirTree(HOME);
  fs.writeFile(ARCHIVE, archive, { canOwn: true });
  fs.chdir(HOME);
}
