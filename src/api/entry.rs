//! The entry of Rust code that JavaScript calls.

use pyo3::Python;

use crate::boundary;

/// Runs what needs Python, in a function that JavaScript calls: a `Closure`, or one that
/// `#[wasm_bindgen]` exports.
///
/// It is what [`Python::attach`] is elsewhere, and works as well when JavaScript runs while Python
/// waits for a device, as the callback of `setStdout` does. A function of a `#[pymodule]` has been
/// called by Python and needs neither.
///
/// # Panics
/// Where `action` does.
pub fn attach<R>(action: impl FnOnce(Python<'_>) -> R) -> R {
    boundary::attached(action)
}
