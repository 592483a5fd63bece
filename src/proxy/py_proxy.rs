//! PyProxy: a Python object in JavaScript, as far as Rust knows of it: a handle and features.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use crate::error::BridgeError;
use crate::ffi::area;
use crate::ffi::object::{at_address, is_callable};
use crate::ffi::record::{Record, Tag};
use crate::handle::{Handle, state};

include!(concat!(env!("OUT_DIR"), "/py-feature.rs"));

/// Puts the object at an address into the handle table for a new PyProxy, which owns the entry.
/// The first record tells slot and version, and the features after the tag.
pub fn hold(py: Python<'_>, address: u32) {
    let object = at_address(py, address);
    let features = features(&object);
    let handle = state::hold_object(object.unbind());
    let record = Record::pair(Tag::PyObject, handle.slot(), handle.version());
    area::set_result(record.with_extra(features));
}

/// The object of a handle.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn object(py: Python<'_>, handle: Handle) -> Result<Bound<'_, PyAny>, BridgeError> {
    state::object(py, handle).ok_or(BridgeError::ReleasedHandle)
}

/// Looks at the class only: none of its code runs.
fn features(object: &Bound<'_, PyAny>) -> u32 {
    let mut features = 0;
    if is_callable(object) {
        features |= PyFeature::Callable as u32;
    }
    if object.is_instance_of::<PyType>() {
        features |= PyFeature::Type as u32;
    }
    if object.is_instance_of::<PyDict>() {
        features |= PyFeature::Dict as u32;
    }
    features
}
