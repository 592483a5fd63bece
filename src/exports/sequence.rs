//! Elements of sequences, and the methods of an Array.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::convert::json::Form;
use crate::handle::Handle;
use crate::protocol::{find, sequence};

/// `sequence[index]`, counted from the end where negative.
#[wasm_bindgen]
pub fn py_get_index(slot: u32, version: u32, index: i32, form: u32) -> u32 {
    enter(|py| sequence::get_index(py, Handle::new(slot, version), index, Form::from_code(form)))
}

/// `sequence[index] = value`, with the value in the first record.
#[wasm_bindgen]
pub fn py_set_index(slot: u32, version: u32, index: i32) -> u32 {
    enter(|py| sequence::set_index(py, Handle::new(slot, version), index))
}

/// `del sequence[index]`.
#[wasm_bindgen]
pub fn py_delete_index(slot: u32, version: u32, index: i32) -> u32 {
    enter(|py| sequence::delete_index(py, Handle::new(slot, version), index))
}

/// `sequence.slice(start, end)`.
#[wasm_bindgen]
pub fn py_slice(slot: u32, version: u32, start: f64, end: f64, form: u32) -> u32 {
    enter(|py| {
        sequence::slice(
            py,
            Handle::new(slot, version),
            start,
            end,
            Form::from_code(form),
        )
    })
}

/// `sequence.indexOf(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_index_of(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::index_of(py, Handle::new(slot, version), start))
}

/// `sequence.lastIndexOf(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_last_index_of(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::last_index_of(py, Handle::new(slot, version), start))
}

/// `sequence.includes(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_includes(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::includes(py, Handle::new(slot, version), start))
}

/// Puts values before an index: so many, in the records at an address.
#[wasm_bindgen]
pub fn py_insert(slot: u32, version: u32, index: f64, count: u32, address: u32) -> u32 {
    enter(|py| sequence::insert(py, Handle::new(slot, version), index, count, address))
}

/// Takes out the element at an index.
#[wasm_bindgen]
pub fn py_take(slot: u32, version: u32, index: i32, form: u32) -> u32 {
    enter(|py| sequence::take(py, Handle::new(slot, version), index, Form::from_code(form)))
}

/// `sequence.splice(start, removed, ...values)`: so many values, in the records at an address.
#[wasm_bindgen]
pub fn py_splice(
    slot: u32,
    version: u32,
    start: f64,
    removed: f64,
    count: u32,
    address: u32,
    form: u32,
) -> u32 {
    let form = Form::from_code(form);
    enter(|py| {
        let handle = Handle::new(slot, version);
        sequence::splice(py, handle, [start, removed], count, address, form)
    })
}

/// `sequence.reverse()`.
#[wasm_bindgen]
pub fn py_reverse(slot: u32, version: u32) -> u32 {
    enter(|py| sequence::reverse(py, Handle::new(slot, version)))
}

/// Brings the elements into another order: so many indices at an address.
#[wasm_bindgen]
pub fn py_reorder(slot: u32, version: u32, count: u32, address: u32) -> u32 {
    enter(|py| sequence::reorder(py, Handle::new(slot, version), count, address))
}

/// `sequence.fill(value, start, end)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_fill(slot: u32, version: u32, start: f64, end: f64) -> u32 {
    enter(|py| sequence::fill(py, Handle::new(slot, version), start, end))
}

/// `sequence.copyWithin(target, start, end)`.
#[wasm_bindgen]
pub fn py_copy_within(slot: u32, version: u32, target: f64, start: f64, end: f64) -> u32 {
    enter(|py| sequence::copy_within(py, Handle::new(slot, version), target, start, end))
}
