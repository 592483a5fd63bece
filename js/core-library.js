// What the wasm imports in place of emscripten's own function of the name.

const EOPNOTSUPP = 138;

addToLibrary({
  // Sockets that listen would need the package `ws`, and fail in Node by an error that native code
  // cannot pass on.
  __syscall_listen: `() => -${EOPNOTSUPP}`,
});
