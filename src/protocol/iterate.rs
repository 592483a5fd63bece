//! Iteration of JavaScript objects.

use pyo3::exceptions::{PyStopIteration, PyTypeError};
use pyo3::prelude::*;

use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{outcome, value};
use crate::ffi::imports;
use crate::ffi::js_proxy::{JsFeatures, JsProxyRef};
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::proxy::js_proxy::separate;

/// What has `[Symbol.iterator]`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsIterable;

#[pymethods]
impl JsIterable {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        start(js_proxy(slf.as_any())?)
    }
}

/// An iterator.
#[pyclass(module = "jaspy.ffi", extends = JsIterable, frozen, generic, subclass, immutable_type)]
pub struct JsIterator;

#[pymethods]
impl JsIterator {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }
}

/// A generator.
#[pyclass(module = "jaspy.ffi", extends = JsIterator, frozen, generic, subclass, immutable_type)]
pub struct JsGenerator;

/// What has `[Symbol.asyncIterator]`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncIterable;

/// An asynchronous iterator.
#[pyclass(module = "jaspy.ffi", extends = JsAsyncIterable, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncIterator;

/// An asynchronous generator.
#[pyclass(module = "jaspy.ffi", extends = JsAsyncIterator, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncGenerator;

/// `iter(x)`: what `[Symbol.iterator]()` gives, or the entries of an object without one.
///
/// # Errors
/// TypeError for what has neither; what JavaScript throws.
pub fn start<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    let py = this.py();
    match outcome(py, imports::iterate(this.slot()))? {
        (Tag::Unsupported, _) => Err(PyTypeError::new_err(format!(
            "the JavaScript object {} is not iterable",
            this.object().repr()?
        ))),
        (_, record) => {
            let iterator = Reference::adopt(record.first());
            let features = JsFeatures::from_bits(record.extra());
            separate(py, iterator, features, None)
        }
    }
}

/// `next(x)`; nothing at the end.
///
/// # Errors
/// StopIteration at the end of an iterator that returns something; TypeError for what is no iterator; what JavaScript throws.
pub fn next<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = this.py();
    match outcome(py, imports::next(this.slot()))? {
        (Tag::Finished, record) => {
            let returned = value(py, &record)?;
            if returned.is_none() {
                return Ok(None);
            }
            Err(PyStopIteration::new_err((returned.unbind(),)))
        }
        (Tag::Unsupported, _) => Err(PyTypeError::new_err(format!(
            "the JavaScript object {} is no iterator: it has no next()",
            this.object().repr()?
        ))),
        (_, record) => Ok(Some(value(py, &record)?)),
    }
}
