//! Items: `x[key]`, `key in x`, `len(x)` on JavaScript objects; `get`, `set`, `has` on Python ones.

use pyo3::exceptions::{PyIndexError, PyKeyError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::call::nothing;
use super::iterate;
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{is_nothing, outcome, result, small_int, value, values};
use crate::convert::py_to_js::{Answer, Outgoing, answer};
use crate::ffi::area;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::record::{Record, Tag};
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// What has `length` or `size`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsSized;

#[pymethods]
impl JsSized {
    fn __len__(slf: &Bound<'_, Self>) -> PyResult<usize> {
        js_length(js_proxy(slf.as_any())?)
    }
}

/// What has a method `get`, or items that are its properties.
///
/// Python must not go through it by counting, as it does with what it takes for a sequence.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, mapping, subclass, immutable_type)]
pub struct JsSubscript;

#[pymethods]
impl JsSubscript {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        get_js_item(js_proxy(slf.as_any())?, key)
    }
}

/// What has the methods `set` and `delete`, or items that are its properties.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, mapping, subclass, immutable_type)]
pub struct JsMutableSubscript;

#[pymethods]
impl JsMutableSubscript {
    fn __setitem__(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        set_js_item(js_proxy(slf.as_any())?, key, value)
    }

    fn __delitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        delete_js_item(js_proxy(slf.as_any())?, key)
    }
}

/// What has a method `has` or `includes`, or items that are its properties.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsContainer;

#[pymethods]
impl JsContainer {
    fn __contains__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        js_contains(js_proxy(slf.as_any())?, key)
    }
}

/// An object that gives its entries, in the classic semantics.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsProperties;

#[pymethods]
impl JsProperties {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        iterate::start(js_proxy(slf.as_any())?)
    }
}

/// `x[key]`: an index of an Array, a key of a Map, else a property.
///
/// # Errors
/// IndexError, KeyError, TypeError for a key that means nothing there; what JavaScript throws.
pub fn get_js_item<'py>(
    this: JsProxyRef<'_, 'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut outgoing = Outgoing::default();
    outgoing.add(key)?;
    let code = imports::get_item(this.slot(), outgoing.address()?);
    outgoing.sent();
    if let Some(tag @ (Tag::Missing | Tag::OutOfRange | Tag::Unsupported)) = Tag::from_code(code) {
        refuse(this, key, tag)?;
    }
    result(this.py(), code)
}

/// `x[key] = value`.
///
/// # Errors
/// As [`get_js_item`]; TypeError where JavaScript refuses silently.
pub fn set_js_item<'py>(
    this: JsProxyRef<'_, 'py>,
    key: &Bound<'py, PyAny>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let mut outgoing = Outgoing::default();
    outgoing.add(key)?;
    outgoing.add(value)?;
    let code = imports::set_item(this.slot(), outgoing.address()?);
    outgoing.sent();
    if is_nothing(code) {
        return Ok(());
    }
    let (tag, _) = outcome(this.py(), code)?;
    refuse(this, key, tag)
}

/// `del x[key]`.
///
/// # Errors
/// As [`set_js_item`].
pub fn delete_js_item<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<()> {
    let mut outgoing = Outgoing::default();
    outgoing.add(key)?;
    let code = imports::delete_item(this.slot(), outgoing.address()?);
    outgoing.sent();
    let (tag, _) = outcome(this.py(), code)?;
    refuse(this, key, tag)
}

/// `key in x`.
///
/// # Errors
/// TypeError for a key that means nothing there; what JavaScript throws.
pub fn js_contains<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<bool> {
    let mut outgoing = Outgoing::default();
    outgoing.add(key)?;
    let code = imports::has_item(this.slot(), outgoing.address()?);
    outgoing.sent();
    let (tag, _) = outcome(this.py(), code)?;
    refuse(this, key, tag)?;
    Ok(tag == Tag::True)
}

/// `len(x)`: the `length` or `size`, read now.
///
/// # Errors
/// TypeError where there is none or it is no number, ValueError where it is negative,
/// OverflowError where it is too large.
pub fn js_length(this: JsProxyRef<'_, '_>) -> PyResult<usize> {
    let py = this.py();
    let code = imports::length(this.slot());
    if let Some(length) = small_int(code).and_then(|length| usize::try_from(length).ok()) {
        return Ok(length);
    }
    let (tag, record) = outcome(py, code)?;
    let shown = |record| value(py, record).and_then(|length| Ok(length.repr()?));
    match tag {
        Tag::Unsupported => Err(PyTypeError::new_err(format!(
            "{} has no len(): it has neither length nor size",
            described(this)
        ))),
        Tag::Int if record.as_number() < 0.0 => Err(PyValueError::new_err(format!(
            "the length {} is negative",
            shown(&record)?
        ))),
        #[expect(clippy::cast_possible_truncation, reason = "it is at most i32::MAX")]
        Tag::Int if record.as_number() <= f64::from(i32::MAX) => Ok(record.as_number() as usize),
        // Beyond the safe integers every Number is one.
        Tag::Int | Tag::Float if record.as_number() > f64::from(i32::MAX) => Err(
            PyOverflowError::new_err(format!("the length {} is too large", shown(&record)?)),
        ),
        _ => Err(PyTypeError::new_err(format!(
            "the length of {} is {}, which is no integer",
            described(this),
            shown(&record)?
        ))),
    }
}

/// The exception for an item operation that came to nothing.
fn refuse<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>, tag: Tag) -> PyResult<()> {
    Err(match tag {
        Tag::Missing => PyKeyError::new_err((key.clone().unbind(),)),
        Tag::OutOfRange => {
            PyIndexError::new_err(format!("the index {} is out of range", key.repr()?))
        }
        Tag::Refused => PyTypeError::new_err(format!(
            "JavaScript refuses to change the item {}: it is read-only or its object frozen",
            key.repr()?
        )),
        Tag::Unsupported => PyTypeError::new_err(format!(
            "{} has no item {}: expected a str or an int",
            described(this),
            key.repr()?
        )),
        _ => return Ok(()),
    })
}

fn described(this: JsProxyRef<'_, '_>) -> String {
    this.object().repr().map_or_else(
        |_| "a JavaScript object".to_owned(),
        |text| format!("the JavaScript object {}", text.to_string_lossy()),
    )
}

/// `proxy.get(key)`, with the key in the first record; `undefined` where there is none.
///
/// # Errors
/// Whatever the object raises but KeyError and IndexError.
pub fn get_py_item(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let key = value(py, &area::result())?;
    match py_proxy::object(py, handle)?.get_item(key) {
        Ok(found) => answer(&found),
        Err(error) if is_missing(py, &error) => Ok(Answer::Record(Record::new(Tag::Missing))),
        Err(error) => Err(error),
    }
}

/// `proxy.set(key, value)`, with both in the first records.
///
/// # Errors
/// Whatever the object raises.
pub fn set_py_item(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let given = values(py, 2, area::address())?;
    py_proxy::object(py, handle)?.set_item(&given[0], &given[1])?;
    Ok(nothing())
}

/// `proxy.delete(key)`: whether there was such an item.
///
/// # Errors
/// Whatever the object raises but KeyError and IndexError.
pub fn delete_py_item(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let key = value(py, &area::result())?;
    match py_proxy::object(py, handle)?.del_item(key) {
        Ok(()) => Ok(truth(true)),
        Err(error) if is_missing(py, &error) => Ok(truth(false)),
        Err(error) => Err(error),
    }
}

/// `proxy.has(key)`.
///
/// # Errors
/// Whatever the object raises.
pub fn py_contains(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let key = value(py, &area::result())?;
    Ok(truth(py_proxy::object(py, handle)?.contains(key)?))
}

/// `proxy.length`.
///
/// # Errors
/// Whatever the object raises.
pub fn py_length(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let length = py_proxy::object(py, handle)?.len()?;
    #[expect(clippy::cast_precision_loss, reason = "lengths have 32 bits on wasm32")]
    Ok(Answer::Record(Record::number(Tag::Int, length as f64)))
}

fn truth(truth: bool) -> Answer {
    Answer::Record(Record::new(if truth { Tag::True } else { Tag::False }))
}

fn is_missing(py: Python<'_>, error: &PyErr) -> bool {
    error.is_instance_of::<PyKeyError>(py) || error.is_instance_of::<PyIndexError>(py)
}
