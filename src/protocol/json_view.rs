//! `as_py_json()`: the items of a JavaScript object that is seen as JSON data.

use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::inspect::{OwnProperties, own_properties};
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{outcome, value};
use crate::convert::json_view::JsonView;
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::record::Tag;

#[pymethods]
impl JsonView {
    #[new]
    fn of_proxy(target: &Bound<'_, JsProxy>) -> PyResult<Self> {
        js_proxy(target.as_any())?;
        Ok(Self::new(target.clone().into_any()))
    }

    /// The JavaScript object itself.
    #[getter]
    fn js_object<'py>(slf: &Bound<'py, Self>) -> Bound<'py, PyAny> {
        slf.get().target(slf.py()).clone()
    }

    fn _get<'py>(slf: &Bound<'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let target = js_proxy(slf.get().target(slf.py()))?;
        let mut outgoing = Outgoing::default();
        outgoing.add_text(&text_key(key)?);
        let code = imports::get_own(target.slot(), outgoing.address()?);
        outgoing.sent();
        match outcome(slf.py(), code)? {
            (Tag::Missing, _) => Err(PyKeyError::new_err(key.clone().unbind())),
            (_, record) => Ok(value(slf.py(), &record)?),
        }
    }

    fn _set<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<()> {
        let key = key.cast::<PyString>().map_err(|_| {
            PyTypeError::new_err("the keys of a JavaScript object seen as a dict are str")
        })?;
        let target = js_proxy(slf.get().target(slf.py()))?;
        let mut outgoing = Outgoing::default();
        outgoing.add_text(key);
        outgoing.add(value)?;
        let code = imports::set_own(target.slot(), outgoing.address()?);
        outgoing.sent();
        match outcome(slf.py(), code)? {
            (Tag::Refused, _) => Err(PyTypeError::new_err(format!(
                "JavaScript refuses to set the property '{key}': it is read-only or its object frozen"
            ))),
            _ => Ok(()),
        }
    }

    fn _delete<'py>(slf: &Bound<'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<()> {
        let target = js_proxy(slf.get().target(slf.py()))?;
        let mut outgoing = Outgoing::default();
        outgoing.add_text(&text_key(key)?);
        let code = imports::delete_own(target.slot(), outgoing.address()?);
        outgoing.sent();
        match outcome(slf.py(), code)? {
            (Tag::Missing, _) => Err(PyKeyError::new_err(key.clone().unbind())),
            (Tag::Refused, _) => Err(PyTypeError::new_err(format!(
                "JavaScript refuses to delete the property '{key}': it is not configurable or its \
                 object frozen"
            ))),
            _ => Ok(()),
        }
    }

    fn _keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        own_properties(js_proxy(slf.get().target(slf.py()))?, OwnProperties::Keys)
    }
}

/// A key that can be there: no other than a str is one of an object's.
fn text_key<'py>(key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    let text = key.cast::<PyString>();
    Ok(text
        .map_err(|_| PyKeyError::new_err(key.clone().unbind()))?
        .clone())
}

/// Whether an object is plain data: of the class Object or of none.
///
/// # Errors
/// What a Proxy's traps throw.
pub fn is_plain(object: &Bound<'_, JsProxy>) -> PyResult<bool> {
    let target = js_proxy(object.as_any())?;
    let (tag, _) = outcome(target.py(), imports::is_plain(target.slot()))?;
    Ok(tag == Tag::True)
}
