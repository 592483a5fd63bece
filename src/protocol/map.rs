//! Maps, and what is like one.

use pyo3::prelude::*;

use super::iterate;
use super::js_proxy::{JsProxy, js_proxy};

/// A Map that can be read: a `collections.abc.Mapping`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsMap;

#[pymethods]
impl JsMap {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        iterate::start(js_proxy(slf.as_any())?)
    }
}

/// A Map that can be changed: a `collections.abc.MutableMapping`.
#[pyclass(module = "jaspy.ffi", extends = JsMap, frozen, generic, subclass, immutable_type)]
pub struct JsMutableMap;
