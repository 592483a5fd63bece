import type { ExpectedFile } from "./build-constants.ts";
import type { NodeModules } from "./host.ts";
import type { Progress } from "./progress.ts";

/** Reads the files of the package, and says what is wrong with one that cannot be used. */
export class Files {
  readonly #node: NodeModules | undefined;
  readonly #expected: Readonly<Record<string, ExpectedFile>>;

  readonly #progress: Progress;

  constructor(
    node: NodeModules | undefined,
    expected: Readonly<Record<string, ExpectedFile>>,
    progress: Progress,
  ) {
    this.#node = node;
    this.#expected = expected;
    this.#progress = progress;
  }

  /**
   * Reads a whole file and checks it.
   *
   * @throws Error that names the URL and what is wrong with the file.
   */
  async read(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#bytes(url);
    await this.#check(url, bytes);
    return bytes;
  }

  /**
   * Compiles a wasm file, while it arrives where the engine can do that.
   *
   * @throws Error that names the URL and what is wrong with the file.
   */
  async compile(url: URL): Promise<WebAssembly.Module> {
    if (this.#isLocal(url)) return this.#compileBytes(url, await this.#bytes(url));
    const response = await this.#request(url);
    if (!canStream(response)) return this.#compileBytes(url, await body(url, response));
    try {
      // The very response: engines keep compiled code with it.
      return await WebAssembly.compileStreaming(response);
    } catch (error) {
      await this.diagnose(url);
      throw new Error(`cannot compile ${url.href}: ${text(error)}`, { cause: error });
    }
  }

  /**
   * Finds out what is wrong with a file that did not work.
   *
   * @throws Error if something is; otherwise the file is as it should be.
   */
  async diagnose(url: URL): Promise<void> {
    await this.read(url);
  }

  async #compileBytes(url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
    const compiling = WebAssembly.compile(bytes);
    // A damaged file fails both; what the check has to say is more to the point.
    compiling.catch(() => {});
    await this.#check(url, bytes);
    try {
      return await compiling;
    } catch (error) {
      throw new Error(`cannot compile ${url.href}: ${text(error)}`, { cause: error });
    }
  }

  async #bytes(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#isLocal(url)) return this.#local(url);
    return body(url, await this.#request(url));
  }

  /** Asks for a file; its bytes are counted as they arrive, if anybody wants to know. */
  async #request(url: URL): Promise<Response> {
    const response = await request(url);
    // The engine keeps compiled code with the very response only.
    if (!this.#progress.isWanted || response.body === null) return response;
    const file = fileName(url);
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (bytes, controller) => {
          this.#progress.add(file, bytes.length);
          controller.enqueue(bytes);
        },
      }),
    );
    return new Response(counted, { headers: response.headers });
  }

  #isLocal(url: URL): boolean {
    return this.#node !== undefined && url.protocol === "file:";
  }

  async #local(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const content = await (this.#node as NodeModules).fs.promises.readFile(url);
      // Node's own class shares memory where others copy.
      const { buffer, byteOffset, byteLength } = content;
      this.#progress.add(fileName(url), byteLength);
      return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      const reason = isMissing ? "there is no such file" : text(error);
      throw new Error(`cannot load ${url.href}: ${reason}`, { cause: error });
    }
  }

  async #check(url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const expected = this.#expected[fileName(url)];
    if (expected === undefined) return;
    const damage = (difference: string) =>
      new Error(`cannot use ${url.href}: it ${difference}; it is damaged or of another version`);
    if (bytes.length !== expected.bytes) {
      throw damage(`has ${bytes.length} bytes instead of ${expected.bytes}`);
    }
    const hash = await sha256(bytes);
    if (hash !== undefined && hash !== expected.sha256) {
      throw damage(`has sha256 ${hash} instead of ${expected.sha256}`);
    }
  }
}

async function request(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new Error(`cannot load ${url.href}: ${text(error)}`, { cause: error });
  }
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trimEnd();
    throw new Error(`cannot load ${url.href}: the server answered ${status}`);
  }
  return response;
}

async function body(url: URL, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`cannot load ${url.href}: the transfer broke off: ${text(error)}`, {
      cause: error,
    });
  }
}

function canStream(response: Response): boolean {
  // With another type the engine refuses, and servers often do not know this one.
  return (
    typeof WebAssembly.compileStreaming === "function" &&
    response.headers.get("content-type") === "application/wasm"
  );
}

/** Gives the hash; undefined on pages that were not loaded securely, where engines refuse. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}

function text(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node says nothing but "fetch failed", and why in the cause.
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
