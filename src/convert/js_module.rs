//! Modules that stand for JavaScript objects: each crosses to JavaScript as its object.

use pyo3::prelude::*;
use pyo3::types::PyModule;

use crate::ffi::object::type_attribute;
use crate::proxy::js_proxy;

/// The slot of the object that a module stands for, for as long as the module lives.
///
/// `jaspy._js_module` gives each such module a class of its own, which holds the object. Looking
/// there runs no code.
#[must_use]
pub fn slot(value: &Bound<'_, PyAny>) -> Option<u32> {
    let module = value.cast::<PyModule>().ok()?;
    let name = pyo3::intern!(value.py(), "__js_object__");
    let target = type_attribute(&module.get_type(), name)?;
    js_proxy::of(target.as_borrowed()).map(|target| target.slot())
}
