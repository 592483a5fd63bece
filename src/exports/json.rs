//! Views that behave as JSON-like data.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::handle::Handle;
use crate::protocol::json;

/// The item of a mapping for the name in the first record.
#[wasm_bindgen]
pub fn py_json_get(slot: u32, version: u32) -> u32 {
    enter(|py| json::get(py, Handle::new(slot, version)))
}

/// Whether a mapping has an item for the name in the first record.
#[wasm_bindgen]
pub fn py_json_has(slot: u32, version: u32) -> u32 {
    enter(|py| json::has(py, Handle::new(slot, version)))
}

/// Sets the item of a mapping for a name, both in the first records.
#[wasm_bindgen]
pub fn py_json_set(slot: u32, version: u32) -> u32 {
    enter(|py| json::set(py, Handle::new(slot, version)))
}

/// Deletes the item of a mapping for the name in the first record.
#[wasm_bindgen]
pub fn py_json_delete(slot: u32, version: u32) -> u32 {
    enter(|py| json::delete(py, Handle::new(slot, version)))
}

/// The names for the keys of a mapping.
#[wasm_bindgen]
pub fn py_json_names(slot: u32, version: u32) -> u32 {
    enter(|py| json::names(py, Handle::new(slot, version)))
}
