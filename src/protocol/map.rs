//! Maps, and what is like one: the protocol of `collections.abc.Mapping`.
//!
//! What can be said by the protocol's basic operations is said by the standard library's own
//! methods of that class.

use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::js_proxy::{JsProxy, js_proxy};
use super::{attribute, iterate};

/// A Map that can be read: a `collections.abc.Mapping`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsMap;

#[pymethods]
impl JsMap {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        iterate::start(js_proxy(slf.as_any())?)
    }

    /// The value of a key, or the default.
    #[pyo3(signature = (key, default = None, /))]
    fn get<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
        default: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        mixin(slf.as_any(), "Mapping", "get", (slf, key, default))
    }

    /// A view of the keys.
    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        mixin(slf.as_any(), "Mapping", "keys", (slf,))
    }

    /// A view of the values.
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        mixin(slf.as_any(), "Mapping", "values", (slf,))
    }

    /// A view of the pairs of keys and values.
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        mixin(slf.as_any(), "Mapping", "items", (slf,))
    }
}

/// A Map that can be changed: a `collections.abc.MutableMapping`.
#[pyclass(module = "jaspy.ffi", extends = JsMap, frozen, generic, subclass, immutable_type)]
pub struct JsMutableMap;

#[pymethods]
impl JsMutableMap {
    /// Remove a key and return its value, or the default.
    ///
    /// Raises KeyError when there is neither.
    #[pyo3(signature = (key, /, *default))]
    fn pop<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
        default: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if default.len() > 1 {
            return Err(PyTypeError::new_err(format!(
                "pop expected at most 2 arguments, got {}",
                default.len() + 1
            )));
        }
        match (slf.as_any().get_item(key), default.iter().next()) {
            (Ok(value), _) => {
                slf.as_any().del_item(key)?;
                Ok(value)
            }
            (Err(error), Some(default)) if error.is_instance_of::<PyKeyError>(slf.py()) => {
                Ok(default)
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Remove a key and return it with its value.
    ///
    /// Raises KeyError when there is none.
    fn popitem<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        mixin(slf.as_any(), "MutableMapping", "popitem", (slf,))
    }

    /// Remove all keys.
    fn clear(slf: &Bound<'_, Self>) -> PyResult<()> {
        let name = pyo3::intern!(slf.py(), "clear");
        match attribute::get_js_property(js_proxy(slf.as_any())?, name)? {
            Some(clear) => clear.call0()?,
            None => mixin(slf.as_any(), "MutableMapping", "clear", (slf,))?,
        };
        Ok(())
    }

    /// Set the values of keys from a mapping, an iterable of pairs, or keyword arguments.
    #[pyo3(signature = (*others, **named))]
    fn update(
        slf: &Bound<'_, Self>,
        others: &Bound<'_, PyTuple>,
        named: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        let mut arguments = vec![slf.clone().into_any()];
        arguments.extend(others.iter());
        abstract_method(slf.as_any(), "MutableMapping", "update")?
            .call(PyTuple::new(slf.py(), arguments)?, named)?;
        Ok(())
    }

    /// The value of a key, which becomes the default where there is none.
    #[pyo3(signature = (key, default = None, /))]
    fn setdefault<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
        default: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let arguments = (slf, key, default);
        mixin(slf.as_any(), "MutableMapping", "setdefault", arguments)
    }
}

/// Calls a method that an abstract base class gives to those who have the basic operations.
fn mixin<'py>(
    this: &Bound<'py, PyAny>,
    class: &str,
    method: &str,
    arguments: impl pyo3::call::PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    abstract_method(this, class, method)?.call1(arguments)
}

fn abstract_method<'py>(
    this: &Bound<'py, PyAny>,
    class: &str,
    method: &str,
) -> PyResult<Bound<'py, PyAny>> {
    this.py()
        .import(pyo3::intern!(this.py(), "_collections_abc"))?
        .getattr(class)?
        .getattr(method)
}
