//! Deep conversions, in both directions.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::convert::deep_to_js::{self, Deep};
use crate::convert::deep_to_py;
use crate::handle::Handle;

/// Copies an object so many levels deep by the conversion of a slot.
#[wasm_bindgen]
pub fn py_to_js(slot: u32, version: u32, depth: i32, options: u32, conversion: u32) -> u32 {
    let deep = Deep::new(depth, options);
    enter(|py| deep_to_js::to_js_for_js(py, Handle::new(slot, version), deep, conversion))
}

/// Copies a part of an object for a converter, which the eager one may have seen.
#[wasm_bindgen]
pub fn py_to_js_part(
    context: u32,
    context_version: u32,
    slot: u32,
    version: u32,
    depth: i32,
    was_eager: u32,
) -> u32 {
    let context = Handle::new(context, context_version);
    let part = Handle::new(slot, version);
    enter(|py| deep_to_js::part_to_js(py, context, part, depth, was_eager != 0))
}

/// Runs a converter of a conversion for the object at an address, with so many levels left.
#[wasm_bindgen]
pub fn py_run_converter(slot: u32, version: u32, which: u32, address: u32, depth: i32) -> u32 {
    enter(|py| deep_to_js::run_converter(py, Handle::new(slot, version), which, address, depth))
}

/// Runs the converter of dicts of a conversion for the pairs in the first record.
#[wasm_bindgen]
pub fn py_run_dict_converter(slot: u32, version: u32) -> u32 {
    enter(|py| deep_to_js::run_dict_converter(py, Handle::new(slot, version)))
}

/// The value in the first record, converted so many levels deep, with the converter in the second.
#[wasm_bindgen]
pub fn py_to_py(depth: i32) -> u32 {
    enter(|py| deep_to_py::to_py_for_js(py, depth))
}
