import type { FileSystem } from "./file-system.ts";

/** What is used of a FileSystemDirectoryHandle. */
export interface DirectoryHandle {
  readonly kind: "directory";
  readonly name: string;
  entries(): AsyncIterable<[string, DirectoryHandle | FileHandle]>;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FileHandle>;
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<DirectoryHandle>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
}

/** What is used of a FileSystemFileHandle. */
export interface FileHandle {
  readonly kind: "file";
  readonly name: string;
  getFile(): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  createWritable(): Promise<{
    write(data: Uint8Array<ArrayBuffer>): Promise<void>;
    close(): Promise<void>;
  }>;
}

/** What a file was when it was last the same on both sides. */
interface Known {
  readonly size: number;
  readonly mtime: number;
}

/**
 * A folder of the user's device in Python's file system.
 *
 * Python cannot wait for the device, so it works on a copy in memory, from which `syncfs` writes back
 * what has changed.
 */
export class NativeFolder {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #handle: DirectoryHandle;
  readonly #known = new Map<string, Known>();

  constructor(fs: FileSystem, path: string, handle: DirectoryHandle) {
    this.#fs = fs;
    this.#path = path;
    this.#handle = handle;
  }

  /** Copies the folder into memory, and shows it at its path. */
  async load(): Promise<void> {
    const fs = this.#fs;
    fs.mkdirTree(this.#path);
    const { MEMFS } = fs.filesystems;
    if (MEMFS === undefined) throw new Error("there is no file system in memory");
    fs.mount(MEMFS, {}, this.#path);
    try {
      await this.#read(this.#handle, this.#path);
    } catch (error) {
      fs.unmount(this.#path);
      throw error;
    }
  }

  /** Writes to the device what Python has changed, made or removed. */
  async syncfs(): Promise<void> {
    const seen = new Set<string>();
    await this.#write(this.#handle, this.#path, seen);
    for (const path of this.#known.keys()) {
      if (!seen.has(path)) this.#known.delete(path);
    }
  }

  async #read(handle: DirectoryHandle, path: string): Promise<void> {
    for await (const [name, entry] of handle.entries()) {
      const target = `${path}/${name}`;
      if (entry.kind === "directory") {
        this.#fs.mkdir(target);
        await this.#read(entry, target);
      } else {
        const file = await entry.getFile();
        this.#fs.writeFile(target, new Uint8Array(await file.arrayBuffer()));
        this.#remember(target);
      }
    }
  }

  async #write(handle: DirectoryHandle, path: string, seen: Set<string>): Promise<void> {
    const fs = this.#fs;
    const names = fs.readdir(path).filter((name) => name !== "." && name !== "..");
    for await (const [name] of handle.entries()) {
      if (!names.includes(name)) await handle.removeEntry(name, { recursive: true });
    }
    for (const name of names) {
      const source = `${path}/${name}`;
      const { mode } = fs.stat(source);
      if (fs.isDir(mode)) {
        await this.#write(await handle.getDirectoryHandle(name, { create: true }), source, seen);
      } else if (fs.isFile(mode)) {
        seen.add(source);
        if (this.#hasChanged(source)) await this.#writeFile(handle, name, source);
      }
    }
  }

  async #writeFile(handle: DirectoryHandle, name: string, source: string): Promise<void> {
    const file = await handle.getFileHandle(name, { create: true });
    const writable = await file.createWritable();
    // A copy: the memory may grow while the device writes.
    const bytes = this.#fs.readFile(source).slice();
    this.#remember(source);
    await writable.write(bytes);
    await writable.close();
  }

  #remember(path: string): void {
    const { size, mtime } = this.#fs.stat(path);
    this.#known.set(path, { size, mtime: mtime.getTime() });
  }

  #hasChanged(path: string): boolean {
    const known = this.#known.get(path);
    const { size, mtime } = this.#fs.stat(path);
    return known === undefined || known.size !== size || known.mtime !== mtime.getTime();
  }
}
