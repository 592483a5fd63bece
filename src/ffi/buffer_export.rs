//! Buffers that Python objects export (PEP 3118).

use pyo3::exceptions::{PyBufferError, PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::{CStr, c_int};

use super::area::address_of;
use super::vector;

/// What will be done with a buffer.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// It is read.
    Read,
    /// It is written.
    Write,
}

/// A buffer, which its exporter keeps in place until this is dropped.
///
/// PyO3's own buffers refuse exporters that leave out the strides, as CPython allows them to.
pub struct BufferExport(Box<ffi::Py_buffer>);

// SAFETY: a buffer may be released by any thread that is attached, and there is only one.
unsafe impl Send for BufferExport {}

impl BufferExport {
    /// The buffer of an object; nothing where it has none.
    ///
    /// # Errors
    /// What the exporter raises but BufferError.
    pub fn get(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        Self::with_flags(object, ffi::PyBUF_FULL_RO)
    }

    /// The buffer of an object for what will be done with it; nothing for what has none that is
    /// contiguous, or none that can be written.
    ///
    /// # Errors
    /// What the exporter raises but BufferError and TypeError.
    pub fn with_access(object: &Bound<'_, PyAny>, access: Access) -> PyResult<Option<Self>> {
        let more = match access {
            Access::Read => 0,
            Access::Write => ffi::PyBUF_WRITABLE,
        };
        let flags = ffi::PyBUF_C_CONTIGUOUS | ffi::PyBUF_FORMAT | more;
        match Self::with_flags(object, flags) {
            Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Ok(None),
            buffer => buffer,
        }
    }

    fn with_flags(object: &Bound<'_, PyAny>, flags: c_int) -> PyResult<Option<Self>> {
        match Self::exported(object, flags) {
            Err(error) if error.is_instance_of::<PyBufferError>(object.py()) => Ok(None),
            buffer => buffer.map(Some),
        }
    }

    /// The buffer of an object, whatever its shape and layout.
    ///
    /// # Errors
    /// What the exporter raises; TypeError where there is none.
    pub fn strided(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::exported(object, ffi::PyBUF_RECORDS_RO)
    }

    fn exported(object: &Bound<'_, PyAny>, flags: c_int) -> PyResult<Self> {
        vector::ensure_small_room()?;
        let mut buffer = Box::new(ffi::Py_buffer::new());
        // SAFETY: CPython fills the structure, which stays in its box, or says that it did not.
        match unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), &raw mut *buffer, flags) } {
            0 => Ok(Self(buffer)),
            _ => Err(PyErr::fetch(object.py())),
        }
    }

    /// How many elements there are in each dimension.
    #[must_use]
    pub fn shape(&self) -> Vec<i32> {
        if self.0.shape.is_null() {
            // An exporter of plain bytes may leave it out.
            let count = self.byte_length() / self.item_size();
            return vec![as_i32(count.cast_signed()); self.axes()];
        }
        // SAFETY: an exporter that has a shape gives as many lengths as there are dimensions.
        unsafe { self.numbers(self.0.shape) }
    }

    /// How many bytes apart two elements are in each dimension.
    #[must_use]
    pub fn strides(&self) -> Vec<i32> {
        if !self.0.strides.is_null() {
            // SAFETY: an exporter that has strides gives as many as there are dimensions.
            return unsafe { self.numbers(self.0.strides) };
        }
        in_order(&self.shape(), self.item_size())
    }

    /// Whether the exporter forbids to write.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.0.readonly != 0
    }

    /// Whether the elements lie one after the other in an order: `C` or `F`.
    #[must_use]
    pub fn is_contiguous(&self, order: u8) -> bool {
        // SAFETY: the buffer was filled and has not been released.
        unsafe { ffi::PyBuffer_IsContiguous(&raw const *self.0, order.cast_signed()) != 0 }
    }

    fn axes(&self) -> usize {
        usize::try_from(self.0.ndim).unwrap_or(0)
    }

    /// The numbers of each dimension.
    ///
    /// # Safety
    /// There are as many as there are dimensions.
    unsafe fn numbers(&self, first: *const isize) -> Vec<i32> {
        (0..self.axes())
            // SAFETY: the caller says so.
            .map(|axis| as_i32(unsafe { first.add(axis).read() }))
            .collect()
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

    /// Where its elements are.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout {
            shape: self.shape(),
            strides: self.strides(),
            is_direct: self.0.suboffsets.is_null(),
        }
    }

    /// A copy of the elements in order; `is_swapped` turns the bytes of each around.
    ///
    /// # Errors
    /// MemoryError.
    pub fn to_bytes(&self, py: Python<'_>, is_swapped: bool) -> PyResult<Box<[u8]>> {
        let length = self.0.len.cast_unsigned();
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(length)
            .map_err(|_| PyMemoryError::new_err(format!("no memory for {length} bytes")))?;
        bytes.resize(length, 0);
        let order = b'C'.cast_signed();
        // SAFETY: there is room for as many bytes as the buffer has, which CPython writes.
        let status = unsafe {
            let target = bytes.as_mut_ptr().cast();
            ffi::PyBuffer_ToContiguous(target, &raw const *self.0, self.0.len, order)
        };
        if status != 0 {
            return Err(PyErr::fetch(py));
        }
        if is_swapped {
            let size = self.item_size();
            bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
        }
        Ok(bytes.into_boxed_slice())
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

#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths have 32 bits on wasm32"
)]
const fn as_i32(number: isize) -> i32 {
    number as i32
}

impl Drop for BufferExport {
    fn drop(&mut self) {
        // SAFETY: the buffer was filled once and is released once, by an attached thread: exports
        // are dropped inside of `boundary::enter` only.
        unsafe { ffi::PyBuffer_Release(&raw mut *self.0) };
    }
}

/// Where the elements of a buffer are.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The length of each dimension, the outermost first.
    pub shape: Vec<i32>,
    /// How many bytes there are from one index to the next, in each dimension.
    pub strides: Vec<i32>,
    /// Whether no pointers have to be followed.
    is_direct: bool,
}

impl Layout {
    /// The same elements one after the other.
    #[must_use]
    pub fn in_order(&self, item_size: usize) -> Self {
        Self {
            shape: self.shape.clone(),
            strides: in_order(&self.shape, item_size),
            is_direct: true,
        }
    }

    /// How many bytes the innermost dimension has.
    #[must_use]
    pub fn row_bytes(&self, item_size: usize) -> u32 {
        let length = self.shape.last().copied().unwrap_or(0);
        (length * as_i32(item_size.cast_signed())).cast_unsigned()
    }

    /// Whether the innermost dimension lies where a typed array can show it, with its first element
    /// at an address: each element aligned, and beside the one before.
    #[must_use]
    pub fn has_whole_rows(&self, address: u32, item_size: usize) -> bool {
        let size = as_i32(item_size.cast_signed());
        let is_empty = self.shape.contains(&0);
        let is_aligned = (address as usize).is_multiple_of(item_size)
            && self.strides.iter().all(|stride| stride % size == 0);
        let is_row = self.strides.last() == Some(&size) || self.shape.last() == Some(&1);
        self.is_direct && (is_empty || (is_aligned && is_row))
    }
}

/// The strides of elements that lie one after the other, the last dimension first.
fn in_order(shape: &[i32], item_size: usize) -> Vec<i32> {
    let mut strides = shape.to_vec();
    let mut stride = as_i32(item_size.cast_signed());
    for length in strides.iter_mut().rev() {
        stride *= std::mem::replace(length, stride);
    }
    strides
}
