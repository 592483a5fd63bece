//! Iterators and generators.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::handle::Handle;
use crate::protocol::generate;

/// `iter(object)`; the first record tells its handle.
#[wasm_bindgen]
pub fn py_iterate(slot: u32, version: u32) -> u32 {
    enter(|py| generate::iterate(py, Handle::new(slot, version)))
}

/// `next(object)`.
#[wasm_bindgen]
pub fn py_next(slot: u32, version: u32) -> u32 {
    enter(|py| generate::next(py, Handle::new(slot, version)))
}

/// `object.send(value)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_send(slot: u32, version: u32) -> u32 {
    enter(|py| generate::next_with_value(py, Handle::new(slot, version)))
}

/// `object.throw(exception)`, with what was thrown in the first record, for this tag.
#[wasm_bindgen]
pub fn py_throw(slot: u32, version: u32, thrown: u32) -> u32 {
    enter(|py| generate::throw(py, Handle::new(slot, version), thrown))
}

/// Ends a generator, whose clean-up runs.
#[wasm_bindgen]
pub fn py_close_generator(slot: u32, version: u32) -> u32 {
    enter(|py| generate::close(py, Handle::new(slot, version)))
}
