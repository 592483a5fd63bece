//! Signals that JavaScript sends. CPython's evaluation loop asks for one every so many jumps and
//! calls, once it has been told that somebody may send any; without that it reads one variable.

use pyo3::prelude::*;
use std::ffi::c_int;

unsafe extern "C" {
    /// Whether CPython asks JavaScript for signals.
    static mut Py_EMSCRIPTEN_SIGNAL_HANDLING: c_int;
}

/// Has CPython ask JavaScript for signals, or stop it.
///
/// # Errors
/// When the module that handles signals cannot be imported.
pub fn watch(py: Python<'_>, is_on: bool) -> PyResult<()> {
    if is_on {
        // Its import installs what raises KeyboardInterrupt.
        py.import(pyo3::intern!(py, "_signal"))?;
    }
    // SAFETY: a plain variable that the one thread reads and writes.
    unsafe { Py_EMSCRIPTEN_SIGNAL_HANDLING = c_int::from(is_on) };
    Ok(())
}
