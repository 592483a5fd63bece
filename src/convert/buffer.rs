//! Buffers: typed arrays to `memoryview` by one copy, Python's buffers to typed arrays by none.

use pyo3::prelude::*;

use super::js_to_py::outcome;
use crate::ffi::array_copy::ArrayCopy;
use crate::ffi::buffer_export::BufferExport;
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
/// What the exporter raises but BufferError: ValueError for a released memoryview.
pub fn to_js(object: &Bound<'_, PyAny>) -> PyResult<Option<([Record; 2], Handle)>> {
    if !has_native_buffer(object) {
        return Ok(None);
    }
    let Some(buffer) = BufferExport::get(object)? else {
        return Ok(None);
    };
    let Some(format) = element_format(&buffer) else {
        return Ok(None);
    };
    let byte_length = u32::try_from(buffer.byte_length())?;
    // Where there are no bytes CPython gives any address, which need not be aligned.
    let address = if byte_length == 0 {
        0
    } else {
        buffer.address()
    };
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

/// The format of the elements, if a typed array can show them.
fn element_format(buffer: &BufferExport) -> Option<u8> {
    // Native sizes are the standard ones on this platform, and it is little-endian.
    let format = match buffer.format() {
        [format] | [b'@' | b'=' | b'<', format] => *format,
        _ => return None,
    };
    let aligned = (buffer.address() as usize).is_multiple_of(buffer.item_size());
    let shown = buffer.dimensions() == 1 && (aligned || buffer.byte_length() == 0);
    (shown && ELEMENT_FORMATS.contains(&format)).then_some(format)
}
