//! Iteration of JavaScript objects.

use pyo3::exceptions::{PyStopIteration, PyTypeError};
use pyo3::prelude::*;

use crate::convert::js_to_py::{outcome, value};
use crate::ffi::imports;
use crate::ffi::js_proxy_type::{JsProxyRef, Kind};
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::proxy::js_proxy;

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
            js_proxy::separate(py, iterator, Kind::Iterator, None)
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
