//! `bytes` that JavaScript fills.

use pyo3::exceptions::PyMemoryError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::area::address_of;

/// A `bytes` of a length whose content `fill` writes, all of it, to the address that it gets.
///
/// Nothing is written before: zeros take as long as the content.
///
/// # Errors
/// MemoryError; what `fill` raises, and then nobody has seen the object.
pub fn filled<'py>(
    py: Python<'py>,
    length: u32,
    fill: impl FnOnce(u32) -> PyResult<()>,
) -> PyResult<Bound<'py, PyBytes>> {
    let size = isize::try_from(length)
        .map_err(|_| PyMemoryError::new_err(format!("no memory for {length} bytes")))?;
    // SAFETY: a new `bytes` of `length` bytes belongs to us alone until it is given out, and then
    // `fill` has written it whole.
    unsafe {
        let fresh = ffi::PyBytes_FromStringAndSize(std::ptr::null(), size);
        let fresh = Bound::from_owned_ptr_or_err(py, fresh)?.cast_into_unchecked::<PyBytes>();
        fill(address_of(ffi::PyBytes_AS_STRING(fresh.as_ptr())))?;
        Ok(fresh)
    }
}
