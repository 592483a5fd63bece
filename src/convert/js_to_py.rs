//! From JavaScript to Python: the value of a record, and what an operation came to.

use pyo3::prelude::*;
use pyo3::types::PyBool;

use super::{buffer, exception, number, singleton, string};
use crate::error::BridgeError;
use crate::ffi::area;
use crate::ffi::js_proxy::JsFeatures;
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::vector;
use crate::proxy::{js_exception, js_proxy, py_proxy};

/// The Python object for a record that JavaScript wrote. Takes over what the record owns.
///
/// # Errors
/// MemoryError; [`BridgeError::ReleasedHandle`]; [`BridgeError::UnexpectedTag`].
pub fn value<'py>(py: Python<'py>, record: &Record) -> Result<Bound<'py, PyAny>, BridgeError> {
    let tag = record.tag().map_err(BridgeError::UnexpectedTag)?;
    let (first, second) = (record.first(), record.second());
    Ok(match tag {
        Tag::Undefined => py.None().into_bound(py),
        Tag::Null => singleton::null_to_py(py)?,
        Tag::False => PyBool::new(py, false).to_owned().into_any(),
        Tag::True => PyBool::new(py, true).to_owned().into_any(),
        Tag::Int => number::int_to_py(py, record.as_number()),
        Tag::Float => number::float_to_py(py, record.as_number()),
        Tag::Int64 => number::big_int64_to_py(py, record.as_int64())?,
        Tag::BigInt => number::big_int_to_py(py, &Reference::adopt(first), second)?,
        Tag::Ascii | Tag::Latin1 => string::latin1_to_py(py, first, second)?,
        Tag::Utf16 => string::utf16_to_py(py, first, second)?,
        Tag::LongText => string::long_text_to_py(py, &Reference::adopt(first), second)?,
        Tag::Object => {
            let features = JsFeatures::from_bits(record.extra());
            js_proxy::shared(py, Reference::adopt(first), features)?
        }
        Tag::KnownObject => {
            js_proxy::known(py, first).map_or_else(|| exception::again(py, first), Ok)?
        }
        Tag::Buffer => buffer::to_py(py, &Reference::adopt(first))?,
        Tag::Error => js_exception::shared(py, Reference::adopt(first), None)?,
        Tag::PyObject => py_proxy::object(py, record.as_handle())?,
        Tag::LastPyObject => py_proxy::last_object(py, record.as_handle())?,
        _ => return Err(BridgeError::UnexpectedTag(tag as u32)),
    })
}

/// What an operation on a JavaScript object came to: the tag, and the record with the value.
///
/// # Errors
/// What JavaScript threw.
pub fn outcome(py: Python<'_>, code: u32) -> PyResult<(Tag, Record)> {
    let record = area::result();
    match Tag::from_code(code).ok_or(BridgeError::UnexpectedTag(code))? {
        Tag::Thrown => Err(exception::thrown(py, &record)?),
        Tag::ThrownPython => Err(exception::thrown_python(py, record.as_handle())?),
        tag => Ok((tag, record)),
    }
}

/// The Python object that an operation gave.
///
/// # Errors
/// As [`outcome`] and [`value`].
pub fn result(py: Python<'_>, code: u32) -> PyResult<Bound<'_, PyAny>> {
    let (_, record) = outcome(py, code)?;
    Ok(value(py, &record)?)
}

/// The Python objects of so many records that JavaScript wrote to an address.
///
/// # Errors
/// As [`value`]; then what the records own has been given back.
pub fn values<'py>(
    py: Python<'py>,
    count: u32,
    address: u32,
) -> Result<Vec<Bound<'py, PyAny>>, BridgeError> {
    let mut values = vector::with_room(count as usize).inspect_err(|_| {
        (0..count).for_each(|each| give_back(&area::read(address, each)));
    })?;
    for index in 0..count {
        match value(py, &area::read(address, index)) {
            Ok(value) => values.push(value),
            Err(error) => {
                ((index + 1)..count).for_each(|rest| give_back(&area::read(address, rest)));
                return Err(error);
            }
        }
    }
    Ok(values)
}

/// Gives back what a record owns without converting it.
pub fn give_back(record: &Record) {
    if let Ok(Tag::Object | Tag::Buffer | Tag::Error | Tag::LongText | Tag::BigInt) = record.tag() {
        drop(Reference::adopt(record.first()));
    }
}
