import type { NodeModules } from "./host.ts";

/**
 * Reads a text from a URL at once.
 *
 * @throws Error that names the URL and what is wrong.
 */
export function readURL(url: string, node: NodeModules | undefined): string {
  if (typeof XMLHttpRequest === "function") return request(url);
  const { protocol } = parse(url);
  if (protocol === "data:") return textOf(url);
  if (protocol === "file:" && node !== undefined) return read(url, node);
  throw new Error(
    `cannot open ${url} while Python waits: only pages and workers can; fetch it with JavaScript's fetch and await that`,
  );
}

function request(url: string): string {
  const asking = new XMLHttpRequest();
  try {
    asking.open("GET", url, false);
    asking.send();
  } catch (error) {
    throw new Error(`cannot open ${url}: ${String(error)}`, { cause: error });
  }
  // Where there is no status, as for `data:`, an answer is one.
  if (asking.status >= 400) {
    throw new Error(
      `cannot open ${url}: the server answered ${`${asking.status} ${asking.statusText}`.trim()}`,
    );
  }
  return asking.responseText;
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch (error) {
    throw new Error(`cannot open ${url}: it is no URL`, { cause: error });
  }
}

function read(url: string, node: NodeModules): string {
  try {
    return new TextDecoder().decode(node.fs.readFileSync(new URL(url)));
  } catch (error) {
    throw new Error(`cannot open ${url}: ${String(error)}`, { cause: error });
  }
}

/** The text of a `data:` URL. */
function textOf(url: string): string {
  const comma = url.indexOf(",");
  if (comma < 0) throw new Error(`cannot open ${url}: it has no data`);
  const data = decodeURIComponent(url.slice(comma + 1));
  if (!url.slice(0, comma).endsWith(";base64")) return data;
  return new TextDecoder().decode(Uint8Array.from(atob(data), (each) => each.charCodeAt(0)));
}
