//! Numbers: `int` and `float`, Number and BigInt.
//!
//! A Number that is a safe integer is an int, any other a float. An int beyond the safe range is a
//! BigInt: a lossy Number is never produced. `JsBigInt`, a class of `jaspy._js_big_int`, is an int
//! that is always a BigInt.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyFloat, PyInt, PyType};

use super::string;
use crate::ffi::object::{float_value, int_as_hex, int_as_i64};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::text::record_of;
use crate::handle::state;
use crate::semantics::Semantics;

/// `JsBigInt`, once the module that defines it has been imported: before, there are no instances.
static BIG_INT: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// `Number.MAX_SAFE_INTEGER` (ECMA-262, 21.1.2.6).
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;
/// `Number.MIN_SAFE_INTEGER` (ECMA-262, 21.1.2.8).
const MIN_SAFE_INTEGER: i64 = -MAX_SAFE_INTEGER;

/// A Number that is a safe integer.
#[expect(clippy::cast_possible_truncation, reason = "a safe integer fits")]
pub fn int_to_py(py: Python<'_>, number: f64) -> Bound<'_, PyAny> {
    int64_to_py(py, number as i64)
}

/// A Number that is an integer of few bits.
pub fn small_int_to_py(py: Python<'_>, number: i32) -> Bound<'_, PyAny> {
    let Ok(int) = number.into_pyobject(py);
    int.into_any()
}

/// Any Number.
pub fn number_to_py(py: Python<'_>, number: f64) -> Bound<'_, PyAny> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what does not fit is no safe integer"
    )]
    let integer = number as i64;
    #[expect(clippy::cast_precision_loss, reason = "safe integers have none")]
    let is_whole = integer as f64 == number;
    if is_whole && (MIN_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&integer) {
        return int64_to_py(py, integer);
    }
    float_to_py(py, number)
}

/// A Number that is not.
pub fn float_to_py(py: Python<'_>, number: f64) -> Bound<'_, PyAny> {
    PyFloat::new(py, number).into_any()
}

/// Takes the class `JsBigInt` into use.
#[pyfunction]
#[pyo3(name = "set_big_int_class")]
pub fn set_big_int_class(class: &Bound<'_, PyType>) {
    // A second import of the module would define another class; the first one stays.
    let _ = BIG_INT.set(class.py(), class.clone().unbind());
}

/// A BigInt of at most 64 bits.
///
/// # Errors
/// MemoryError.
pub fn big_int64_to_py(py: Python<'_>, number: i64) -> PyResult<Bound<'_, PyAny>> {
    of_big_int(int64_to_py(py, number))
}

/// What a BigInt of this value is in Python.
fn of_big_int(int: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let py = int.py();
    match (state::semantics(), BIG_INT.get(py)) {
        (Semantics::Pep818, Some(class)) => class.bind(py).call1((int,)),
        _ => Ok(int),
    }
}

/// An int of at most 64 bits.
fn int64_to_py(py: Python<'_>, number: i64) -> Bound<'_, PyAny> {
    // CPython is faster with few bits.
    if let Ok(number) = i32::try_from(number) {
        return small_int_to_py(py, number);
    }
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
    hex_to_py(&string::long_text_to_py(py, text, length)?)
}

/// A BigInt by its hexadecimal text.
///
/// # Errors
/// MemoryError.
pub fn hex_to_py<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    of_big_int(text.py().get_type::<PyInt>().call1((text, 16))?)
}

/// The record of an int that is a safe integer.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "safe integers are exact")]
#[inline]
pub fn safe_int_to_js(int: &Bound<'_, PyInt>) -> Option<Record> {
    match int_as_i64(int)? {
        number @ MIN_SAFE_INTEGER..=MAX_SAFE_INTEGER => {
            Some(Record::number(Tag::Int, number as f64))
        }
        _ => None,
    }
}

/// The Number that an int becomes; nothing where it becomes a BigInt.
#[must_use]
pub fn number_of(int: &Bound<'_, PyInt>) -> Option<f64> {
    let record = if is_big_int(int) {
        None
    } else {
        safe_int_to_js(int)
    };
    record.map(|record| record.as_number())
}

/// The record of an int; `keep` gets the text of a large one, to which the record points.
///
/// # Errors
/// MemoryError.
pub fn int_to_js<'py>(
    int: &Bound<'py, PyInt>,
    keep: impl FnOnce(Bound<'py, PyAny>),
) -> PyResult<Record> {
    if !is_big_int(int)
        && let Some(record) = safe_int_to_js(int)
    {
        return Ok(record);
    }
    if let Some(number) = int_as_i64(int) {
        return Ok(Record::int64(number));
    }
    let text = int_as_hex(int)?;
    // Its digits are ASCII: nothing else needs to be kept.
    let record = record_of(&text, drop)?;
    keep(text.into_any());
    Ok(Record::pair(Tag::BigInt, record.first(), record.second()))
}

/// Whether an int is to be a BigInt whatever its size.
fn is_big_int(int: &Bound<'_, PyInt>) -> bool {
    let py = int.py();
    // The instance is not asked for its class: a property could answer.
    int.cast_exact::<PyInt>().is_err()
        && BIG_INT
            .get(py)
            .is_some_and(|class| int.get_type().is_subclass(class.bind(py)).unwrap_or(false))
}

/// The record of a float.
#[must_use]
pub fn float_to_js(float: &Bound<'_, PyFloat>) -> Record {
    Record::number(Tag::Float, float_value(float))
}
