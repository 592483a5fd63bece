import type { Core } from "./bridge.ts";
import type { FileSystem } from "./file-system.ts";
import type { SignalSource } from "./interrupt.ts";

/** What the loader of the wasm needs to know. */
export interface CoreOptions {
  /** Called with the imports; calls back with what it made of them. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
  /** Called before the C library is initialised. */
  readonly preRun: readonly ((core: EmscriptenCore) => void)[];
}

/** What the wasm's own loader offers: the emscripten runtime around an instantiated core. */
export interface EmscriptenCore extends Core, SignalSource {
  readonly FS: FileSystem;
  /** The environment variables that the C library starts with. */
  readonly ENV: Record<string, string>;
}

/** The default export of the wasm's own loader. */
export type CreateCore = (options: CoreOptions) => Promise<EmscriptenCore>;
