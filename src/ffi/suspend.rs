//! Suspending the entry into Python that runs. `suspend.c` does it: between its beginning and its end
//! the C stack is another one.

use pyo3::Python;

unsafe extern "C" {
    fn jaspy_suspend(entry: u32);
}

/// Suspends the entry that runs, until JavaScript resumes it. Other entries run meanwhile.
pub fn suspend(_py: Python<'_>, entry: u32) {
    // SAFETY: the caller has the address from JavaScript, which gives that of the entry that runs and
    // only where nothing but WebAssembly is between. The thread is attached, before and after.
    unsafe { jaspy_suspend(entry) };
}
