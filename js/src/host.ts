/** The modules of Node that are used where the engine is Node, or another that has them. */
export interface NodeModules {
  readonly fs: typeof import("node:fs");
  readonly path: typeof import("node:path");
  readonly url: typeof import("node:url");
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
