//! Buffers: typed arrays to `memoryview` by one copy, Python's buffers to typed arrays by none.

use pyo3::buffer::PyUntypedBuffer;
use pyo3::prelude::*;

use super::js_to_py::outcome;
use crate::ffi::area::address_of;
use crate::ffi::array_copy::ArrayCopy;
use crate::ffi::imports;
use crate::ffi::object::has_native_buffer;
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::handle::{Handle, state};

/// The formats of elements that have a typed array (`struct` module, native).
const ELEMENT_FORMATS: &[u8] = b"Bc?bhHiIlLqQfd";

/// A memoryview of a copy of a typed array, DataView or ArrayBuffer.
///
/// # Errors
/// MemoryError; what JavaScript throws for a detached buffer.
pub fn to_py<'py>(py: Python<'py>, array: &Reference) -> PyResult<Bound<'py, PyAny>> {
    let (_, record) = outcome(py, imports::describe_buffer(array.slot()))?;
    let byte_length = record.first();
    let format = u8::try_from(record.second()).unwrap_or(b'B');
    let copy = ArrayCopy::new(byte_length, format)?;
    outcome(
        py,
        imports::copy_buffer(array.slot(), copy.address(), byte_length),
    )?;
    copy.into_memoryview(py)
}

/// The two records that show a Python buffer where it lies, if a typed array can show it: one
/// dimension, contiguous, aligned, of native elements that JavaScript knows. Any other is shared
/// as an object.
///
/// The entry of the second record is the typed array's, which gives it back.
///
/// # Errors
/// What the exporter raises, BufferError for one.
pub fn to_js(object: &Bound<'_, PyAny>) -> PyResult<Option<([Record; 2], Handle)>> {
    if !has_native_buffer(object) {
        return Ok(None);
    }
    let buffer = PyUntypedBuffer::get(object)?;
    let Some(format) = element_format(&buffer) else {
        return Ok(None);
    };
    let byte_length = u32::try_from(buffer.len_bytes())?;
    let address = address_of(buffer.buf_ptr());
    let handle = state::hold_view(buffer);
    let view = Record::pair(Tag::View, address, byte_length).with_extra(u32::from(format));
    Ok(Some((
        [
            view,
            Record::pair(Tag::View, handle.slot(), handle.version()),
        ],
        handle,
    )))
}

fn element_format(buffer: &PyUntypedBuffer) -> Option<u8> {
    let format = match buffer.format().to_bytes() {
        [format] | [b'@', format] => *format,
        _ => return None,
    };
    let aligned = (buffer.buf_ptr() as usize).is_multiple_of(buffer.item_size().max(1));
    let plain = buffer.dimensions() == 1 && buffer.is_c_contiguous();
    (plain && aligned && ELEMENT_FORMATS.contains(&format)).then_some(format)
}
