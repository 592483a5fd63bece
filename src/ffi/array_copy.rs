//! The Python side's copy of a typed array: an exporter of its bytes with the element format.

use pyo3::exceptions::PyMemoryError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyMemoryView;
use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int};
use std::mem::MaybeUninit;

/// The bytes of a JavaScript typed array or buffer in Python's memory.
///
/// It exists because `memoryview.cast` refuses empty memory.
#[pyclass(module = "_jaspy", name = "ArrayCopy", frozen)]
pub struct ArrayCopy {
    /// In words of 8 bytes, so that every element type is aligned.
    words: Box<[UnsafeCell<MaybeUninit<u64>>]>,
    byte_length: isize,
    shape: [isize; 1],
    strides: [isize; 1],
    format: &'static CStr,
}

// SAFETY: there is one thread, and Rust never reads or writes the words after their creation.
unsafe impl Sync for ArrayCopy {}

impl ArrayCopy {
    /// Room for so many bytes of elements of a format (`struct` module, native), to be filled before
    /// anybody sees it.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(byte_length: u32, format: u8) -> PyResult<Self> {
        let (format, item_size) = element(format);
        let count = (byte_length as usize).div_ceil(size_of::<u64>());
        let mut words = Vec::new();
        words.try_reserve_exact(count).map_err(|_| {
            PyMemoryError::new_err(format!("no memory for a copy of {byte_length} bytes"))
        })?;
        // SAFETY: there is room for so many, and what may be uninitialised needs no value. JavaScript
        // fills all bytes that the memoryview will show, or throws and there is none.
        unsafe { words.set_len(count) };
        let byte_length = byte_length as isize;
        Ok(Self {
            words: words.into_boxed_slice(),
            byte_length,
            shape: [byte_length / item_size],
            strides: [item_size],
            format,
        })
    }

    /// The address of the bytes, for JavaScript to fill before anybody else sees them.
    #[must_use]
    pub fn address(&self) -> u32 {
        super::area::address_of(self.words.as_ptr())
    }

    /// A memoryview of the elements, which keeps the copy.
    ///
    /// # Errors
    /// MemoryError.
    pub fn into_memoryview(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let exporter = Bound::new(py, self)?;
        Ok(PyMemoryView::from(exporter.as_any())?.into_any())
    }
}

/// The size in bytes of an element of a format (`struct` module, native).
#[must_use]
pub fn item_size(format: u8) -> usize {
    element(format).1.cast_unsigned()
}

/// The `struct` format of a code that JavaScript gives, and its item size.
fn element(format: u8) -> (&'static CStr, isize) {
    match format {
        b'b' => (c"b", 1),
        b'h' => (c"h", 2),
        b'H' => (c"H", 2),
        b'e' => (c"e", 2),
        b'i' => (c"i", 4),
        b'I' => (c"I", 4),
        b'f' => (c"f", 4),
        b'q' => (c"q", 8),
        b'Q' => (c"Q", 8),
        b'd' => (c"d", 8),
        _ => (c"B", 1),
    }
}

#[pymethods]
impl ArrayCopy {
    // SAFETY: CPython's contract for the slot: `view` is writable and belongs to the consumer.
    unsafe fn __getbuffer__(
        slf: Bound<'_, Self>,
        view: *mut ffi::Py_buffer,
        flags: c_int,
    ) -> PyResult<()> {
        let this = slf.get();
        let wants = |flag: c_int| flags & flag == flag;
        // SAFETY: the fields point into `this`, which `obj` keeps alive and which is frozen: its
        // boxed words and arrays neither move nor change. Nobody in Rust reads the words again, so
        // consumers may write them.
        unsafe {
            (*view).obj = slf.clone().into_any().into_ptr();
            (*view).buf = UnsafeCell::raw_get(this.words.as_ptr()).cast();
            (*view).len = this.byte_length;
            (*view).readonly = 0;
            (*view).itemsize = this.strides[0];
            (*view).ndim = 1;
            (*view).format = std::ptr::null_mut();
            (*view).shape = std::ptr::null_mut();
            (*view).strides = std::ptr::null_mut();
            (*view).suboffsets = std::ptr::null_mut();
            (*view).internal = std::ptr::null_mut();
            if wants(ffi::PyBUF_FORMAT) {
                (*view).format = this.format.as_ptr().cast_mut();
            }
            if wants(ffi::PyBUF_ND) {
                (*view).shape = this.shape.as_ptr().cast_mut();
            }
            if wants(ffi::PyBUF_STRIDES) {
                (*view).strides = this.strides.as_ptr().cast_mut();
            }
        }
        Ok(())
    }
}
