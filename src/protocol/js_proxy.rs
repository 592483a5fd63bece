//! JsProxy: what Python can do with every JavaScript object.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::inspect::{self, OwnProperties};
use super::{attribute, compare, promise};
use crate::convert::deep_to_py::{self, Converter};
use crate::ffi::js_proxy::JsProxyRef;

/// A JavaScript object.
///
/// Its attributes are the object's properties. What else it can do is said by the other classes
/// from which its own is composed.
#[pyclass(module = "jaspy.ffi", frozen, subclass, immutable_type)]
pub struct JsProxy;

#[pymethods]
impl JsProxy {
    #[new]
    #[pyo3(signature = (*_args, **_named))]
    fn refuse(_args: &Bound<'_, PyTuple>, _named: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Err(PyTypeError::new_err("JsProxy cannot be instantiated"))
    }

    /// The names of all properties along the prototype chain, and of `object`.
    fn __dir__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        attribute::property_names(slf.as_any())
    }

    /// What JavaScript's `typeof` says.
    #[getter]
    fn r#typeof<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        compare::type_of(js_proxy(slf.as_any())?)
    }

    /// An int, equal for two proxies exactly when they are.
    #[getter]
    fn js_id<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        compare::js_id(js_proxy(slf.as_any())?)
    }

    /// The names of its own enumerable properties, an Array: `Object.keys(x)`.
    fn object_keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        inspect::own_properties(js_proxy(slf.as_any())?, OwnProperties::Keys)
    }

    /// The values of its own enumerable properties, an Array: `Object.values(x)`.
    fn object_values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        inspect::own_properties(js_proxy(slf.as_any())?, OwnProperties::Values)
    }

    /// Its own enumerable properties, an Array of Arrays of name and value: `Object.entries(x)`.
    fn object_entries<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        inspect::own_properties(js_proxy(slf.as_any())?, OwnProperties::Entries)
    }

    /// A live view of the object as JSON data: Arrays behave as lists, objects as dicts.
    fn as_py_json<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        js_proxy(slf.as_any())?;
        py.import(pyo3::intern!(py, "jaspy._json_view"))?
            .call_method1(pyo3::intern!(py, "view"), (slf,))
    }

    /// The proxy of a `WeakRef` of the object.
    fn to_weakref<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        inspect::weak_reference(js_proxy(slf.as_any())?)
    }

    fn __enter__<'py>(slf: Bound<'py, Self>) -> Bound<'py, Self> {
        slf
    }

    /// Call the object's `[Symbol.dispose]`, if it has one.
    fn __exit__(
        slf: &Bound<'_, Self>,
        _kind: &Bound<'_, PyAny>,
        _error: &Bound<'_, PyAny>,
        _traceback: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        inspect::dispose(js_proxy(slf.as_any())?)
    }

    fn __aenter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        promise::done_future(slf.as_any())
    }

    /// Call the object's `[Symbol.asyncDispose]`, or else its `[Symbol.dispose]`, if it has one; a
    /// future that is done when it is done.
    fn __aexit__<'py>(
        slf: &Bound<'py, Self>,
        _kind: &Bound<'py, PyAny>,
        _error: &Bound<'py, PyAny>,
        _traceback: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        promise::disposed(js_proxy(slf.as_any())?)
    }

    /// Refuse to be pickled and copied.
    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        inspect::refuse_pickling(slf.as_any())
    }

    /// A copy in Python: an Array becomes a list, a Map and an Object a dict, a Set a set, a typed
    /// array or buffer a memoryview, so many levels deep, by default all.
    ///
    /// `default_converter(value, convert, cache_conversion)` is asked for any other object, which
    /// stays what it is without one. `convert` converts a part of the value; `cache_conversion` is
    /// told of the value and what it becomes, before parts that may refer to it are converted.
    ///
    /// Raises ConversionError for keys and members that Python cannot tell apart or hash.
    #[pyo3(signature = (*, depth = -1, default_converter = None))]
    fn to_py<'py>(
        slf: &Bound<'py, Self>,
        depth: i32,
        default_converter: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let converter = default_converter.map(Converter::of_python);
        deep_to_py::to_py(slf.as_any(), depth, converter)
    }
}

/// An HTML element.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsDomElement;

/// The JsProxy that a method was called on.
///
/// # Errors
/// TypeError for an instance of a class that Python code derived from one of ours.
pub fn js_proxy<'a, 'py>(this: &'a Bound<'py, PyAny>) -> PyResult<JsProxyRef<'a, 'py>> {
    JsProxyRef::of(this.as_borrowed()).ok_or_else(|| {
        let name = this.get_type().name();
        let name = name.map_or_else(|_| "object".to_owned(), |name| name.to_string());
        PyTypeError::new_err(format!("expected a JsProxy, not a '{name}'"))
    })
}
