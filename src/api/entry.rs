//! The entry of Rust code that JavaScript calls.

use pyo3::prelude::*;
use wasm_bindgen::JsValue;

use crate::ffi::entry;

/// Runs what needs Python, in a function that JavaScript calls: a `Closure`, or one that
/// `#[wasm_bindgen]` exports. Such a function returns what this gives.
///
/// [`Python::attach`] does not do there: JavaScript may run while Python has released its thread, as
/// the callback of `setStdout` does, and calls through both languages may be nested without end. A
/// function of a `#[pymodule]` has been called by Python and needs neither.
///
/// ```no_run
/// use jaspy::{FromJs, IntoJs};
/// use pyo3::prelude::*;
/// use wasm_bindgen::prelude::*;
///
/// fn doubled(number: Py<PyAny>) -> Closure<dyn Fn(JsValue) -> Result<JsValue, JsValue>> {
///     Closure::own_assert_unwind_safe(move |value: JsValue| {
///         jaspy::attach(|py| {
///             let factor = Bound::<PyAny>::from_js(py, &value)?;
///             number.bind(py).mul(factor)?.into_js(py)
///         })
///     })
/// }
/// ```
///
/// # Errors
/// What JavaScript is to get thrown: for an exception, or a panic, what
/// [`py_error_to_js`](crate::py_error_to_js) gives; where the runtime has ended, the reason.
pub fn attach<R>(action: impl FnOnce(Python<'_>) -> PyResult<R>) -> Result<R, JsValue> {
    let mut action = Some(action);
    let mut made = None;
    entry::enter(&mut |py| {
        if let Some(action) = action.take() {
            made = Some(action(py)?);
        }
        Ok(())
    })?;
    match made {
        Some(made) => Ok(made),
        None => unreachable!("an entry that did not run the action has thrown"),
    }
}
