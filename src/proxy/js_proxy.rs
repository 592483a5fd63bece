//! JsProxy: a JavaScript object in Python.
//!
//! A proxy owns one slot of the reference table. While it lives, converting the same object again
//! gives the same proxy: JavaScript remembers the slot of each object that has one, and
//! [`state`] the proxy of each slot.

use pyo3::exceptions::{PyMemoryError, PySystemError};
use pyo3::prelude::*;

use crate::ffi::js_proxy::{Class, JsFeatures, JsProxyRef, layout};
use crate::ffi::reference::Reference;
use crate::handle::state;

/// An object as a JsProxy, if it is one.
#[must_use]
pub fn of<'a, 'py>(object: Borrowed<'a, 'py, PyAny>) -> Option<JsProxyRef<'a, 'py>> {
    JsProxyRef::of(object)
}

/// Makes the proxy that converting the same object again will give. It takes over the reference.
///
/// # Errors
/// MemoryError.
pub fn shared(
    py: Python<'_>,
    reference: Reference,
    features: JsFeatures,
) -> PyResult<Bound<'_, PyAny>> {
    let slot = reference.slot();
    let proxy = layout::new_proxy(py, class(py, features)?, reference, None)?;
    remember(slot, &proxy)?;
    Ok(proxy)
}

/// Notes the proxy, or exception, that converting the object of a slot again will give.
///
/// # Errors
/// MemoryError.
pub fn remember(slot: u32, proxy: &Bound<'_, PyAny>) -> PyResult<()> {
    state::set_js_proxy_address(slot, proxy.as_ptr() as usize)
        .map_err(|error| PyMemoryError::new_err(error.to_string()))
}

/// Makes a proxy beside any other of the same object: a method bound to another, an iterator.
/// It takes over the references.
///
/// # Errors
/// MemoryError.
pub fn separate(
    py: Python<'_>,
    reference: Reference,
    features: JsFeatures,
    bound_to: Option<Reference>,
) -> PyResult<Bound<'_, PyAny>> {
    layout::new_proxy(py, class(py, features)?, reference, bound_to)
}

/// The living proxy of a slot.
#[must_use]
pub fn known(py: Python<'_>, slot: u32) -> Option<Bound<'_, PyAny>> {
    layout::living(py, state::js_proxy_address(slot)?)
}

/// The class of the objects with some features, made when the first of them comes.
fn class(py: Python<'_>, features: JsFeatures) -> PyResult<&'static Class> {
    if let Some(class) = state::js_proxy_class(features) {
        return Ok(class);
    }
    let compose = state::compose_js_proxy_class()
        .ok_or_else(|| PySystemError::new_err("_jaspy is not imported"))?;
    let class = Box::leak(Box::new(compose(py, features)?));
    state::set_js_proxy_class(features, class);
    Ok(class)
}
