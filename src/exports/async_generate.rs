//! Awaitables, asynchronous iterators and generators.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::handle::Handle;
use crate::protocol::{async_generate, awaitable, promise};

/// Ends a Python future, with what a tag says in the first record; the entry goes with it.
#[wasm_bindgen]
pub fn py_settle(slot: u32, version: u32, outcome: u32) -> u32 {
    enter(|py| promise::settle(py, Handle::new(slot, version), outcome))
}

/// `await object`, for the promise whose functions are at a slot, which is taken over.
#[wasm_bindgen]
pub fn py_wait(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| awaitable::wait(py, Handle::new(slot, version), settler))
}

/// `aiter(object)`; the first record tells its handle.
#[wasm_bindgen]
pub fn py_async_iterate(slot: u32, version: u32) -> u32 {
    enter(|py| async_generate::iterate(py, Handle::new(slot, version)))
}

/// `anext(object)`, for the promise whose functions are at a slot, which is taken over.
#[wasm_bindgen]
pub fn py_async_next(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::next(py, Handle::new(slot, version), settler))
}

/// `object.asend(value)`, with the value in the first record; otherwise as [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_send(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::send(py, Handle::new(slot, version), settler))
}

/// `object.athrow(exception)`, with what was thrown in the first record, for this tag; otherwise as
/// [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_throw(slot: u32, version: u32, thrown: u32, settler: u32) -> u32 {
    enter(|py| async_generate::throw(py, Handle::new(slot, version), thrown, settler))
}

/// Ends an asynchronous generator; otherwise as [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_close(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::close(py, Handle::new(slot, version), settler))
}
