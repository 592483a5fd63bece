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
  readonly threads: {
    readonly Worker: new (script: URL, options: object) => { terminate(): Promise<unknown> };
    readonly MessageChannel: new () => {
      readonly port1: { close(): void };
      readonly port2: object;
    };
    receiveMessageOnPort(port: object): { readonly message: unknown } | undefined;
  };
}

/** Gives Node's modules; undefined in browsers. */
export async function nodeModules(): Promise<NodeModules | undefined> {
  if (!isNode()) return undefined;
  const [fs, path, url, threads] = await Promise.all([
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:path"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:url"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:worker_threads"),
  ]);
  return { fs, path, url, threads } as unknown as NodeModules;
}

function isNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}
