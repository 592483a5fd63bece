//! What any JavaScript object can be asked: its own properties, a weak reference, its class, its end.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::convert::js_to_py::{outcome, result};
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::record::Tag;

/// What of its own enumerable properties; the numbers are known to `js/src/properties.ts`.
#[derive(Clone, Copy)]
pub enum OwnProperties {
    /// Their names.
    Keys = 0,
    /// Their values.
    Values = 1,
    /// Both.
    Entries = 2,
}

/// `Object.keys(x)`, `Object.values(x)`, `Object.entries(x)`.
///
/// # Errors
/// What getters and traps throw.
pub fn own_properties<'py>(
    this: JsProxyRef<'_, 'py>,
    part: OwnProperties,
) -> PyResult<Bound<'py, PyAny>> {
    result(this.py(), imports::own_properties(this.slot(), part as u32))
}

/// `new WeakRef(x)`.
///
/// # Errors
/// JavaScript's TypeError for a Symbol that cannot be held weakly.
pub fn weak_reference<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    result(this.py(), imports::weak_reference(this.slot()))
}

/// `x[Symbol.dispose]()`, if there is such a method.
///
/// # Errors
/// What it throws.
pub fn dispose(this: JsProxyRef<'_, '_>) -> PyResult<()> {
    outcome(this.py(), imports::dispose(this.slot())).map(|_| ())
}

/// `object instanceof constructor`.
///
/// # Errors
/// What JavaScript throws: a TypeError where the function is no constructor.
pub fn is_instance<'py>(
    constructor: JsProxyRef<'_, 'py>,
    object: &Bound<'py, PyAny>,
) -> PyResult<bool> {
    let mut outgoing = Outgoing::default();
    outgoing.add_uncopied(object)?;
    let code = imports::is_instance(constructor.slot(), outgoing.address()?);
    outgoing.sent();
    let (tag, _) = outcome(constructor.py(), code)?;
    Ok(tag == Tag::True)
}

/// Raises TypeError, for `pickle` and `copy`.
///
/// # Errors
/// TypeError, always.
pub fn refuse_pickling(object: &Bound<'_, PyAny>) -> PyResult<()> {
    let shown = object.repr();
    let shown = shown.map_or_else(
        |_| String::new(),
        |text| format!(" {}", text.to_string_lossy()),
    );
    Err(PyTypeError::new_err(format!(
        "cannot pickle or copy the JavaScript object{shown}: make a Python object of it first, as \
         to_py() does"
    )))
}
