//! Singletons: `null` and its counterpart in Python.
//!
//! `undefined` and the Booleans have theirs in Python itself; [`super::js_to_py`] and
//! [`super::py_to_js`] name them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::handle::state;
use crate::semantics::Semantics;

static JS_NULL: PyOnceLock<Py<JsNull>> = PyOnceLock::new();

/// The type of `jsnull`, which stands for JavaScript's `null`.
///
/// It is false, equal to nothing but itself, and stays the one object when it is copied or pickled.
#[pyclass(module = "jaspy.ffi", name = "JsNull", frozen)]
pub struct JsNull;

#[pymethods]
impl JsNull {
    #[expect(clippy::unused_self, reason = "a method of an object without fields")]
    fn __repr__(&self) -> &'static str {
        "jsnull"
    }

    #[expect(clippy::unused_self, reason = "a method of an object without fields")]
    fn __bool__(&self) -> bool {
        false
    }

    /// Copies and pickles refer to the name.
    #[expect(clippy::unused_self, reason = "a method of an object without fields")]
    fn __reduce__(&self) -> &'static str {
        "jsnull"
    }
}

/// `jsnull`.
///
/// # Errors
/// MemoryError, the first time.
pub fn js_null(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let null = JS_NULL.get_or_try_init(py, || Py::new(py, JsNull))?;
    Ok(null.bind(py).clone().into_any())
}

/// Whether an object is `jsnull`.
#[must_use]
pub fn is_js_null(object: &Bound<'_, PyAny>) -> bool {
    JS_NULL.get(object.py()).is_some_and(|null| null.is(object))
}

/// What `null` is in Python.
///
/// # Errors
/// As [`js_null`].
pub fn null_to_py(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    match state::semantics() {
        Semantics::Classic => Ok(py.None().into_bound(py)),
        Semantics::Pep818 => js_null(py),
    }
}
