//! The arguments of a call by the vectorcall protocol (PEP 590).

use pyo3::ffi;
use pyo3::prelude::*;
use smallvec::SmallVec;
use std::collections::TryReserveError;

/// How many arguments a call takes without an allocation.
const FEW: usize = 6;

/// Arguments, where a callee finds them.
///
/// They are made in place and not moved: a processor that reads in one what has just been written in
/// several waits for it.
pub struct Arguments<'py> {
    /// What it owns, behind the one place that callees may use for theirs.
    pointers: SmallVec<[*mut ffi::PyObject; FEW + 1]>,
    py: Python<'py>,
}

impl<'py> Arguments<'py> {
    /// No arguments.
    #[must_use]
    #[inline(always)]
    pub fn new(py: Python<'py>) -> Self {
        let mut pointers = SmallVec::new();
        pointers.push(std::ptr::null_mut());
        Self { pointers, py }
    }

    /// Makes room for so many more.
    ///
    /// # Errors
    /// When there is no memory for them.
    #[inline(always)]
    pub fn try_reserve(&mut self, count: usize) -> Result<(), TryReserveError> {
        if self.pointers.len() + count <= FEW + 1 {
            return Ok(());
        }
        // The vector's own error cannot be made into others.
        let mut room = Vec::<*mut ffi::PyObject>::new();
        room.try_reserve_exact(self.pointers.len() + count)?;
        room.extend_from_slice(&self.pointers);
        self.pointers = SmallVec::from_vec(room);
        Ok(())
    }

    /// Adds an argument.
    #[inline(always)]
    pub fn push(&mut self, argument: Bound<'py, PyAny>) {
        self.pointers.push(argument.into_ptr());
    }

    /// Calls an object with them.
    ///
    /// # Errors
    /// Whatever the callee raises.
    #[inline(always)]
    pub fn call(&mut self, callee: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let count = (self.pointers.len() - 1) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET;
        // SAFETY: after the first of `pointers` there are as many living objects as `count` says, and
        // the callee may write that one and has to bring it back, as the offset flag says.
        unsafe {
            let first = self.pointers.as_mut_ptr().add(1).cast_const();
            let result =
                ffi::PyObject_Vectorcall(callee.as_ptr(), first, count, std::ptr::null_mut());
            Bound::from_owned_ptr_or_err(self.py, result)
        }
    }
}

impl Drop for Arguments<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        for &pointer in &self.pointers[1..] {
            // SAFETY: `push` took over one reference of each, and they are dropped once.
            drop(unsafe { Bound::from_owned_ptr(self.py, pointer) });
        }
    }
}
