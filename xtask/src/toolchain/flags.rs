//! Compiler flags that everything in the one wasm module has to share.

/// Exceptions and `longjmp` by the engine's own instructions: Rust's panics, C++ and C agree on it.
pub const EXCEPTIONS: [&str; 2] = ["-fwasm-exceptions", "-sSUPPORT_LONGJMP=wasm"];

/// How C is compiled for wasm. Position-independent, because side modules are loaded at run time.
pub const C: [&str; 3] = ["-O2", "-g0", "-fPIC"];

/// [`C`] and [`EXCEPTIONS`], as one text for build systems.
pub fn c_flags() -> String {
    [&C[..], &EXCEPTIONS[..]].concat().join(" ")
}
