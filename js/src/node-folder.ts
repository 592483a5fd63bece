import { checkString } from "./check.ts";
import type { FileSystem } from "./file-system.ts";
import type { NodeModules } from "./host.ts";

/**
 * Lets Python see a folder of the host.
 *
 * @param path - Where Python sees it; made if it does not exist.
 * @throws Error when the engine is not Node, or there is no such folder.
 */
export function mountNodeFolder(
  fs: FileSystem,
  node: NodeModules | undefined,
  path: string,
  hostPath: string,
): void {
  checkString("path", path);
  checkString("hostPath", hostPath);
  const nodeFileSystem = fs.filesystems.NODEFS;
  if (node === undefined || nodeFileSystem === undefined) {
    throw new Error("mountNodeFS needs Node: other engines cannot see the host's folders");
  }
  const root = node.path.resolve(hostPath);
  if (node.fs.statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`cannot mount ${root}: it is no folder`);
  }
  fs.mkdirTree(path);
  fs.mount(nodeFileSystem, { root }, path);
}
