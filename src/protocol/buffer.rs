//! Buffers that Python shares as objects, as PEP 818 has it: typed arrays, DataViews, ArrayBuffers.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use super::array;
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::buffer;
use crate::convert::js_to_py::outcome;
use crate::ffi::buffer_export::{Access, BufferExport};
use crate::ffi::bytes;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::record::Tag;

/// How many bytes a file gets at once: a copy of all would take as much memory again.
const MOST_WRITTEN: u32 = 1 << 20;

/// A typed array, DataView, ArrayBuffer or SharedArrayBuffer.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsBuffer;

#[pymethods]
impl JsBuffer {
    /// Copy the bytes of a Python buffer of the same size into this one.
    ///
    /// Raises ValueError for another size of the whole or, for a typed array, of an element; then
    /// nothing has been written.
    fn assign(slf: &Bound<'_, Self>, buffer: &Bound<'_, PyAny>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        let source = export(buffer, Access::Read)?;
        check_sizes(&Layout::of(this)?, &source)?;
        fill(this, &source)
    }

    /// Copy the bytes of this buffer into a writable Python buffer of the same size.
    ///
    /// Raises ValueError as `assign` does, TypeError for one that is read-only.
    fn assign_to(slf: &Bound<'_, Self>, buffer: &Bound<'_, PyAny>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        let target = export(buffer, Access::Write)?;
        check_sizes(&Layout::of(this)?, &target)?;
        copy(this, 0, target.address(), byte_length(&target)?)
    }

    /// A memoryview of a copy of the elements.
    fn to_memoryview<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let this = js_proxy(slf.as_any())?;
        buffer::copy(this.py(), this.slot())
    }

    /// A copy of the bytes.
    fn to_bytes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyBytes>> {
        to_bytes(js_proxy(slf.as_any())?)
    }

    /// The bytes decoded as text, by default as UTF-8.
    ///
    /// Raises ValueError for bytes that are no such text, LookupError for an unknown encoding.
    #[pyo3(signature = (encoding = None))]
    fn to_string<'py>(
        slf: &Bound<'py, Self>,
        encoding: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let bytes = to_bytes(js_proxy(slf.as_any())?)?;
        let name = pyo3::intern!(slf.py(), "decode");
        bytes.call_method1(name, (encoding.unwrap_or("utf-8"),))
    }

    /// Write the bytes to a file that was opened for writing bytes.
    ///
    /// Raises ValueError when the file takes no more, or when the buffer's size changes meanwhile.
    fn to_file(slf: &Bound<'_, Self>, file: &Bound<'_, PyAny>) -> PyResult<()> {
        let (py, this) = (slf.py(), js_proxy(slf.as_any())?);
        let length = Layout::of(this)?.byte_length;
        let mut written = 0;
        while written < length {
            let size = (length - written).min(MOST_WRITTEN);
            let part = bytes::filled(py, size, |address| copy(this, written, address, size))?;
            let count = file.call_method1(pyo3::intern!(py, "write"), (part,))?;
            match count.extract::<Option<u32>>()? {
                // An unbuffered file may take less than it is given.
                Some(count) if count > 0 => written = written.saturating_add(count),
                _ => {
                    return Err(PyValueError::new_err(format!(
                        "the file took {written} of {length} bytes"
                    )));
                }
            }
            if Layout::of(this)?.byte_length != length {
                return Err(size_has_changed());
            }
        }
        Ok(())
    }

    /// Read as many bytes as this buffer has from a file that was opened for reading bytes.
    ///
    /// Raises ValueError when the file has fewer; then nothing has been written to this buffer.
    fn from_file(slf: &Bound<'_, Self>, file: &Bound<'_, PyAny>) -> PyResult<()> {
        let (py, this) = (slf.py(), js_proxy(slf.as_any())?);
        let length = Layout::of(this)?.byte_length as usize;
        let parts = PyList::empty(py);
        let mut count = 0;
        while count < length {
            let wanted = length - count;
            let part = file.call_method1(pyo3::intern!(py, "read"), (wanted,))?;
            let Ok(part) = part.cast_into::<PyBytes>() else {
                return Err(PyTypeError::new_err(
                    "the file gives no bytes: expected one that was opened in binary mode",
                ));
            };
            match part.as_bytes().len() {
                0 => {
                    return Err(PyValueError::new_err(format!(
                        "the file ends after {count} bytes; the buffer has {length}"
                    )));
                }
                more if more > wanted => {
                    return Err(PyValueError::new_err(format!(
                        "the file gave {more} bytes where {wanted} were asked for"
                    )));
                }
                more => count += more,
            }
            parts.append(part)?;
        }
        // One part alone is not copied.
        let whole = PyBytes::new(py, b"").call_method1(pyo3::intern!(py, "join"), (parts,))?;
        fill(this, &export(&whole, Access::Read)?)
    }
}

/// A typed array.
#[pyclass(module = "jaspy.ffi", extends = JsBuffer, frozen, subclass, immutable_type)]
pub struct JsTypedArray;

#[pymethods]
impl JsTypedArray {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        array::get(js_proxy(slf.as_any())?, key)
    }

    fn __setitem__(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        array::set_index(js_proxy(slf.as_any())?, key.extract()?, value)
    }
}

fn to_bytes<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyBytes>> {
    let py = this.py();
    let length = Layout::of(this)?.byte_length;
    bytes::filled(py, length, |address| copy(this, 0, address, length))
}

/// Copies so many bytes from one on to an address; zeros where the buffer has no more.
fn copy(this: JsProxyRef<'_, '_>, start: u32, address: u32, length: u32) -> PyResult<()> {
    let code = imports::copy_buffer(this.slot(), start, address, length);
    outcome(this.py(), code).map(drop)
}

/// Fills a JavaScript buffer with the bytes of a Python one, which has as many.
fn fill(this: JsProxyRef<'_, '_>, source: &BufferExport) -> PyResult<()> {
    let (address, length) = (source.address(), byte_length(source)?);
    match outcome(
        this.py(),
        imports::fill_buffer(this.slot(), address, length),
    )? {
        (Tag::OutOfRange, _) => Err(size_has_changed()),
        _ => Ok(()),
    }
}

fn size_has_changed() -> PyErr {
    PyValueError::new_err("the buffer's size has changed")
}

/// How a JavaScript buffer lies in memory.
struct Layout {
    /// Its size in bytes.
    byte_length: u32,
    /// The size of an element in bytes; nothing where it has no elements of its own.
    item_size: Option<usize>,
}

impl Layout {
    /// # Errors
    /// What JavaScript throws for a detached buffer.
    fn of(this: JsProxyRef<'_, '_>) -> PyResult<Self> {
        let (_, record) = outcome(this.py(), imports::describe_buffer(this.slot()))?;
        let format = u8::try_from(record.second()).unwrap_or(b'B');
        let is_typed_array = this.object().is_instance_of::<JsTypedArray>();
        Ok(Self {
            byte_length: record.first(),
            item_size: is_typed_array.then(|| crate::ffi::array_copy::item_size(format)),
        })
    }
}

fn export(buffer: &Bound<'_, PyAny>, access: Access) -> PyResult<BufferExport> {
    BufferExport::with_access(buffer, access)?.ok_or_else(|| {
        let name = buffer.get_type().name();
        let name = name.map_or_else(|_| "object".to_owned(), |name| name.to_string());
        let expected = match access {
            Access::Read => "a contiguous buffer",
            Access::Write => "a contiguous buffer that can be written",
        };
        PyTypeError::new_err(format!("expected {expected}, not the '{name}' object"))
    })
}

fn check_sizes(layout: &Layout, buffer: &BufferExport) -> PyResult<()> {
    let (own, given) = (layout.byte_length as usize, buffer.byte_length());
    if own != given {
        return Err(PyValueError::new_err(format!(
            "cannot copy between {own} bytes in JavaScript and {given} in Python: expected the \
             same size"
        )));
    }
    match layout.item_size {
        Some(item_size) if item_size != buffer.item_size() => Err(PyValueError::new_err(format!(
            "cannot copy between elements of {item_size} bytes in JavaScript and {} in Python: \
             expected the same size",
            buffer.item_size()
        ))),
        _ => Ok(()),
    }
}

fn byte_length(buffer: &BufferExport) -> PyResult<u32> {
    Ok(u32::try_from(buffer.byte_length())?)
}
