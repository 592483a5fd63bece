//! Waiting for promises.

use pyo3::prelude::*;

use super::js_proxy::JsProxy;

/// A promise, or any object with a method `then`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsPromise;

#[pymethods]
impl JsPromise {
    /// `await promise`.
    fn __await__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import(pyo3::intern!(py, "jaspy.webloop"))?
            .call_method1(pyo3::intern!(py, "wait_for_promise"), (slf,))
    }
}
