//! The runtime: its start, its memory, its state, its signals.

use wasm_bindgen::prelude::*;

use crate::boundary::enter;
use crate::convert::exception;
use crate::ffi::{area, interpreter, signals};
use crate::handle::state;
use crate::protocol::manage;
use crate::semantics::Semantics;
use crate::start;

/// Address of the area's layout.
#[wasm_bindgen]
pub fn py_area() -> u32 {
    area::layout()
}

/// Initialises CPython so that so many C calls may nest, to follow the semantics of a number.
#[wasm_bindgen]
pub fn py_start(c_recursion_limit: u32, semantics: u32) -> u32 {
    start::start(c_recursion_limit, Semantics::from_code(semantics))
}

/// Has the thread stay attached to Python. Ends in a trap; the stack pointer is the caller's to restore.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn py_stay_attached() {
    crate::ffi::attach::stay_attached()
}

/// Imports the module whose name is in the first record.
#[wasm_bindgen]
pub fn py_import() -> u32 {
    enter(manage::import)
}

/// Room for so many records.
#[wasm_bindgen]
pub fn py_reserve(count: u32) -> u32 {
    area::reserve(count)
}

/// Gives room for records back.
#[wasm_bindgen]
pub fn py_unreserve(address: u32, count: u32) {
    area::unreserve(address, count);
}

/// Number of entries in the handle table.
#[wasm_bindgen]
pub fn py_count() -> u32 {
    u32::try_from(state::object_count()).unwrap_or(u32::MAX)
}

/// Notes the state of the thread before an export that is nested so deeply.
#[wasm_bindgen]
pub fn py_mark(depth: u32) {
    interpreter::mark(depth);
}

/// Brings the thread back to the state noted, after an exception passed by an export.
#[wasm_bindgen]
pub fn py_heal(depth: u32) {
    interpreter::heal(depth, state::recover);
}

/// Has CPython ask JavaScript for signals, or stop it.
#[wasm_bindgen]
pub fn py_watch_signals(is_on: u32) -> u32 {
    enter(|py| manage::watch_signals(py, is_on != 0))
}

/// Runs the handlers of signals that have arrived.
#[wasm_bindgen]
pub fn py_check_signals() -> u32 {
    enter(manage::check_signals)
}

/// Whether a signal, which CPython has just asked for, has to wait for other code to run.
#[wasm_bindgen]
pub fn py_withholds_signals() -> u32 {
    u32::from(signals::is_withheld())
}

/// Writes what Python is running to an open file.
#[wasm_bindgen]
pub fn py_dump_traceback(fd: i32) {
    interpreter::dump_traceback(fd);
}

/// Raises RecursionError, for a caller that finds too little stack.
#[wasm_bindgen]
pub fn py_raise_recursion_error() -> u32 {
    enter(exception::raise_recursion_error)
}

/// Panics with the text in the first record: a test of what a panic does.
#[wasm_bindgen]
pub fn py_panic() -> u32 {
    enter(exception::panic_with_text)
}
