//! An entry into Python by Rust code that JavaScript called: it goes out to JavaScript, which looks
//! after the stack and the thread as at any entry, and comes back by an export.

use pyo3::prelude::*;
use wasm_bindgen::JsValue;

use super::area::address_of;
use super::imports;

/// What runs inside.
type Action<'a> = &'a mut dyn FnMut(Python<'_>) -> PyResult<()>;

/// Runs an action as an export runs.
///
/// # Errors
/// What JavaScript would get thrown by such an export.
pub fn enter(mut action: Action<'_>) -> Result<(), JsValue> {
    imports::run_entry(address_of(&raw mut action))
}

/// Runs the action at an address that [`enter`] gave to JavaScript.
///
/// # Errors
/// What the action raises.
pub fn run(py: Python<'_>, address: u32) -> PyResult<()> {
    let action = address as usize as *mut Action<'_>;
    // SAFETY: JavaScript calls the export once, while `enter` waits for it further up the stack, whose
    // variable this is; nobody else uses that meanwhile.
    unsafe { (*action)(py) }
}
