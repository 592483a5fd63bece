//! Strings: `str` and String, code point for code point, lone surrogates and NUL included.

use pyo3::prelude::*;

use crate::ffi::reference::Reference;
use crate::ffi::text;

/// A short text that JavaScript wrote as a byte each code point, all of them ASCII.
///
/// # Errors
/// MemoryError.
#[inline(always)]
pub fn ascii_to_py(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyAny>> {
    Ok(text::from_ascii(py, address, length)?.into_any())
}

/// A short text that JavaScript wrote as a byte each code point.
///
/// # Errors
/// MemoryError.
pub fn latin1_to_py(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyAny>> {
    Ok(text::from_latin1(py, address, length)?.into_any())
}

/// A short text that JavaScript wrote as UTF-16 code units.
///
/// # Errors
/// MemoryError.
pub fn utf16_to_py(py: Python<'_>, address: u32, length: u32) -> PyResult<Bound<'_, PyAny>> {
    Ok(text::from_utf16(py, address, length)?.into_any())
}

/// A long text that JavaScript holds.
///
/// # Errors
/// MemoryError.
pub fn long_text_to_py<'py>(
    py: Python<'py>,
    reference: &Reference,
    length: u32,
) -> PyResult<Bound<'py, PyAny>> {
    Ok(text::from_reference(py, reference, length)?.into_any())
}

/// To JavaScript a str goes as the record that shows where it lies.
pub use crate::ffi::text::record_of as to_js;
