import type { NodeModules } from "./host.ts";

/** Gives the URL of the folder that a user named, by which files in it are found. */
export function folderURL(indexURL: string | URL, node: NodeModules | undefined): URL {
  const url = new URL(asURL(indexURL, node).href);
  // Without the slash the last name would be a file beside the ones that are looked for.
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function asURL(indexURL: string | URL, node: NodeModules | undefined): URL {
  if (typeof indexURL !== "string") return indexURL;
  // A single letter before a colon is a drive.
  const hasScheme = /^[a-z][a-z0-9+.-]+:/i.test(indexURL);
  if (node !== undefined && !hasScheme) return node.url.pathToFileURL(node.path.resolve(indexURL));
  try {
    return new URL(indexURL, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch (error) {
    throw new TypeError(`indexURL is no URL: ${indexURL}`, { cause: error });
  }
}
