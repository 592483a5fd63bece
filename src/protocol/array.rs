//! Arrays, and what is like one.

use pyo3::prelude::*;

use super::item;
use super::js_proxy::{JsProxy, js_proxy};

/// An Array: a `collections.abc.MutableSequence`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsArray;

#[pymethods]
impl JsArray {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        item::get_js_item(js_proxy(slf.as_any())?, key)
    }

    fn __setitem__(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        item::set_js_item(js_proxy(slf.as_any())?, key, value)
    }

    fn __delitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        item::delete_js_item(js_proxy(slf.as_any())?, key)
    }
}

/// What is iterable and has a length, as a NodeList does.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsArrayLike;

#[pymethods]
impl JsArrayLike {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        item::get_js_item(js_proxy(slf.as_any())?, key)
    }
}
