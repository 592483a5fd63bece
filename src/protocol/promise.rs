//! Promises in Python: waiting for them, and the methods that they have in JavaScript.

use pyo3::exceptions::{PyRuntimeError, PyStopAsyncIteration, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::call::nothing;
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{outcome, result};
use crate::convert::py_to_js::Answer;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::object::{address, is_callable};
use crate::ffi::record::Tag;
use crate::handle::{Handle, state};
use crate::proxy::py_proxy;

/// A promise, or any object with a method `then`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsPromise;

#[pymethods]
impl JsPromise {
    /// `await promise`.
    fn __await__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        future_of(js_proxy(slf.as_any())?)?.call_method0(pyo3::intern!(slf.py(), "__await__"))
    }

    /// A promise of what `onfulfilled(value)` or `onrejected(reason)` gives.
    ///
    /// Without the one that would be called, it comes to what this one does.
    #[pyo3(signature = (onfulfilled = None, onrejected = None, /))]
    fn then<'py>(
        slf: &Bound<'py, Self>,
        onfulfilled: Option<&Bound<'py, PyAny>>,
        onrejected: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let fulfilled = handler("then", onfulfilled)?;
        let rejected = handler("then", onrejected)?;
        chain(js_proxy(slf.as_any())?, [fulfilled, rejected, 0])
    }

    /// A promise of what `onrejected(reason)` gives, or of this one's value.
    #[pyo3(signature = (onrejected, /))]
    fn catch<'py>(
        slf: &Bound<'py, Self>,
        onrejected: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let rejected = handler("catch", Some(onrejected))?;
        chain(js_proxy(slf.as_any())?, [0, rejected, 0])
    }

    /// A promise that comes to what this one does, after `onfinally()` has been called.
    #[pyo3(signature = (onfinally, /))]
    fn finally_<'py>(
        slf: &Bound<'py, Self>,
        onfinally: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let last = handler("finally_", Some(onfinally))?;
        chain(js_proxy(slf.as_any())?, [0, 0, last])
    }
}

/// The address of a handler, or 0 for none.
fn handler(method: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<u32> {
    match given {
        None => Ok(0),
        Some(given) if is_callable(given) => Ok(address(given)),
        Some(given) => Err(PyTypeError::new_err(format!(
            "{method} needs a callable or None, not a '{}'",
            given.get_type().name()?
        ))),
    }
}

/// Adds handlers, by their addresses: of the value, of the reason, of either.
fn chain<'py>(this: JsProxyRef<'_, 'py>, handlers: [u32; 3]) -> PyResult<Bound<'py, PyAny>> {
    let [fulfilled, rejected, last] = handlers;
    let code = imports::chain(this.slot(), fulfilled, rejected, last);
    result(this.py(), code)
}

/// A future of the running loop that will come to what a promise does.
///
/// # Errors
/// RuntimeError where no loop is there, and what looking at the promise throws.
pub fn future_of<'py>(promise: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    settled_future(promise.py(), |future| {
        Ok(imports::watch(
            promise.slot(),
            future.slot(),
            future.version(),
        ))
    })
}

/// A new future of the running loop, which JavaScript settles. `watch` hands its handle over, and
/// gives the tag that says whether JavaScript has taken it.
///
/// # Errors
/// RuntimeError where no loop is there, and what `watch` gives or JavaScript throws.
pub fn settled_future<'py>(
    py: Python<'py>,
    watch: impl FnOnce(Handle) -> PyResult<u32>,
) -> PyResult<Bound<'py, PyAny>> {
    let future = new_future(py)?;
    let handle = state::hold_object(future.clone().unbind());
    match watch(handle).and_then(|code| outcome(py, code)) {
        Ok(_) => Ok(future),
        Err(error) => {
            drop(state::release_object(handle));
            Err(error)
        }
    }
}

fn new_future(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static FUTURE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    FUTURE.import(py, "asyncio", "Future")?.call0()
}

/// Ends the future of a handle, whose entry goes with it. The tag says how: with the value in the
/// first record, with what was thrown, as the end of an iteration, or as that of a generator that
/// refuses to end.
///
/// # Errors
/// What the future's methods raise.
pub fn settle(py: Python<'_>, handle: Handle, code: u32) -> PyResult<Answer> {
    let outcome = match Tag::from_code(code) {
        Some(Tag::Finished) => Err(PyStopAsyncIteration::new_err(())),
        Some(Tag::Refused) => Err(PyRuntimeError::new_err(
            "async generator ignored GeneratorExit",
        )),
        _ => result(py, code),
    };
    let future = py_proxy::last_object(py, handle)?;
    let settled = match outcome {
        Ok(value) => future.call_method1(pyo3::intern!(py, "set_result"), (value,)),
        Err(error) => {
            future.call_method1(pyo3::intern!(py, "set_exception"), (error.into_value(py),))
        }
    };
    match settled {
        // It was cancelled meanwhile. To ask before would cost all others.
        Err(error) if is_invalid_state(py, &error)? => Ok(nothing()),
        settled => settled.map(|_| nothing()),
    }
}

fn is_invalid_state(py: Python<'_>, error: &PyErr) -> PyResult<bool> {
    static INVALID_STATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Ok(error.is_instance(
        py,
        INVALID_STATE.import(py, "asyncio", "InvalidStateError")?,
    ))
}

/// A future that has come to a value.
///
/// # Errors
/// As [`future_of`].
pub fn done_future<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    let future = new_future(py)?;
    future.call_method1(pyo3::intern!(py, "set_result"), (value,))?;
    Ok(future)
}

/// A future that is done when an object has been disposed of.
///
/// # Errors
/// As [`future_of`].
pub fn disposed<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    settled_future(this.py(), |future| {
        Ok(imports::async_dispose(
            this.slot(),
            future.slot(),
            future.version(),
        ))
    })
}

/// Whether a future has come to something.
///
/// # Errors
/// What its method raises.
pub fn is_done(future: &Bound<'_, PyAny>) -> PyResult<bool> {
    let done = future.call_method0(pyo3::intern!(future.py(), "done"))?;
    done.is_truthy()
}
