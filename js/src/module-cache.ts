/** Compiled modules by URL: the runtimes of a process share them. */
const modules = new Map<string, Promise<WebAssembly.Module>>();

/** Gives the module of a URL, compiling it if need be. A failure is forgotten. */
export function sharedModule(
  url: URL,
  compile: (url: URL) => Promise<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  let module = modules.get(url.href);
  if (module === undefined) {
    module = forgettingFailure(url, compile);
    modules.set(url.href, module);
  }
  return module;
}

async function forgettingFailure(
  url: URL,
  compile: (url: URL) => Promise<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  try {
    return await compile(url);
  } catch (error) {
    modules.delete(url.href);
    throw error;
  }
}
