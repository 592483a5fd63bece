/**
 * What is used of Node's modules where the engine is Node, or another that has them.
 *
 * Spelled out, so that the package's types need no types of Node.
 */
export interface NodeModules {
  readonly fs: {
    readonly promises: { readFile(file: URL): Promise<Uint8Array> };
    readFileSync(file: URL): Uint8Array;
    readSync(fd: number, to: Uint8Array, offset: number, length: number, position: null): number;
    statSync(
      path: string,
      options: { throwIfNoEntry: false },
    ): { isDirectory(): boolean } | undefined;
  };
  readonly path: { resolve(path: string): string };
  readonly url: { pathToFileURL(path: string): URL };
}

/** Gives Node's modules; undefined in browsers. */
export async function nodeModules(): Promise<NodeModules | undefined> {
  if (!isNode()) return undefined;
  const [fs, path, url] = await Promise.all([
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:path"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:url"),
  ]);
  return { fs, path, url };
}

function isNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}
