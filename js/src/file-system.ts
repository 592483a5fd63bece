/** What is known of a file. */
export interface FileStatus {
  readonly mode: number;
  readonly size: number;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
}

/** A file system that can be mounted. */
export interface FileSystemType {
  mount(mount: object): object;
}

/** An open file. */
export interface FileStream {
  readonly fd: number;
  readonly path: string;
}

/** What a device does when it is opened, read and written. */
export interface DeviceOperations {
  open?(stream: FileStream): void;
  close?(stream: FileStream): void;
  read?(stream: FileStream, buffer: ArrayBufferView, offset: number, length: number): number;
  write?(stream: FileStream, buffer: ArrayBufferView, offset: number, length: number): number;
  fsync?(stream: FileStream): number;
}

/** The files that Python sees: emscripten's virtual file system. Paths are POSIX paths. */
export interface FileSystem {
  readonly filesystems: Readonly<Record<string, FileSystemType>>;
  /** What a failing operation throws; `errno` is an error number of the C library. */
  readonly ErrnoError: new (
    errno: number,
  ) => Error & { readonly errno: number };
  analyzePath(path: string): { readonly exists: boolean };
  chdir(path: string): void;
  chmod(path: string, mode: number): void;
  close(stream: FileStream): void;
  cwd(): string;
  getStream(fd: number): FileStream | null | undefined;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  isLink(mode: number): boolean;
  lstat(path: string): FileStatus;
  makedev(major: number, minor: number): number;
  mkdev(path: string, mode: number, device: number): object;
  mkdir(path: string, mode?: number): object;
  mkdirTree(path: string, mode?: number): void;
  mount(type: FileSystemType, options: object, path: string): object;
  open(path: string, flags: string | number, mode?: number): FileStream;
  read(
    stream: FileStream,
    buffer: ArrayBufferView,
    offset: number,
    length: number,
    position?: number,
  ): number;
  readdir(path: string): string[];
  readFile(path: string, options: { encoding: "utf8"; flags?: string }): string;
  readFile(path: string, options?: { encoding?: "binary"; flags?: string }): Uint8Array;
  readlink(path: string): string;
  registerDevice(device: number, operations: DeviceOperations): void;
  rename(from: string, to: string): void;
  rmdir(path: string): void;
  stat(path: string): FileStatus;
  symlink(target: string, path: string): object;
  syncfs(populate: boolean, done: (error: unknown) => void): void;
  truncate(path: string, length: number): void;
  unlink(path: string): void;
  unmount(path: string): void;
  utime(path: string, atime: number, mtime: number): void;
  write(
    stream: FileStream,
    buffer: ArrayBufferView,
    offset: number,
    length: number,
    position?: number,
  ): number;
  writeFile(
    path: string,
    data: string | ArrayBufferView,
    options?: { flags?: string; mode?: number; canOwn?: boolean },
  ): void;
}
