//! Holds on Python objects.

use wasm_bindgen::prelude::*;

use crate::boundary::{attached, enter};
use crate::handle::Handle;
use crate::protocol::{compare, manage};
use crate::proxy::py_proxy;

/// Puts the object at an address into the handle table; the result is the version of its class.
#[wasm_bindgen]
pub fn py_hold(address: u32) -> u32 {
    attached(|py| py_proxy::hold(py, address))
}

/// Ends an entry of the handle table.
#[wasm_bindgen]
pub fn py_release(slot: u32, version: u32) -> u32 {
    enter(|py| manage::release(py, Handle::new(slot, version)))
}

/// Ends the keeping of a buffer.
#[wasm_bindgen]
pub fn py_release_view(slot: u32, version: u32) -> u32 {
    enter(|py| manage::release_view(py, Handle::new(slot, version)))
}

/// The object itself.
#[wasm_bindgen]
pub fn py_object(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_object(py, Handle::new(slot, version)))
}
