//! Deep conversion to Python: `to_py`.
//!
//! JavaScript walks through the value and writes all that is in it to a stream
//! ([`crate::ffi::stream`]); here the Python objects are made from that in one pass. Objects that are
//! not converted are taken over first, as what they are then; a converter is asked for each when its
//! turn comes.
//!
//! A converter may ask for a part that has not had its turn: then that part is made at once, from
//! its place in the stream, and passed over later.

mod callbacks;
mod containers;
mod conversion;
mod values;

use pyo3::exceptions::{PyMemoryError, PyRecursionError};
use pyo3::prelude::*;
use std::rc::Rc;

use self::conversion::Conversion;
use super::js_to_py::{self, outcome};
use super::py_to_js::{Answer, answer_uncopied};
use crate::error::ConversionError;
use crate::ffi::area;
use crate::ffi::record::{Record, Tag};
use crate::proxy::js_proxy;

/// A converter of what has no conversion of its own, and which language it is for.
pub struct Converter {
    /// Called with the value, a function that converts and one that remembers a conversion.
    pub function: Py<PyAny>,
    /// Who gets what the first of these functions gives.
    pub caller: Caller,
}

impl Converter {
    /// A converter that Python gave.
    #[must_use]
    pub const fn of_python(function: Py<PyAny>) -> Self {
        Self {
            function,
            caller: Caller::Python,
        }
    }
}

/// The language of a converter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Python: it gets the object itself.
    Python,
    /// JavaScript: it gets a proxy of the object, which an ordinary conversion would copy.
    JavaScript,
}

/// Converts a JavaScript object so many levels deep, all levels where that is negative.
///
/// # Errors
/// ConversionError for a key or member that Python cannot hash, or that equals another;
/// RecursionError; MemoryError; what a getter throws and what the converter raises.
pub fn to_py<'py>(
    value: &Bound<'py, PyAny>,
    depth: i32,
    converter: Option<Converter>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    let Some(proxy) = js_proxy::of(value.as_borrowed()) else {
        return Ok(value.clone());
    };
    let conversion = Rc::new(Conversion::new(converter));
    let made = conversion.convert(py, proxy.slot(), depth);
    conversion.end();
    match made? {
        Made::Converted(object) => Ok(object),
        // It may be another proxy than the given one, such as one that is bound to an object.
        Made::Unchanged => Ok(value.clone()),
    }
}

/// `py.toPy`: converts the value in the first record; in the second is the converter, or None.
///
/// # Errors
/// As [`to_py`].
pub fn to_py_for_js(py: Python<'_>, depth: i32) -> PyResult<Answer> {
    let given = js_to_py::values(py, 2, area::address())?;
    let [value, function] = given.as_slice() else {
        unreachable!("two were asked for");
    };
    let converter = (!function.is_none()).then(|| Converter {
        function: function.clone().unbind(),
        caller: Caller::JavaScript,
    });
    answer_uncopied(&to_py(value, depth, converter)?)
}

/// What came of a value.
enum Made<'py> {
    Converted(Bound<'py, PyAny>),
    /// There is no conversion for it.
    Unchanged,
}

/// What came of a part of a deep conversion that JavaScript does.
///
/// # Errors
/// What it threw; ConversionError, RecursionError or MemoryError where it refuses.
pub fn written(py: Python<'_>, code: u32) -> PyResult<(Tag, Record)> {
    let (tag, record) = outcome(py, code)?;
    match tag {
        Tag::NotConvertible => Err(ConversionError::new_err(message(py, &record)?)),
        Tag::TooDeep => Err(PyRecursionError::new_err(message(py, &record)?)),
        Tag::NoMemory => Err(PyMemoryError::new_err(message(py, &record)?)),
        _ => Ok((tag, record)),
    }
}

/// The text that JavaScript left in the first record, of which the caller has the tag alone.
fn message(py: Python<'_>, record: &Record) -> PyResult<Py<PyAny>> {
    Ok(js_to_py::value(py, record)?.unbind())
}
