//! What JavaScript can call, by what it is about. `js/src/wasm-exports.ts` says the same in TypeScript.
//!
//! All arguments and results are numbers: no export returns a reference, for V8 in Node 20 and 22
//! aborts when it deoptimises a caller into which such a call was inlined.

mod async_generate;
mod attribute;
mod call;
mod deep;
mod describe;
mod generate;
mod handle;
mod item;
mod json;
mod runtime;
mod sequence;
