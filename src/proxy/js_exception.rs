//! JsException: a JavaScript Error in Python, an exception and a JsProxy in one.
//!
//! It has the one JsProxy of its Error, and the Error is known by it: converting the same Error
//! again gives the same exception while that lives.

use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;

use super::js_proxy;
use crate::ffi::js_proxy::{JsFeatures, exception};
use crate::ffi::reference::Reference;
use crate::handle::state;

/// Makes the exception of an Error, and of the value that was thrown where that is no Error. It
/// takes over the references.
///
/// # Errors
/// MemoryError.
pub fn shared(
    py: Python<'_>,
    error: Reference,
    thrown: Option<Reference>,
) -> PyResult<Bound<'_, PyAny>> {
    let class = state::js_exception_class(py)
        .ok_or_else(|| PySystemError::new_err("_jaspy is not imported"))?;
    let slot = error.slot();
    let proxy = |reference| js_proxy::separate(py, reference, JsFeatures::NONE, None);
    let error = proxy(error)?;
    let thrown = thrown.map(proxy).transpose()?;
    let made = exception::new_exception(&class, error, thrown)?;
    js_proxy::remember(slot, &made)?;
    Ok(made)
}

/// The slot of what a JsException stands for when it is thrown: for as long as that lives.
#[must_use]
pub fn thrown_slot(object: &Bound<'_, PyAny>) -> Option<u32> {
    let object = object.as_borrowed();
    if !exception::is_exception(object) {
        return None;
    }
    let thrown = exception::thrown_of(object).or_else(|| js_proxy::of(object));
    thrown.map(|thrown| thrown.slot())
}
