//! Items by key, length, and buffers.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::handle::Handle;
use crate::protocol::{item, py_buffer};

/// `object[key]`, with the key in the first record.
#[wasm_bindgen]
pub fn py_get_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::get_py_item(py, Handle::new(slot, version)))
}

/// `object[key] = value`, with both in the first records.
#[wasm_bindgen]
pub fn py_set_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::set_py_item(py, Handle::new(slot, version)))
}

/// `del object[key]`, with the key in the first record.
#[wasm_bindgen]
pub fn py_delete_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::delete_py_item(py, Handle::new(slot, version)))
}

/// `key in object`, with the key in the first record.
#[wasm_bindgen]
pub fn py_has_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::py_contains(py, Handle::new(slot, version)))
}

/// `len(object)`.
#[wasm_bindgen]
pub fn py_length(slot: u32, version: u32) -> u32 {
    enter(|py| item::py_length(py, Handle::new(slot, version)))
}

/// Exports the buffer of an object.
#[wasm_bindgen]
pub fn py_get_buffer(slot: u32, version: u32) -> u32 {
    enter(|py| py_buffer::get_buffer(py, Handle::new(slot, version)))
}
