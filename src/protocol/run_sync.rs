//! Blocking waits: what `jaspy.ffi.run_sync` is made of.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::boundary::from_python;
use crate::ffi::{imports, suspend};

/// What numbers below this say is why Python cannot be suspended; others are addresses of entries.
pub const OBSTACLES: u32 = 16;

/// The entry that runs and can be suspended, by a number from `OBSTACLES` on; a number below says why
/// there is none.
#[pyfunction]
pub fn current_entry() -> u32 {
    imports::current_entry()
}

/// Suspend the entry that runs until `wake` is called for it.
#[pyfunction]
#[pyo3(name = "suspend")]
pub fn suspend_entry(py: Python<'_>, entry: u32) -> PyResult<()> {
    from_python(|| {
        if entry < OBSTACLES || imports::current_entry() != entry {
            return Err(PyRuntimeError::new_err("this entry does not run"));
        }
        suspend::suspend(py, entry);
        Ok(())
    })
}

/// Have an entry go on that is suspended, as soon as nothing runs.
#[pyfunction]
pub fn wake(entry: u32) {
    imports::wake(entry);
}
