//! Scopes: what `jaspy.scope()` asks of JavaScript, which knows each by a number.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::convert::js_to_py::outcome;
use crate::ffi::imports;
use crate::ffi::object::address;
use crate::ffi::record::Tag;
use crate::proxy::js_proxy;

/// Begin a scope and give its number.
#[pyfunction]
pub fn open_scope() -> u32 {
    imports::open_scope()
}

/// Keep the proxies of an object, which the caller holds, or the one proxy of `create_proxy`.
#[pyfunction]
pub fn keep_in_scope(scope: u32, obj: &Bound<'_, PyAny>) -> PyResult<()> {
    let code = match js_proxy::of(obj.as_borrowed()) {
        Some(proxy) => imports::keep_proxy(scope, proxy.slot()),
        None => imports::keep_object(scope, address(obj)),
    };
    match outcome(obj.py(), code)? {
        (Tag::Unsupported, _) => Err(PyTypeError::new_err(
            "keep() needs a Python object or what create_proxy gave: a scope destroys no \
             JavaScript object",
        )),
        _ => Ok(()),
    }
}

/// End a scope.
#[pyfunction]
pub fn close_scope(py: Python<'_>, scope: u32) -> PyResult<()> {
    outcome(py, imports::close_scope(scope)).map(|_| ())
}
