//! JsException: what a JavaScript Error can do as an exception of Python's.

use pyo3::exceptions::{PyBaseException, PyException};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::attribute;
use super::item::{JsContainer, JsMutableSubscript, JsSubscript};
use super::js_proxy::{JsProxy, js_proxy};
use super::slots::Slots;
use crate::convert::js_to_py;
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::js_proxy::exception::{self, ExceptionProtocol};
use crate::ffi::object::generic_attribute;
use crate::ffi::record::{Record, Tag};
use crate::handle::state;
use crate::semantics::Semantics;

/// What the class of JsExceptions has besides the attributes of exceptions and proxies.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, subclass, immutable_type)]
pub struct JsError;

#[pymethods]
impl JsError {
    /// The value that was thrown: the Error itself, where it is one.
    #[getter]
    fn js_error<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let object = slf.as_any();
        match exception::thrown_of(object.as_borrowed()) {
            Some(thrown) => js_to_py::result(slf.py(), imports::value(thrown.slot())),
            None => Ok(object.clone()),
        }
    }

    /// The message, alone in a tuple, as other exceptions have their arguments.
    #[getter]
    fn args<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let set = base_attribute(slf, pyo3::intern!(py, "args"))?;
        if set.is_truthy()? {
            return Ok(set);
        }
        let message = slf.as_any().getattr(pyo3::intern!(py, "message"))?;
        Ok(PyTuple::new(py, [message])?.into_any())
    }

    #[setter]
    fn set_args(slf: &Bound<'_, Self>, args: &Bound<'_, PyAny>) -> PyResult<()> {
        set_base_attribute(slf, pyo3::intern!(slf.py(), "args"), args)
    }

    /// What `raise ... from` said, else the Error's `cause` where that is an exception.
    #[getter(__cause__)]
    fn cause<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let name = pyo3::intern!(py, "__cause__");
        let set = base_attribute(slf, name)?;
        let suppressed = base_attribute(slf, pyo3::intern!(py, "__suppress_context__"))?;
        if !set.is_none() || suppressed.is_truthy()? {
            return Ok(set);
        }
        // Whoever prints an exception does not expect that its cause raises another.
        match slf.as_any().getattr(pyo3::intern!(py, "cause")) {
            Ok(cause) if cause.is_instance_of::<PyBaseException>() => {
                set_base_attribute(slf, name, &cause)?;
                Ok(cause)
            }
            _ => Ok(set),
        }
    }

    #[setter(__cause__)]
    fn set_cause(slf: &Bound<'_, Self>, cause: &Bound<'_, PyAny>) -> PyResult<()> {
        set_base_attribute(slf, pyo3::intern!(slf.py(), "__cause__"), cause)
    }

    /// The traceback; when it is first looked at it gets the calls that JavaScript was in.
    #[getter(__traceback__)]
    fn traceback<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let traceback = base_attribute(slf, pyo3::intern!(py, "__traceback__"))?;
        if traceback.is_none() || exception::take_up_frames(slf.as_any().as_borrowed()) {
            return Ok(traceback);
        }
        // A stack that cannot be had must not hide the traceback.
        if let Ok(frames) = js_to_py::result(py, imports::stack_frames(js_proxy(slf)?.slot())) {
            py.import(pyo3::intern!(py, "jaspy._js_exception"))?
                .call_method1(pyo3::intern!(py, "add_frames"), (&traceback, frames))?;
        }
        Ok(traceback)
    }

    #[setter(__traceback__)]
    fn set_traceback(slf: &Bound<'_, Self>, traceback: &Bound<'_, PyAny>) -> PyResult<()> {
        set_base_attribute(slf, pyo3::intern!(slf.py(), "__traceback__"), traceback)
    }

    /// How it is pickled and copied: as name, message and stack.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let restore = py
            .import(pyo3::intern!(py, "jaspy._js_exception"))?
            .getattr(pyo3::intern!(py, "restore"))?;
        let text = |name: &Bound<'py, PyString>| slf.as_any().getattr(name)?.str();
        let stack = slf.as_any().getattr_opt(pyo3::intern!(py, "stack"))?;
        let args = (
            text(pyo3::intern!(py, "name"))?,
            text(pyo3::intern!(py, "message"))?,
            stack.filter(|stack| stack.is_instance_of::<PyString>()),
        );
        let state = generic_attribute(slf.as_any(), pyo3::intern!(py, "__dict__"))?;
        let parts = [restore, args.into_pyobject(py)?.into_any(), state];
        let count = if parts[2].is_truthy()? { 3 } else { 2 };
        PyTuple::new(py, &parts[..count])
    }
}

/// An attribute as BaseException has it.
fn base_attribute<'py>(
    exception: &Bound<'py, JsError>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    let base = exception.py().get_type::<PyBaseException>();
    base.getattr(name)?
        .call_method1(pyo3::intern!(name.py(), "__get__"), (exception,))
}

fn set_base_attribute<'py>(
    exception: &Bound<'py, JsError>,
    name: &Bound<'py, PyString>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let base = exception.py().get_type::<PyBaseException>();
    base.getattr(name)?
        .call_method1(pyo3::intern!(name.py(), "__set__"), (exception, value))?;
    Ok(())
}

/// Makes an Error anew from what a pickle keeps of it.
///
/// # Errors
/// TypeError for what is no text.
pub fn make_error<'py>(
    name: &Bound<'py, PyString>,
    message: &Bound<'py, PyString>,
    stack: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut outgoing = Outgoing::default();
    outgoing.add_text(name);
    outgoing.add_text(message);
    match stack {
        Some(stack) => outgoing.add_text(stack),
        None => outgoing.push(Record::new(Tag::Undefined)),
    }
    let code = imports::make_error(outgoing.address()?);
    outgoing.sent();
    js_to_py::result(name.py(), code)
}

impl ExceptionProtocol for Slots {
    fn get_exception_attribute<'py>(
        exception: &Bound<'py, PyAny>,
        error: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        attribute::get_of_exception(exception, error, name)
    }
    fn set_exception_attribute<'py>(
        exception: &Bound<'py, PyAny>,
        error: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        attribute::set_of_exception(exception, error, name, value)
    }
}

/// Makes the class JsException and takes it into use.
///
/// # Errors
/// MemoryError.
pub fn install(py: Python<'_>) -> PyResult<Bound<'_, PyType>> {
    if state::js_exception_class(py).is_none() {
        let mut bases = vec![py.get_type::<JsError>()];
        match state::semantics() {
            // The items of an object without others are its properties, those of an Error too.
            Semantics::Classic => bases.extend([
                py.get_type::<JsMutableSubscript>(),
                py.get_type::<JsSubscript>(),
                py.get_type::<JsContainer>(),
            ]),
            Semantics::Pep818 => {}
        }
        bases.push(py.get_type::<PyException>());
        let bases = PyTuple::new(py, bases)?;
        state::set_js_exception_class(exception::make_class::<Slots>(py, &bases)?);
    }
    state::js_exception_class(py).ok_or_else(|| unreachable!("it has just been set"))
}
