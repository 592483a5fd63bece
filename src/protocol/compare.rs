//! What any object can be asked: text, identity, truth, type.

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;

use super::call::nothing;

use crate::convert::exception;
use crate::convert::js_to_py::{outcome, result};
use crate::convert::py_to_js::{Answer, answer};
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::record::Tag;
use crate::handle::Handle;
use crate::proxy::{js_proxy, py_proxy};

/// `repr(x)`, `str(x)`: what `x.toString()` gives.
///
/// # Errors
/// What JavaScript throws.
pub fn repr<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    result(this.py(), imports::text(this.slot()))
}

/// `hash(x)`: by identity.
///
/// # Errors
/// None of its own.
pub fn hash(this: JsProxyRef<'_, '_>) -> PyResult<isize> {
    js_id(this)?.extract()
}

/// `x == other`: `===` of the two objects; nothing where the other is no JsProxy.
#[must_use]
pub fn is_same(this: JsProxyRef<'_, '_>, other: Borrowed<'_, '_, PyAny>) -> Option<bool> {
    let (slot, other) = (this.slot(), js_proxy::of(other)?.slot());
    Some(slot == other || imports::same(slot, other) == Tag::True as u32)
}

/// `bool(x)`.
///
/// # Errors
/// What JavaScript throws.
pub fn truth(this: JsProxyRef<'_, '_>) -> PyResult<bool> {
    let (tag, _) = outcome(this.py(), imports::truth(this.slot()))?;
    Ok(tag == Tag::True)
}

/// `x.typeof`.
///
/// # Errors
/// None of its own.
pub fn type_of<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    result(this.py(), imports::type_of(this.slot()))
}

/// `x.js_id`.
///
/// # Errors
/// None of its own.
pub fn js_id<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    result(this.py(), imports::identity(this.slot()))
}

/// `str` of a Python object.
///
/// # Errors
/// Whatever the object raises.
pub fn py_str(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    answer(py_proxy::object(py, handle)?.str()?.as_any())
}

/// `repr` of a Python object.
///
/// # Errors
/// Whatever the object raises.
pub fn py_repr(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    answer(py_proxy::object(py, handle)?.repr()?.as_any())
}

/// The name of a Python object's class.
///
/// # Errors
/// None of its own.
pub fn py_type_name(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    answer(py_proxy::object(py, handle)?.get_type().name()?.as_any())
}

/// The text of an exception, as Python prints it.
///
/// # Errors
/// Whatever formatting raises.
pub fn py_format_exception(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    answer(&exception::format(&py_proxy::object(py, handle)?)?)
}

/// Throws the cause of an exception, or else the context that it does not suppress.
///
/// # Errors
/// TypeError where the object is no exception.
pub fn py_exception_cause(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let exception = py_proxy::object(py, handle)?.cast_into::<PyBaseException>()?;
    Ok(match exception::cause(&exception)? {
        Some(cause) => exception::answer(py, PyErr::from_value(cause)),
        None => nothing(),
    })
}

/// A Python object as a value.
///
/// # Errors
/// As any conversion.
pub fn py_object(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    answer(&py_proxy::object(py, handle)?)
}
