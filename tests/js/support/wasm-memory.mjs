/** The memory of a runtime's wasm, which nothing in its API shows in every semantics. */

/** Calls `load`, which loads one runtime; gives what it gives, and how many bytes the memory has. */
export async function watchingMemory(load) {
  const { instantiate } = WebAssembly;
  const memories = [];
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const { exports } = made.instance ?? made;
    memories.push(...Object.values(exports).filter((each) => each instanceof WebAssembly.Memory));
    return made;
  };
  try {
    const loaded = await load();
    const [memory] = memories;
    return { ...loaded, memorySize: () => memory.buffer.byteLength };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}
