//! Proxies that Python makes of its own objects, to decide how long they live in JavaScript.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{outcome, result};
use crate::ffi::imports;
use crate::ffi::object::{address, is_callable};
use crate::ffi::record::Tag;
use crate::proxy::js_proxy as proxies;

/// A proxy of a Python object that Python itself made, to decide how long it lives.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsDoubleProxy;

#[pymethods]
impl JsDoubleProxy {
    /// Let JavaScript's proxy go: every later use of it is an error. Again: no effect.
    fn destroy(slf: &Bound<'_, Self>) -> PyResult<()> {
        let slot = js_proxy(slf.as_any())?.slot();
        outcome(slf.py(), imports::destroy_proxy(slot)).map(|_| ())
    }

    /// Give the Python object. Raises JsException when the proxy has been destroyed.
    fn unwrap<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let slot = js_proxy(slf.as_any())?.slot();
        result(slf.py(), imports::unwrap_proxy(slot))
    }
}

/// Make a proxy of a Python object that lives in JavaScript until it is destroyed.
///
/// JavaScript gets that proxy wherever the result is passed, and no call ends it. With
/// `capture_this`, a call passes JavaScript's `this` as the first argument. With `roundtrip`, the
/// proxy comes back to Python as the JsDoubleProxy, else as the object.
#[pyfunction]
#[pyo3(signature = (obj, *, capture_this = false, roundtrip = true))]
pub fn create_proxy<'py>(
    obj: &Bound<'py, PyAny>,
    capture_this: bool,
    roundtrip: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let code = imports::create_proxy(address(obj), capture_this.into(), roundtrip.into());
    result(obj.py(), code)
}

/// Make a JavaScript function that calls a Python callable once and then lets it go.
///
/// A second call is an error. The function's `destroy()` lets the callable go without a call.
/// Raises TypeError for what cannot be called.
#[pyfunction]
pub fn create_once_callable<'py>(obj: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if !is_callable(obj) {
        return Err(PyTypeError::new_err(format!(
            "create_once_callable needs a callable, not a '{}'",
            obj.get_type().name()?
        )));
    }
    result(obj.py(), imports::create_once_callable(address(obj)))
}

/// Destroy all proxies in a JavaScript Array of PyProxies.
///
/// Raises TypeError, and destroys none, where the Array holds anything else.
#[pyfunction]
pub fn destroy_proxies(pyproxies: &Bound<'_, PyAny>) -> PyResult<()> {
    let Some(array) = proxies::of(pyproxies.as_borrowed()) else {
        return Err(no_array(pyproxies)?);
    };
    match outcome(pyproxies.py(), imports::destroy_proxies(array.slot()))? {
        (Tag::Unsupported, _) => Err(no_array(pyproxies)?),
        (Tag::Refused, _) => Err(PyTypeError::new_err(
            "destroy_proxies needs an Array of PyProxies alone, and this one holds something else",
        )),
        _ => Ok(()),
    }
}

fn no_array(given: &Bound<'_, PyAny>) -> PyResult<PyErr> {
    Ok(PyTypeError::new_err(format!(
        "destroy_proxies needs a JavaScript Array of PyProxies, not a '{}'",
        given.get_type().name()?
    )))
}
