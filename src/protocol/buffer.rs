//! Buffers that Python shares as objects: typed arrays, DataViews, ArrayBuffers.

use pyo3::prelude::*;

use super::item;
use super::js_proxy::{JsProxy, js_proxy};

/// A typed array, DataView, ArrayBuffer or SharedArrayBuffer.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsBuffer;

/// A typed array.
#[pyclass(module = "jaspy.ffi", extends = JsBuffer, frozen, subclass, immutable_type)]
pub struct JsTypedArray;

#[pymethods]
impl JsTypedArray {
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
}
