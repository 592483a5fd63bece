//! Calls.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::ffi::entry;
use crate::handle::Handle;
use crate::protocol::call;

/// `object(*args)`, with so many arguments in the records at an address.
#[wasm_bindgen]
pub fn py_call(slot: u32, version: u32, count: u32, address: u32) -> u32 {
    enter(|py| call::call_object(py, Handle::new(slot, version), count, address))
}

/// Runs what Rust code of an extension has at an address.
#[wasm_bindgen]
pub fn py_run_entry(address: u32) -> u32 {
    enter(|py| entry::run(py, address).map(|()| call::nothing()))
}

/// `object(*args, **kwargs)`, with so many arguments, so many values and as many names in the
/// records at an address; relaxed, without those that the object has no parameters for.
#[wasm_bindgen]
pub fn py_call_with(
    slot: u32,
    version: u32,
    count: u32,
    named: u32,
    relaxed: u32,
    address: u32,
) -> u32 {
    enter(|py| {
        let handle = Handle::new(slot, version);
        call::call_with(py, handle, [count, named], relaxed != 0, address)
    })
}
