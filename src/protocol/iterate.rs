//! Iteration of JavaScript objects.

use pyo3::exceptions::{PyBaseException, PyRuntimeError, PyStopIteration, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::exception;
use crate::convert::js_to_py::{outcome, result, value};
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::js_proxy::{JsFeatures, JsProxyRef};
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::proxy::js_proxy::separate;

/// What has `[Symbol.iterator]`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsIterable;

#[pymethods]
impl JsIterable {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        start(js_proxy(slf.as_any())?)
    }
}

/// An iterator.
#[pyclass(module = "jaspy.ffi", extends = JsIterable, frozen, generic, subclass, immutable_type)]
pub struct JsIterator;

#[pymethods]
impl JsIterator {
    fn __iter__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    /// The next element, with a value that the iterator's `next` gets.
    ///
    /// Raises StopIteration at the end.
    fn send<'py>(slf: &Bound<'py, Self>, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let this = js_proxy(slf.as_any())?;
        let mut outgoing = Outgoing::default();
        outgoing.add(value)?;
        let code = imports::send(this.slot(), outgoing.address()?);
        outgoing.sent();
        element(this, code)
    }
}

/// A generator.
#[pyclass(module = "jaspy.ffi", extends = JsIterator, frozen, generic, subclass, immutable_type)]
pub struct JsGenerator;

#[pymethods]
impl JsGenerator {
    /// Raise an exception inside of the generator; the next element.
    ///
    /// It is given as `raise` takes it, or as the type, value and traceback that it consists of.
    /// Raises StopIteration at the end.
    #[pyo3(signature = (exception, value = None, traceback = None, /))]
    fn throw<'py>(
        slf: &Bound<'py, Self>,
        exception: &Bound<'py, PyAny>,
        value: Option<&Bound<'py, PyAny>>,
        traceback: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = js_proxy(slf.as_any())?;
        let error = thrown(exception, value, traceback)?;
        // It waits for JavaScript where the callers of exports find theirs.
        exception::answer(this.py(), error);
        element(this, imports::throw_into(this.slot()))
    }

    /// End the generator; what it does in a `finally` is done.
    ///
    /// Raises RuntimeError when it yields all the same.
    fn close(slf: &Bound<'_, Self>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        match outcome(this.py(), imports::end_generator(this.slot()))? {
            (Tag::Finished, record) => {
                // Taken over, for it may own a reference.
                value(this.py(), &record)?;
                Ok(())
            }
            (Tag::Unsupported, _) => Err(no_method(this, "return")?),
            (_, record) => {
                value(this.py(), &record)?;
                Err(PyRuntimeError::new_err("generator ignored GeneratorExit"))
            }
        }
    }
}

/// The exception that `throw` was given.
///
/// # Errors
/// TypeError for what is no exception; what making it raises.
pub fn thrown(
    exception: &Bound<'_, PyAny>,
    value: Option<&Bound<'_, PyAny>>,
    traceback: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyErr> {
    let made = match value.filter(|value| !value.is_none()) {
        Some(value) if value.is_instance_of::<PyBaseException>() => value.clone(),
        Some(value) => exception.call1((value,))?,
        None if exception.is_instance_of::<PyType>() => exception.call0()?,
        None => exception.clone(),
    };
    if !made.is_instance_of::<PyBaseException>() {
        return Err(PyTypeError::new_err(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            made.get_type().name()?
        )));
    }
    if let Some(traceback) = traceback.filter(|traceback| !traceback.is_none()) {
        made.call_method1(pyo3::intern!(made.py(), "with_traceback"), (traceback,))?;
    }
    Ok(PyErr::from_value(made))
}

/// The element that a step gave.
fn element<'py>(this: JsProxyRef<'_, 'py>, code: u32) -> PyResult<Bound<'py, PyAny>> {
    match step(this, code)? {
        Step::Element(element) => Ok(element),
        Step::Finished(returned) => Err(PyStopIteration::new_err((returned.unbind(),))),
    }
}

/// What an iterator gave: an element, or what it returned at its end.
enum Step<'py> {
    Element(Bound<'py, PyAny>),
    Finished(Bound<'py, PyAny>),
}

fn step<'py>(this: JsProxyRef<'_, 'py>, code: u32) -> PyResult<Step<'py>> {
    match outcome(this.py(), code)? {
        (Tag::Finished, record) => Ok(Step::Finished(value(this.py(), &record)?)),
        (Tag::Unsupported, _) => Err(no_method(this, "next")?),
        (_, record) => Ok(Step::Element(value(this.py(), &record)?)),
    }
}

fn no_method(this: JsProxyRef<'_, '_>, name: &str) -> PyResult<PyErr> {
    Ok(PyTypeError::new_err(format!(
        "the JavaScript object {} is no iterator: it has no {name}()",
        this.object().repr()?
    )))
}

/// `iter(x)`: what `[Symbol.iterator]()` gives, or the entries of an object without one.
///
/// # Errors
/// TypeError for what has neither; what JavaScript throws.
pub fn start<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    let py = this.py();
    match outcome(py, imports::iterate(this.slot()))? {
        (Tag::Unsupported, _) => Err(PyTypeError::new_err(format!(
            "the JavaScript object {} is not iterable",
            this.object().repr()?
        ))),
        (_, record) => {
            let iterator = Reference::adopt(record.first());
            let features = JsFeatures::from_bits(record.extra());
            separate(py, iterator, features, None)
        }
    }
}

/// `next(x)`; nothing at the end.
///
/// # Errors
/// StopIteration at the end of an iterator that returns something; TypeError for what is no iterator; what JavaScript throws.
#[inline]
pub fn next<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let code = imports::next(this.slot());
    if code == Tag::Finished as u32 || code == Tag::Unsupported as u32 {
        return last(this, code);
    }
    result(this.py(), code).map(Some)
}

/// What `next` comes to at the end.
#[cold]
fn last<'py>(this: JsProxyRef<'_, 'py>, code: u32) -> PyResult<Option<Bound<'py, PyAny>>> {
    match step(this, code)? {
        Step::Element(element) => Ok(Some(element)),
        Step::Finished(returned) if returned.is_none() => Ok(None),
        Step::Finished(returned) => Err(PyStopIteration::new_err((returned.unbind(),))),
    }
}
