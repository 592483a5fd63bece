//! What an object or an exception is, in words.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::handle::Handle;
use crate::protocol::compare;

/// `str(object)`.
#[wasm_bindgen]
pub fn py_str(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_str(py, Handle::new(slot, version)))
}

/// `repr(object)`.
#[wasm_bindgen]
pub fn py_repr(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_repr(py, Handle::new(slot, version)))
}

/// `type(object).__name__`.
#[wasm_bindgen]
pub fn py_type_name(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_type_name(py, Handle::new(slot, version)))
}

/// The text of an exception, as Python prints it.
#[wasm_bindgen]
pub fn py_format_exception(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_format_exception(py, Handle::new(slot, version)))
}

/// Throws the cause or context of an exception, if it has one.
#[wasm_bindgen]
pub fn py_exception_cause(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_exception_cause(py, Handle::new(slot, version)))
}
