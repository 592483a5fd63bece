//! Buffers that Python objects export (PEP 3118).

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::CStr;

use super::area::address_of;

/// A contiguous buffer, which its exporter keeps in place until this is dropped.
///
/// PyO3's own buffers refuse exporters that leave out the strides, as CPython allows them to.
pub struct BufferExport(Box<ffi::Py_buffer>);

// SAFETY: a buffer may be released by any thread that is attached, and there is only one.
unsafe impl Send for BufferExport {}

impl BufferExport {
    /// The buffer of an object; nothing where it has none that is contiguous.
    ///
    /// # Errors
    /// What the exporter raises but BufferError.
    pub fn get(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        let mut buffer = Box::new(ffi::Py_buffer::new());
        let flags = ffi::PyBUF_C_CONTIGUOUS | ffi::PyBUF_FORMAT;
        // SAFETY: CPython fills the structure, which stays in its box, or says that it did not.
        if unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), &raw mut *buffer, flags) } == 0 {
            return Ok(Some(Self(buffer)));
        }
        match PyErr::take(object.py()) {
            Some(error) if !error.is_instance_of::<PyBufferError>(object.py()) => Err(error),
            _ => Ok(None),
        }
    }

    /// The address of the first byte.
    #[must_use]
    pub fn address(&self) -> u32 {
        address_of(self.0.buf)
    }

    /// How many bytes there are.
    #[must_use]
    pub fn byte_length(&self) -> usize {
        self.0.len.cast_unsigned()
    }

    /// The size of an element in bytes, at least 1.
    #[must_use]
    pub fn item_size(&self) -> usize {
        self.0.itemsize.cast_unsigned().max(1)
    }

    /// The number of dimensions.
    #[must_use]
    pub fn dimensions(&self) -> i32 {
        self.0.ndim
    }

    /// The format of an element (`struct` module); bytes where the exporter says none.
    #[must_use]
    pub fn format(&self) -> &[u8] {
        if self.0.format.is_null() {
            return b"B";
        }
        // SAFETY: a format is a C string that lives as long as the export.
        unsafe { CStr::from_ptr(self.0.format) }.to_bytes()
    }
}

impl Drop for BufferExport {
    fn drop(&mut self) {
        // SAFETY: the buffer was filled once and is released once, by an attached thread: exports
        // are dropped inside of `boundary::enter` only.
        unsafe { ffi::PyBuffer_Release(&raw mut *self.0) };
    }
}
