//! Searching a Python sequence for a JavaScript value, without making proxies of its elements.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

use super::sequence::{item, number_answer, relative};
use crate::convert::js_to_py::value;
use crate::convert::number;
use crate::convert::py_to_js::Answer;
use crate::ffi::area;
use crate::ffi::imports;
use crate::ffi::object::{address, float_value, int_as_hex};
use crate::ffi::record::{Record, Tag};
use crate::ffi::text::same_text;
use crate::handle::Handle;
use crate::proxy::js_exception::thrown_slot;
use crate::proxy::{js_proxy, py_proxy};

/// `sequence.indexOf(value, start)`, with the value in the first record; -1 where there is none.
///
/// # Errors
/// Whatever the sequence raises.
pub fn index_of(py: Python<'_>, handle: Handle, start: f64) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    let wanted = Compared::of(&given)?;
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    found(&sequence, relative(start, length)..length, |element| {
        !wanted.is_nan() && wanted.is(&element)
    })
}

/// `sequence.lastIndexOf(value, start)`, with the value in the first record; -1 where there is none.
///
/// # Errors
/// Whatever the sequence raises.
pub fn last_index_of(py: Python<'_>, handle: Handle, start: f64) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    let wanted = Compared::of(&given)?;
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    #[expect(clippy::cast_precision_loss, reason = "a length has 32 bits on wasm32")]
    let is_before = start < -(length as f64);
    let end = match relative(start, length) {
        _ if is_before => 0,
        start => (start + 1).min(length),
    };
    found(&sequence, (0..end).rev(), |element| {
        !wanted.is_nan() && wanted.is(&element)
    })
}

/// `sequence.includes(value, start)`, with the value in the first record.
///
/// # Errors
/// Whatever the sequence raises.
pub fn includes(py: Python<'_>, handle: Handle, start: f64) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    let wanted = Compared::of(&given)?;
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    for index in relative(start, length)..length {
        if wanted.is(&Compared::of(&item(&sequence, index.cast_signed())?)?) {
            return Ok(Answer::Record(Record::new(Tag::True)));
        }
    }
    Ok(Answer::Record(Record::new(Tag::False)))
}

fn found<'py>(
    sequence: &Bound<'py, PyAny>,
    indices: impl Iterator<Item = usize>,
    is_wanted: impl Fn(Compared<'_>) -> bool,
) -> PyResult<Answer> {
    for index in indices {
        if is_wanted(Compared::of(&item(sequence, index.cast_signed())?)?) {
            return Ok(number_answer(index));
        }
    }
    Ok(Answer::Record(Record::number(Tag::Int, -1.0)))
}

/// What elements are compared by, as JavaScript would compare what they convert to: by value where
/// they are copied, else by identity. No code of theirs runs.
enum Compared<'py> {
    Number(f64),
    /// A BigInt, by its hexadecimal text.
    BigInt(Bound<'py, PyString>),
    Text(Bound<'py, PyString>),
    /// A JavaScript value, by its slot.
    Js(u32),
    /// Any other object, by its address.
    Object(u32),
}

impl<'py> Compared<'py> {
    fn of(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        // `bool` is an int: its two objects are compared by identity.
        if object.is_instance_of::<PyBool>() {
            return Ok(Self::Object(address(object)));
        }
        if let Ok(int) = object.cast::<PyInt>() {
            return Ok(match number::number_of(int) {
                Some(number) => Self::Number(number),
                None => Self::BigInt(int_as_hex(int)?),
            });
        }
        if let Ok(float) = object.cast::<PyFloat>() {
            return Ok(Self::Number(float_value(float)));
        }
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self::Text(text.clone()));
        }
        let slot = match js_proxy::of(object.as_borrowed()) {
            Some(proxy) => Some(proxy.slot()),
            None => thrown_slot(object),
        };
        Ok(slot.map_or_else(|| Self::Object(address(object)), Self::Js))
    }

    fn is_nan(&self) -> bool {
        matches!(self, Self::Number(number) if number.is_nan())
    }

    /// Whether two values are the same, NaN and itself among them.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::BigInt(a), Self::BigInt(b)) | (Self::Text(a), Self::Text(b)) => same_text(a, b),
            (Self::Js(a), Self::Js(b)) => a == b || imports::same(*a, *b) == Tag::True as u32,
            (Self::Object(a), Self::Object(b)) => a == b,
            _ => false,
        }
    }
}
