//! From JavaScript to Python: the value of a record, and what an operation came to.

use pyo3::prelude::*;
use pyo3::types::PyBool;
use smallvec::SmallVec;

use super::{buffer, exception, number, singleton, string};
use crate::error::BridgeError;
use crate::ffi::area;
use crate::ffi::arguments::Arguments;
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
        Tag::Ascii => string::ascii_to_py(py, first, second)?,
        Tag::Latin1 => string::latin1_to_py(py, first, second)?,
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
#[inline]
pub fn outcome(py: Python<'_>, code: u32) -> PyResult<(Tag, Record)> {
    if let Some(number) = small_int(code) {
        return Ok((Tag::Int, Record::number(Tag::Int, f64::from(number))));
    }
    let record = area::result();
    match Tag::from_code(code) {
        Some(Tag::Thrown | Tag::ThrownPython) | None => Err(failure(py, code, &record)),
        Some(tag) => Ok((tag, record)),
    }
}

/// The number in a result that holds it itself.
#[inline]
pub fn small_int(code: u32) -> Option<i32> {
    let number = code.cast_signed() >> 8;
    (code & 0xff == Tag::SmallInt as u32).then_some(number)
}

/// Whether an operation has been done and gives nothing.
#[inline]
pub const fn is_nothing(code: u32) -> bool {
    code == Tag::Undefined as u32
}

/// The exception for an operation that has failed.
#[cold]
fn failure(py: Python<'_>, code: u32, record: &Record) -> PyErr {
    match Tag::from_code(code) {
        Some(Tag::Thrown) => exception::thrown(py, record).unwrap_or_else(|error| error),
        Some(Tag::ThrownPython) => {
            exception::thrown_python(py, record.as_handle()).unwrap_or_else(PyErr::from)
        }
        _ => BridgeError::UnexpectedTag(code).into(),
    }
}

/// The Python object that an operation gave.
///
/// # Errors
/// As [`outcome`] and [`value`].
#[inline]
pub fn result(py: Python<'_>, code: u32) -> PyResult<Bound<'_, PyAny>> {
    if let Some(number) = small_int(code) {
        return Ok(number::small_int_to_py(py, number));
    }
    if is_nothing(code) {
        return Ok(py.None().into_bound(py));
    }
    let (_, record) = outcome(py, code)?;
    Ok(value(py, &record)?)
}

/// Values that have arrived; most often few.
pub type Values<'py> = SmallVec<[Bound<'py, PyAny>; 6]>;

/// The Python objects of so many records that JavaScript wrote to an address.
///
/// # Errors
/// As [`value`]; then what the records own has been given back.
pub fn values<'py>(py: Python<'py>, count: u32, address: u32) -> Result<Values<'py>, BridgeError> {
    let mut values = Values::new();
    if values.try_reserve_exact(count as usize).is_err() {
        return Err(no_room_for(count, address));
    }
    each_value(py, count, address, |value| values.push(value))?;
    Ok(values)
}

/// The same as the arguments of a call.
///
/// # Errors
/// As [`values`].
#[inline(always)]
pub fn arguments_of<'py>(
    py: Python<'py>,
    args: &mut Arguments<'py>,
    count: u32,
    address: u32,
) -> Result<(), BridgeError> {
    if args.try_reserve(count as usize).is_err() {
        return Err(no_room_for(count, address));
    }
    each_value(py, count, address, |value| args.push(value))
}

#[inline(always)]
fn each_value<'py>(
    py: Python<'py>,
    count: u32,
    address: u32,
    mut take: impl FnMut(Bound<'py, PyAny>),
) -> Result<(), BridgeError> {
    for index in 0..count {
        match value(py, &area::read(address, index)) {
            Ok(value) => take(value),
            Err(error) => {
                ((index + 1)..count).for_each(|rest| give_back(&area::read(address, rest)));
                return Err(error);
            }
        }
    }
    Ok(())
}

#[cold]
fn no_room_for(count: u32, address: u32) -> BridgeError {
    (0..count).for_each(|each| give_back(&area::read(address, each)));
    vector::no_room(count as usize).into()
}

/// Gives back what a record owns without converting it.
pub fn give_back(record: &Record) {
    if let Ok(Tag::Object | Tag::Buffer | Tag::Error | Tag::LongText | Tag::BigInt) = record.tag() {
        drop(Reference::adopt(record.first()));
    }
}
