//! Buffers of Python objects, of any shape and layout, for JavaScript to look at.

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::rc::Rc;

use crate::convert::py_to_js::{Answer, Outgoing, deliver_records};
use crate::ffi::buffer_export::BufferExport;
use crate::ffi::record::{Record, Tag};
use crate::handle::{Handle, state};
use crate::proxy::py_proxy;

/// Exports the buffer of an object: an Array of slot and version of the export, which JavaScript
/// owns, address, length and item size in bytes, whether it is read-only, C- and F-contiguous, the
/// format, then the shape and the strides.
///
/// # Errors
/// Whatever the exporter raises.
pub fn get_buffer(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let buffer = BufferExport::strided(&py_proxy::object(py, handle)?)?;
    let mut outgoing = Outgoing::default();
    let (shape, strides) = (buffer.shape(), buffer.strides());
    outgoing.open_array(u32::try_from(9 + shape.len() + strides.len())?);
    let numbers = [
        f64::from(buffer.address()),
        f64::from(u32::try_from(buffer.byte_length())?),
        f64::from(u32::try_from(buffer.item_size())?),
        f64::from(u8::from(buffer.is_read_only())),
        f64::from(u8::from(buffer.is_contiguous(b'C'))),
        f64::from(u8::from(buffer.is_contiguous(b'F'))),
    ];
    let format = PyString::new(py, &String::from_utf8_lossy(buffer.format()));
    let export = state::hold_view(Rc::new(buffer))
        .map_err(|error| PyMemoryError::new_err(error.to_string()))?;
    outgoing.push(Record::number(Tag::Int, f64::from(export.slot())));
    outgoing.push(Record::number(Tag::Int, f64::from(export.version())));
    for number in numbers {
        outgoing.push(Record::number(Tag::Int, number));
    }
    outgoing.add_own_text(format);
    for length in shape.into_iter().chain(strides) {
        outgoing.push(Record::number(Tag::Int, f64::from(length)));
    }
    deliver_records(py, outgoing).inspect_err(|_| drop(state::release_view(export)))
}
