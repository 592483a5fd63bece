//! PyProxy: a Python object in JavaScript, as far as Rust knows of it: a handle and features.

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyTuple, PyType};

use super::js_proxy;
use crate::error::BridgeError;
use crate::ffi::js_proxy::{JsFeature, JsFeatures};
use crate::ffi::object::{
    address, at_address, has_native_buffer, is_callable, is_method, version_of,
};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::type_slots::TypeSlots;
use crate::ffi::{area, imports};
use crate::handle::{Handle, state};

include!(concat!(env!("OUT_DIR"), "/py-feature.rs"));

/// Puts the object at an address into the handle table for a new PyProxy, which owns the entry.
/// The first record tells slot and version, and the features after the tag; the result is the
/// version of the object's class, 0 where CPython has none.
pub fn hold(py: Python<'_>, address: u32) -> u32 {
    let object = at_address(py, address);
    let (features, class_version) = features_of(&object);
    let handle = state::hold_object(object.unbind());
    let record = Record::pair(Tag::PyObject, handle.slot(), handle.version());
    area::set_result(record.with_extra(features));
    class_version
}

/// What JavaScript can do with an object, and the version of its class. That changes whenever the
/// class or one of its bases does, and no other class ever has the same.
fn features_of(object: &Bound<'_, PyAny>) -> (u32, u32) {
    let class = object.get_type();
    let version = version_of(&class);
    if let Some(known) = (version != 0)
        .then(|| state::py_features(version))
        .flatten()
    {
        return (known, version);
    }
    let features = features(object);
    // To look has given the class a version, if it had none.
    let version = version_of(&class);
    if version != 0 {
        state::set_py_features(version, features);
    }
    (features, version)
}

/// The object of a handle.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn object(py: Python<'_>, handle: Handle) -> Result<Bound<'_, PyAny>, BridgeError> {
    state::object(py, handle).ok_or(BridgeError::ReleasedHandle)
}

/// The object of a handle whose PyProxy has ended. Takes over the entry.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn last_object(py: Python<'_>, handle: Handle) -> Result<Bound<'_, PyAny>, BridgeError> {
    let object = state::release_object(handle).ok_or(BridgeError::ReleasedHandle)?;
    Ok(object.into_bound(py))
}

/// What JavaScript can do with an object: a set of [`PyFeature`]s.
///
/// Looks at the class only: none of its code runs, that of `collections.abc` neither.
fn features(object: &Bound<'_, PyAny>) -> u32 {
    let py = object.py();
    let slots = TypeSlots::of(object);
    let is_bytes = object.is_instance_of::<PyBytes>();
    let is_byte_array = object.is_instance_of::<PyByteArray>();
    let is_iterator = slots.is_iterator();
    let is_async_iterator = slots.is_async_iterator();
    let is_sequence = slots.is_sequence() || is_bytes || is_byte_array;
    // What `collections.abc.MutableSequence` asks for, besides a Sequence.
    let is_mutable = slots.sets_items() && slots.has(pyo3::intern!(py, "insert"));
    let set = [
        (PyFeature::Callable, is_callable(object)),
        (PyFeature::Type, object.is_instance_of::<PyType>()),
        (PyFeature::Dict, object.is_instance_of::<PyDict>()),
        (PyFeature::Sized, slots.is_sized()),
        (PyFeature::Get, slots.gets_items()),
        (PyFeature::Set, slots.sets_items()),
        (PyFeature::Has, slots.contains()),
        (PyFeature::Iterable, slots.is_iterable()),
        (PyFeature::Iterator, is_iterator),
        (
            PyFeature::Generator,
            is_iterator
                && slots.has(pyo3::intern!(py, "send"))
                && slots.has(pyo3::intern!(py, "throw"))
                && slots.has(pyo3::intern!(py, "close")),
        ),
        (PyFeature::AsyncIterable, slots.is_async_iterable()),
        (PyFeature::AsyncIterator, is_async_iterator),
        (
            PyFeature::AsyncGenerator,
            is_async_iterator
                && slots.has(pyo3::intern!(py, "asend"))
                && slots.has(pyo3::intern!(py, "athrow"))
                && slots.has(pyo3::intern!(py, "aclose")),
        ),
        (PyFeature::Awaitable, slots.is_awaitable()),
        (PyFeature::Sequence, is_sequence),
        (PyFeature::MutableSequence, is_sequence && is_mutable),
        (PyFeature::Mapping, slots.is_mapping()),
        (PyFeature::Buffer, slots.has_buffer()),
        (
            PyFeature::Exception,
            object.is_instance_of::<PyBaseException>(),
        ),
        (PyFeature::Method, is_method(object)),
    ];
    set.iter()
        .filter(|(_, has)| *has)
        .fold(0, |bits, (feature, _)| bits | *feature as u32)
}

/// What JavaScript gets as a proxy also where it would get a copy: for such an object the JsProxy of
/// its PyProxy.
///
/// # Errors
/// MemoryError.
pub fn shared_with_js<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let is_copied = object.is_instance_of::<PyList>()
        || object.is_instance_of::<PyTuple>()
        || object.is_instance_of::<PyDict>()
        || has_native_buffer(object);
    if !is_copied {
        return Ok(object.clone());
    }
    let reference = Reference::adopt(imports::proxy_of(address(object)));
    js_proxy::separate(
        object.py(),
        reference,
        JsFeatures::of(JsFeature::DoubleProxy),
        None,
    )
}
