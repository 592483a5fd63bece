import type { CreateCore } from "./core.ts";

declare const createCore: CreateCore;
// biome-ignore lint/style/noDefaultExport: emscripten writes this module.
export default createCore;
