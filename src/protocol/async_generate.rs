//! Asynchronous iteration over Python objects from JavaScript.

use pyo3::exceptions::PyStopAsyncIteration;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use super::awaitable::{Wanted, finished, wait_for};
use super::call::nothing;
use super::generate::held;
use crate::convert::js_to_py::{outcome, value};
use crate::convert::py_to_js::Answer;
use crate::ffi::area;
use crate::ffi::reference::Reference;
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// `aiter(object)`: the record of a new handle, which JavaScript owns.
///
/// # Errors
/// Whatever the object raises.
pub fn iterate(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    static AITER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let object = py_proxy::object(py, handle)?;
    let iterator = AITER.import(py, "builtins", "aiter")?.call1((object,))?;
    Ok(held(iterator))
}

/// `anext(object)`, for the promise whose functions are at a slot, which is taken over.
///
/// # Errors
/// Whatever the iterator raises at once.
pub fn next(py: Python<'_>, handle: Handle, settler: u32) -> PyResult<Answer> {
    let settler = Reference::adopt(settler);
    let iterator = py_proxy::object(py, handle)?;
    step(
        iterator.call_method0(pyo3::intern!(py, "__anext__")),
        settler,
        py,
    )
}

/// `object.asend(value)`, with the value in the first record; otherwise as [`next`].
///
/// # Errors
/// As [`next`].
pub fn send(py: Python<'_>, handle: Handle, settler: u32) -> PyResult<Answer> {
    let settler = Reference::adopt(settler);
    let given = value(py, &area::result())?;
    let generator = py_proxy::object(py, handle)?;
    step(
        generator.call_method1(pyo3::intern!(py, "asend"), (given,)),
        settler,
        py,
    )
}

/// `object.athrow(exception)`, with what was thrown in the first record, for this tag; otherwise as
/// [`next`].
///
/// # Errors
/// As [`next`].
pub fn throw(py: Python<'_>, handle: Handle, thrown: u32, settler: u32) -> PyResult<Answer> {
    let settler = Reference::adopt(settler);
    let Err(error) = outcome(py, thrown) else {
        unreachable!("JavaScript passes on the tag of something thrown");
    };
    let generator = py_proxy::object(py, handle)?;
    let exception = error.into_value(py);
    step(
        generator.call_method1(pyo3::intern!(py, "athrow"), (exception,)),
        settler,
        py,
    )
}

/// `object.aclose()`, where there is such a method: its clean-up runs. Otherwise as [`next`].
///
/// # Errors
/// As [`next`].
pub fn close(py: Python<'_>, handle: Handle, settler: u32) -> PyResult<Answer> {
    let settler = Reference::adopt(settler);
    let iterator = py_proxy::object(py, handle)?;
    match iterator.getattr_opt(pyo3::intern!(py, "aclose"))? {
        Some(aclose) => wait_for(&aclose.call0()?, settler, Wanted::Value),
        None => Ok(nothing()),
    }
}

fn step(
    awaitable: PyResult<Bound<'_, PyAny>>,
    settler: Reference,
    py: Python<'_>,
) -> PyResult<Answer> {
    match awaitable {
        Ok(awaitable) => wait_for(&awaitable, settler, Wanted::Step),
        Err(error) if error.is_instance_of::<PyStopAsyncIteration>(py) => finished(py),
        Err(error) => Err(error),
    }
}
