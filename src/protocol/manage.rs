//! The life of proxies: starting the interpreter, importing, giving back.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::call::nothing;
use crate::convert::js_to_py::value;
use crate::convert::py_to_js::{Answer, answer};
use crate::ffi::{area, signals};
use crate::handle::{Handle, state};

/// Imports the module whose name is in the first record.
///
/// # Errors
/// ImportError, or whatever the module raises.
pub fn import(py: Python<'_>) -> PyResult<Answer> {
    let name = value(py, &area::result())?.cast_into::<PyString>()?;
    answer(py.import(name)?.as_any())
}

/// Ends the entry of a PyProxy or PythonError; its object may go, and run code as it does.
///
/// # Errors
/// None of its own.
pub fn release(_py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    drop(state::release_object(handle));
    Ok(nothing())
}

/// Ends the keeping of a buffer for a typed array.
///
/// # Errors
/// None of its own.
pub fn release_view(_py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    drop(state::release_view(handle));
    Ok(nothing())
}

/// Has CPython ask JavaScript for signals, or stop it.
///
/// # Errors
/// As [`signals::watch`].
pub fn watch_signals(py: Python<'_>, is_on: bool) -> PyResult<Answer> {
    signals::watch(py, is_on)?;
    Ok(nothing())
}

/// Runs the handlers of signals that have arrived.
///
/// # Errors
/// As [`signals::check`].
pub fn check_signals(py: Python<'_>) -> PyResult<Answer> {
    signals::check(py)?;
    Ok(nothing())
}
