import type { Jaspy } from "./api.ts";
import { Bridge } from "./bridge.ts";
import { FILES } from "./build-constants.ts";
import type { CreateCore, EmscriptenCore } from "./core.ts";
import { Files } from "./files.ts";
import { folderURL } from "./folder.ts";
import { type NodeModules, nodeModules } from "./host.ts";
import { HOME, installLibrary } from "./library.ts";
import { sharedModule } from "./module-cache.ts";
import { checkLoadOptions, type LoadOptions } from "./options.ts";
import { Progress } from "./progress.ts";
import { makeRuntime } from "./runtime.ts";
import { Streams } from "./streams.ts";
import { suspending } from "./suspend.ts";
import { guardSystemCalls } from "./system-calls.ts";

const CORE = "jaspy-core.wasm";
const LIBRARY = "python_stdlib.zip";

/**
 * Starts a Python interpreter.
 *
 * Each call gives an interpreter of its own; they share nothing but compiled code.
 *
 * @throws TypeError when an option has the wrong type.
 * @throws Error when a file is missing or damaged: it names the URL and what is wrong. Nothing is
 * left behind, and a later call can succeed.
 */
export async function loadJaspy(options: LoadOptions = {}): Promise<Jaspy> {
  checkLoadOptions(options);
  const node = await nodeModules();
  const progress = new Progress(options.onProgress, sizes());
  const { module, archive, createCore } = await fetchFiles(options.indexURL, node, progress);
  progress.start(0);
  const bridge = new Bridge(options.jsglobals ?? globalThis, options.semantics ?? "classic");
  const core = await instantiate(createCore, module, bridge, options.env ?? {});
  const streams = new Streams(core.FS, core.wasmExports.memory, node);
  if (options.stdin) streams.setStdin({ stdin: options.stdin });
  if (options.stdout) streams.setStdout({ batched: options.stdout });
  if (options.stderr) streams.setStderr({ batched: options.stderr });
  installLibrary(core.FS, archive);
  bridge.start(core);
  const runtime = makeRuntime({ bridge, core, streams, node, args: options.args });
  try {
    await runtime.loadPackage(options.packages ?? []);
  } catch (error) {
    runtime.destroy();
    throw error;
  }
  progress.start(1);
  return runtime;
}

/** The bytes of the files that are fetched. */
function sizes(): Map<string, number> {
  return new Map([CORE, LIBRARY].map((file) => [file, FILES[file]?.bytes ?? 0]));
}

interface FetchedFiles {
  readonly module: WebAssembly.Module;
  readonly archive: Uint8Array;
  readonly createCore: CreateCore;
}

async function fetchFiles(
  indexURL: string | URL | undefined,
  node: NodeModules | undefined,
  progress: Progress,
): Promise<FetchedFiles> {
  const own = new URL(import.meta.url);
  const folder = folderURL(indexURL ?? new URL(".", own), node);
  const files = new Files(node, FILES, progress);
  const [module, archive, createCore] = await Promise.all([
    sharedModule(new URL(CORE, folder), (url) => files.compile(url)),
    files.read(new URL(LIBRARY, folder)),
    importCore(new URL("jaspy-core.mjs", own), files),
  ]);
  // What another runtime has compiled did not arrive again.
  progress.finish(CORE);
  return { module, archive, createCore };
}

/** Imports the wasm's loader. It is code, and lies beside this code wherever the data may be. */
async function importCore(url: URL, files: Files): Promise<CreateCore> {
  try {
    return (await import("./jaspy-core.mjs")).default;
  } catch (error) {
    await files.diagnose(url);
    throw new Error(`cannot import ${url.href}: ${String(error)}`, { cause: error });
  }
}

function instantiate(
  createCore: CreateCore,
  module: WebAssembly.Module,
  bridge: Bridge,
  env: Readonly<Record<string, string>>,
): Promise<EmscriptenCore> {
  // The core's loader waits for ever for an instance that cannot be made.
  return new Promise((resolve, reject) => {
    createCore({
      instantiateWasm(imports, receive) {
        const guarded = guardSystemCalls(imports, (error) => {
          // Whoever is called in the end tells why everything has ended.
          if (bridge.ended === undefined)
            console.error("a function of Python's files failed:", error);
        });
        WebAssembly.instantiate(module, suspending(guarded))
          .then((instance) => receive(instance, module))
          .catch(reject);
        return {};
      },
      preRun: [(core) => Object.assign(core.ENV, { PWD: HOME, ...env })],
    }).then(resolve, reject);
  });
}
