//! JsProxy: a JavaScript object in Python.
//!
//! A proxy owns one slot of the reference table. While it lives, converting the same object again
//! gives the same proxy: JavaScript remembers the slot of each object that has one, and
//! [`state`] the proxy of each slot.

use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::ffi::js_proxy_type::{self, Class, JsProxyRef, Kind};
use crate::ffi::reference::Reference;
use crate::handle::state;

/// The classes, in the order of [`index`].
static CLASSES: PyOnceLock<[Class; 3]> = PyOnceLock::new();

/// Takes the classes of objects, callables and iterators into use, once.
pub fn install(py: Python<'_>, classes: [Class; 3]) {
    // A second module object of one interpreter finds the first one's classes and keeps them.
    let _ = CLASSES.set(py, classes);
}

/// The class of a kind of proxy.
///
/// # Errors
/// SystemError before `_jaspy` was imported.
pub fn class(py: Python<'_>, kind: Kind) -> PyResult<&'static Class> {
    let classes = CLASSES
        .get(py)
        .ok_or_else(|| PySystemError::new_err("_jaspy is not imported"))?;
    Ok(&classes[index(kind)])
}

const fn index(kind: Kind) -> usize {
    match kind {
        Kind::Object => 0,
        Kind::Callable => 1,
        Kind::Iterator => 2,
    }
}

/// An object as a JsProxy, if it is one.
#[must_use]
pub fn of<'a, 'py>(object: Borrowed<'a, 'py, PyAny>) -> Option<JsProxyRef<'a, 'py>> {
    JsProxyRef::of(object, CLASSES.get(object.py())?)
}

/// Makes the proxy that converting the same object again will give. It takes over the reference.
///
/// # Errors
/// MemoryError.
pub fn shared(py: Python<'_>, reference: Reference, kind: Kind) -> PyResult<Bound<'_, PyAny>> {
    let slot = reference.slot();
    let proxy = js_proxy_type::new_proxy(py, class(py, kind)?, reference, None)?;
    state::set_js_proxy_address(slot, proxy.as_ptr() as usize);
    Ok(proxy)
}

/// Makes a proxy beside any other of the same object: a method bound to another, an iterator.
/// It takes over the references.
///
/// # Errors
/// MemoryError.
pub fn separate(
    py: Python<'_>,
    reference: Reference,
    kind: Kind,
    bound_to: Option<Reference>,
) -> PyResult<Bound<'_, PyAny>> {
    js_proxy_type::new_proxy(py, class(py, kind)?, reference, bound_to)
}

/// The living proxy of a slot.
#[must_use]
pub fn known(py: Python<'_>, slot: u32) -> Option<Bound<'_, PyAny>> {
    state::js_proxy_address(slot).map(|address| js_proxy_type::living(py, address))
}

/// Forgets a proxy that is about to go.
pub fn forget(this: JsProxyRef<'_, '_>) {
    if state::js_proxy_address(this.slot()) == Some(this.object().as_ptr() as usize) {
        state::set_js_proxy_address(this.slot(), 0);
    }
}
