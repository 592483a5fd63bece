//! Entering Python on the one thread that there is.

/// Has PyO3 know for good that the thread is attached. Ends in a trap.
///
/// Outside of all others, `Python::attach` asks CPython for the thread's state and gives it back, which
/// costs more than the rest of a short crossing. This is the one that is outside of all others: nothing of
/// WebAssembly catches a trap, JavaScript does, and so what would end it is never dropped. Nothing else is
/// on this function's stack.
#[cfg(target_arch = "wasm32")]
pub fn stay_attached() -> ! {
    pyo3::Python::attach(|_| core::arch::wasm32::unreachable())
}
