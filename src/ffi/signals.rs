//! Signals that JavaScript sends. CPython's evaluation loop asks for one every so many jumps and
//! calls, once it has been told that somebody may send any; without that it reads one variable.
//!
//! JavaScript keeps a signal back while the event loop's own code runs: what a handler raises there
//! would lose a callback, or the loop.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::cell::Cell;
use std::ffi::c_int;

unsafe extern "C" {
    /// Whether CPython asks JavaScript for signals.
    static mut Py_EMSCRIPTEN_SIGNAL_HANDLING: c_int;
    /// How many jumps and calls are left before it asks.
    static mut _Py_emscripten_signal_clock: c_int;
    /// Asks now.
    fn _Py_CheckEmscriptenSignals();
}

/// The packages that the event loop's code is in, and that of who waits; those by which they import
/// and report; and those of weak references, where nobody takes what a handler raises. Code of all
/// of them soon calls the program, returns or waits.
const UNDISTURBED: [&str; 9] = [
    "asyncio",
    "jaspy",
    "importlib",
    "zipimport",
    "logging",
    "traceback",
    "linecache",
    "weakref",
    "_weakrefset",
];

/// What calls functions that the program gave, of the standard library perhaps, which may take long.
const CALLERS: [&str; 3] = ["_run_once", "_run", "run_in_executor"];

/// Where the code of the standard library is from.
const LIBRARY: [&str; 2] = ["/lib/python313.zip/", "<frozen "];

thread_local! {
    static IS_CHECKING: Cell<bool> = const { Cell::new(false) };
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
    // SAFETY: as above. Not 0, where it would stay when it is off: then each call of a function would look
    // for signals.
    unsafe { _Py_emscripten_signal_clock = 1 };
    Ok(())
}

/// Runs the handlers of signals that have arrived, whatever code asks for it.
///
/// # Errors
/// What a handler raises: KeyboardInterrupt, unless the program chose another.
pub fn check(py: Python<'_>) -> PyResult<()> {
    IS_CHECKING.set(true);
    // SAFETY: the thread is attached; this notes a signal, and runs none of Python's code.
    unsafe { _Py_CheckEmscriptenSignals() };
    // Not for the handlers, which may call the event loop's code.
    IS_CHECKING.set(false);
    py.check_signals()
}

/// Whether a signal has to wait, which CPython has just asked for: it asks again at the next jump
/// or call then. Else the rhythm of a program could be such that it always asks in the same place.
#[must_use]
pub fn is_withheld() -> bool {
    if IS_CHECKING.get() {
        return false;
    }
    // SAFETY: it is CPython that asks, from the attached thread.
    let py = unsafe { Python::assume_attached() };
    // What is no code has no name.
    let is_withheld = is_undisturbed(py).unwrap_or(false);
    if is_withheld {
        // SAFETY: a plain variable that the one thread reads and writes.
        unsafe { _Py_emscripten_signal_clock = 0 };
    }
    is_withheld
}

/// Whether code runs that no handler interrupts, or what it has called of the standard library.
fn is_undisturbed(py: Python<'_>) -> PyResult<bool> {
    let Some(mut frame) = current_frame(py) else {
        return Ok(false);
    };
    let mut is_innermost = true;
    loop {
        let code = frame.getattr(pyo3::intern!(py, "f_code"))?;
        if is_own(&frame)? {
            let name = text(&code, pyo3::intern!(py, "co_name"))?;
            return Ok(is_innermost || !CALLERS.contains(&name.as_str()));
        }
        let file = text(&code, pyo3::intern!(py, "co_filename"))?;
        if !LIBRARY.iter().any(|place| file.starts_with(place)) {
            return Ok(false);
        }
        frame = frame.getattr(pyo3::intern!(py, "f_back"))?;
        if frame.is_none() {
            return Ok(false);
        }
        is_innermost = false;
    }
}

/// Whether the function of a frame is from a package that no handler interrupts.
fn is_own(frame: &Bound<'_, PyAny>) -> PyResult<bool> {
    let globals = frame.getattr(pyo3::intern!(frame.py(), "f_globals"))?;
    let globals = globals.cast::<PyDict>()?;
    let Some(name) = globals.get_item(pyo3::intern!(frame.py(), "__name__"))? else {
        return Ok(false);
    };
    let name = name.cast::<PyString>()?.to_string_lossy();
    let package = name.split('.').next();
    Ok(package.is_some_and(|package| UNDISTURBED.contains(&package)))
}

fn text(object: &Bound<'_, PyAny>, attribute: &Bound<'_, PyString>) -> PyResult<String> {
    let value = object.getattr(attribute)?;
    Ok(value.cast::<PyString>()?.to_string_lossy().into_owned())
}

/// The frame of the function that runs, if any does.
fn current_frame(py: Python<'_>) -> Option<Bound<'_, PyAny>> {
    // SAFETY: the thread is attached, so it has a state; the reference is new, or there is none.
    unsafe {
        let frame = ffi::PyThreadState_GetFrame(ffi::PyThreadState_Get());
        Bound::from_owned_ptr_or_opt(py, frame.cast())
    }
}
