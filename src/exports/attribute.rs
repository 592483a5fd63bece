//! Attributes, and their names.

use wasm_bindgen::prelude::*;

use crate::boundary::{attached, enter};
use crate::handle::Handle;
use crate::protocol::attribute;

/// Remembers the name in the first record; its number is the result.
#[wasm_bindgen]
pub fn py_intern() -> u32 {
    enter(attribute::intern)
}

/// Forgets all names.
#[wasm_bindgen]
pub fn py_forget_names() {
    attached(|_| attribute::forget_names());
}

/// `object.name`.
#[wasm_bindgen]
pub fn py_get_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::get_attribute(py, Handle::new(slot, version), name))
}

/// `object.name`, unless that is still the object of the second handle.
#[wasm_bindgen]
pub fn py_get_attribute_again(
    slot: u32,
    version: u32,
    name: u32,
    child_slot: u32,
    child_version: u32,
) -> u32 {
    let child = Handle::new(child_slot, child_version);
    enter(|py| attribute::get_attribute_again(py, Handle::new(slot, version), name, child))
}

/// `object.name = value`, with the value in the first record.
#[wasm_bindgen]
pub fn py_set_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::set_attribute(py, Handle::new(slot, version), name))
}

/// `del object.name`.
#[wasm_bindgen]
pub fn py_delete_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::delete_attribute(py, Handle::new(slot, version), name))
}

/// `hasattr(object, name)`.
#[wasm_bindgen]
pub fn py_has_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::has_attribute(py, Handle::new(slot, version), name))
}

/// `dir(object)`.
#[wasm_bindgen]
pub fn py_dir(slot: u32, version: u32) -> u32 {
    enter(|py| attribute::dir(py, Handle::new(slot, version)))
}
