//! Conversions of values that Rust has.

use pyo3::BoundObject;
use pyo3::conversion::FromPyObjectOwned;
use pyo3::prelude::*;
use wasm_bindgen::JsValue;

use crate::convert::js_to_py::result;
use crate::convert::py_to_js::deliver;
use crate::ffi::imports;

/// The Python object for a JavaScript value: what Python gets when a JavaScript function returns it.
///
/// The value is of any type of `js_sys` or `web_sys`. A number, text or Boolean is copied; an object
/// becomes a `JsProxy`, the same one as long as that lives; a PyProxy becomes the Python object that
/// it stands for.
///
/// # Errors
/// JsException for a PyProxy that has been destroyed; MemoryError.
pub fn js_to_py<'py>(
    py: Python<'py>,
    value: &(impl AsRef<JsValue> + ?Sized),
) -> PyResult<Bound<'py, PyAny>> {
    result(py, imports::convert(value.as_ref()))
}

/// The JavaScript value for a Python object: what JavaScript gets when Python passes it to a
/// function, but that no call ends it.
///
/// A number, text, boolean or None is copied; a `JsProxy` becomes the very value that it stands for;
/// what the runtime's semantics do not copy becomes a PyProxy, which lives until JavaScript destroys
/// it or has no more use of it. [`PyProxy`](crate::PyProxy) is one that Rust ends.
///
/// # Errors
/// ConversionError for a dict that cannot be a JavaScript object; RecursionError; MemoryError.
pub fn py_to_js(object: &Bound<'_, PyAny>) -> PyResult<JsValue> {
    deliver(object)?;
    Ok(imports::take_delivered())
}

/// A type of Rust or PyO3 whose values can be handed to JavaScript: `Py<T>`, `Bound<T>`, numbers,
/// texts, collections - whatever PyO3 makes a Python object of.
pub trait IntoJs<'py> {
    /// Hands the value over, as [`py_to_js`] does for the Python object that PyO3 makes of it.
    ///
    /// # Errors
    /// Where PyO3 cannot make the object, or as [`py_to_js`].
    fn into_js(self, py: Python<'py>) -> PyResult<JsValue>;
}

impl<'py, T: IntoPyObject<'py>> IntoJs<'py> for T {
    fn into_js(self, py: Python<'py>) -> PyResult<JsValue> {
        let object = self.into_pyobject(py).map_err(Into::into)?;
        py_to_js(&object.into_any().into_bound())
    }
}

/// A type of Rust or PyO3 that JavaScript's values can be taken as: `Py<T>`, `Bound<T>`, numbers,
/// texts, collections - whatever PyO3 extracts from a Python object.
pub trait FromJs<'py>: Sized {
    /// Takes a value, as PyO3 extracts it from what [`js_to_py`] gives.
    ///
    /// # Errors
    /// As [`js_to_py`]; what PyO3 raises for an object of another type, mostly TypeError.
    fn from_js(py: Python<'py>, value: &(impl AsRef<JsValue> + ?Sized)) -> PyResult<Self>;
}

impl<'py, T: FromPyObjectOwned<'py>> FromJs<'py> for T {
    fn from_js(py: Python<'py>, value: &(impl AsRef<JsValue> + ?Sized)) -> PyResult<Self> {
        js_to_py(py, value)?.extract().map_err(Into::into)
    }
}
