import type { NodeModules } from "./host.ts";
import { requestInNode } from "./node-request.ts";

/**
 * Reads a text from a URL at once.
 *
 * @throws Error that names the URL and what is wrong.
 */
export function readURL(url: string, node: NodeModules | undefined): string {
  if (typeof XMLHttpRequest === "function") return request(url);
  const { protocol } = parse(url);
  if (protocol === "data:") return textOf(url);
  if (node !== undefined) return protocol === "file:" ? read(url, node) : ask(url, node);
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
  refuseFailure(url, asking);
  return asking.responseText;
}

/** As a page asks, but by the modules of Node. */
function ask(url: string, node: NodeModules): string {
  const answer = requestInNode(url, node);
  if ("error" in answer) throw new Error(`cannot open ${url}: ${answer.error}`);
  refuseFailure(url, answer);
  return answer.text;
}

/** Throws for an answer that is none; where there is no status, as for `data:`, it is one. */
function refuseFailure(url: string, answer: { status: number; statusText: string }): void {
  if (answer.status < 400) return;
  const status = `${answer.status} ${answer.statusText}`.trim();
  throw new Error(`cannot open ${url}: the server answered ${status}`);
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
