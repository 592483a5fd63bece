//! Exceptions that Rust code passes from one language to the other.

use pyo3::prelude::*;
use wasm_bindgen::JsValue;

use crate::convert::exception;
use crate::convert::js_to_py::outcome;
use crate::ffi::imports;

/// The Python exception for what a JavaScript function threw, the `Err` of an import that is
/// declared with `catch`: a JsException, or the very exception that a PythonError stands for.
///
/// An import without `catch` must not throw: JavaScript's exceptions cannot pass Rust's code, and end
/// the runtime with a `FatalError`.
///
/// ```no_run
/// # use pyo3::prelude::*;
/// # use wasm_bindgen::prelude::*;
/// #[wasm_bindgen]
/// extern "C" {
///     #[wasm_bindgen(catch, js_name = decodeURI)]
///     fn decode_uri(text: &str) -> Result<String, JsValue>;
/// }
///
/// #[pyfunction]
/// fn decode(py: Python<'_>, text: &str) -> PyResult<String> {
///     decode_uri(text).map_err(|error| jaspy::js_error_to_py(py, &error))
/// }
/// ```
pub fn js_error_to_py(py: Python<'_>, error: &(impl AsRef<JsValue> + ?Sized)) -> PyErr {
    match outcome(py, imports::convert_thrown(error.as_ref())) {
        Err(error) => error,
        Ok((tag, _)) => unreachable!("something thrown crosses as such, not as {tag:?}"),
    }
}

/// What JavaScript gets thrown for a Python exception: a PythonError, or the very value that a
/// JsException stands for. A function that JavaScript calls returns it as its `Err`.
#[must_use]
pub fn py_error_to_js(py: Python<'_>, error: PyErr) -> JsValue {
    // Whatever the answer is, it waits in the outbox.
    let _ = exception::answer(py, error);
    imports::take_delivered()
}
