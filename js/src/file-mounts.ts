import { checkString, isObject, refuse } from "./check.ts";
import type { FileSystem } from "./file-system.ts";
import type { NodeModules } from "./host.ts";
import { type DirectoryHandle, NativeFolder } from "./native-folder.ts";
import { mountNodeFolder } from "./node-folder.ts";

/** A folder that Python sees, and that is kept somewhere else. */
export interface SyncedFolder {
  /** Writes to the other place what Python has changed. */
  syncfs(): Promise<void>;
}

/** The functions of a runtime that mount folders. */
export function fileMounts(files: () => FileSystem, node: NodeModules | undefined) {
  return {
    mountNodeFS: (path: string, hostPath: string): void =>
      mountNodeFolder(files(), node, path, hostPath),
    async mountNativeFS(path: string, handle: DirectoryHandle): Promise<SyncedFolder> {
      checkString("path", path);
      if (!isObject(handle) || handle.kind !== "directory") {
        refuse("handle", "a FileSystemDirectoryHandle", handle);
      }
      const folder = new NativeFolder(files(), path, handle);
      await folder.load();
      return folder;
    },
    async mountIDBFS(path: string): Promise<SyncedFolder> {
      checkString("path", path);
      const fs = files();
      const { IDBFS } = fs.filesystems;
      if (typeof indexedDB !== "object" || IDBFS === undefined) {
        throw new Error("mountIDBFS needs IndexedDB, which only pages and workers have");
      }
      fs.mkdirTree(path);
      fs.mount(IDBFS, {}, path);
      await sync(fs, true);
      return { syncfs: () => sync(fs, false) };
    },
  };
}

/** Exchanges files with IndexedDB: reads all of its, or writes all of ours. */
function sync(fs: FileSystem, populate: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.syncfs(populate, (error) => {
      if (error) reject(error instanceof Error ? error : new Error(String(error)));
      else resolve();
    });
  });
}
