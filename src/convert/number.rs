//! Numbers: `int` and `float`, Number and BigInt.
//!
//! A Number that is a safe integer is an int, any other a float. An int beyond the safe range is a
//! BigInt: a lossy Number is never produced.

use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

use super::string;
use crate::ffi::object::{float_value, int_as_hex, int_as_i64};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::text::record_of;

/// `Number.MAX_SAFE_INTEGER` (ECMA-262, 21.1.2.6).
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;
/// `Number.MIN_SAFE_INTEGER` (ECMA-262, 21.1.2.8).
const MIN_SAFE_INTEGER: i64 = -MAX_SAFE_INTEGER;

/// A Number that is a safe integer.
#[expect(clippy::cast_possible_truncation, reason = "a safe integer fits")]
pub fn int_to_py(py: Python<'_>, number: f64) -> Bound<'_, PyAny> {
    int64_to_py(py, number as i64)
}

/// A Number that is not.
pub fn float_to_py(py: Python<'_>, number: f64) -> Bound<'_, PyAny> {
    PyFloat::new(py, number).into_any()
}

/// A BigInt of at most 64 bits.
pub fn int64_to_py(py: Python<'_>, number: i64) -> Bound<'_, PyAny> {
    let Ok(int) = number.into_pyobject(py);
    int.into_any()
}

/// A larger BigInt, whose hexadecimal text has this slot and length.
///
/// # Errors
/// MemoryError.
pub fn big_int_to_py<'py>(
    py: Python<'py>,
    text: &Reference,
    length: u32,
) -> PyResult<Bound<'py, PyAny>> {
    let text = string::long_text_to_py(py, text, length)?;
    py.get_type::<PyInt>().call1((text, 16))
}

/// The record of an int that is a safe integer.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "safe integers are exact")]
pub fn safe_int_to_js(int: &Bound<'_, PyInt>) -> Option<Record> {
    match int_as_i64(int)? {
        number @ MIN_SAFE_INTEGER..=MAX_SAFE_INTEGER => {
            Some(Record::number(Tag::Int, number as f64))
        }
        _ => None,
    }
}

/// The record of an int; `texts` keeps the text of a large one.
///
/// # Errors
/// MemoryError.
pub fn int_to_js<'py>(
    int: &Bound<'py, PyInt>,
    texts: &mut Vec<Bound<'py, PyAny>>,
) -> PyResult<Record> {
    if let Some(record) = safe_int_to_js(int) {
        return Ok(record);
    }
    if let Some(number) = int_as_i64(int) {
        return Ok(Record::int64(number));
    }
    let text = int_as_hex(int)?;
    let record = record_of(&text, &mut Vec::new());
    texts.push(text.into_any());
    Ok(Record::pair(Tag::BigInt, record.first(), record.second()))
}

/// The record of a float.
#[must_use]
pub fn float_to_js(float: &Bound<'_, PyFloat>) -> Record {
    Record::number(Tag::Float, float_value(float))
}
