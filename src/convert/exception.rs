//! Exceptions: a JavaScript error becomes a JsException, a Python exception a PythonError; on its
//! way back each is what it was.

use pyo3::exceptions::{PyException, PyRecursionError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::js_to_py;
use super::py_to_js::{self, Answer, Outgoing};
use crate::error::BridgeError;
use crate::ffi::js_proxy_type::Kind;
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::ffi::{area, imports};
use crate::handle::{Handle, state};
use crate::proxy::{js_proxy, py_proxy};

/// An error of JavaScript's as a Python exception.
///
/// Its attributes are the error's: `name`, `message`, `stack` and any other. `js_error` is the
/// value that was thrown, which may be no Error.
#[pyclass(module = "jaspy.ffi", name = "JsException", extends = PyException, frozen, weakref)]
pub struct JsException {
    /// The JsProxy of the Error, or of one that tells what was thrown.
    error: Py<PyAny>,
    /// What was thrown.
    #[pyo3(get)]
    js_error: Py<PyAny>,
}

#[pymethods]
impl JsException {
    fn __getattr__<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.error.bind(py).getattr(name)
    }

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.error.bind(py).str()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "JsException({})",
            self.error.bind(py).str()?.to_string_lossy()
        ))
    }
}

/// The exception for an Error that crosses as a value.
///
/// # Errors
/// MemoryError.
pub fn error_to_py(py: Python<'_>, error: Reference) -> PyResult<Bound<'_, PyAny>> {
    let error = js_proxy::separate(py, error, Kind::Object, None)?.unbind();
    let js_error = error.clone_ref(py);
    Ok(Bound::new(py, JsException { error, js_error })?.into_any())
}

/// The exception for something that JavaScript threw.
///
/// # Errors
/// MemoryError.
pub fn thrown(py: Python<'_>, thrown: Reference) -> PyResult<PyErr> {
    if imports::is_error(thrown.slot()) == Tag::True as u32 {
        return error_to_py(py, thrown).map(PyErr::from_value);
    }
    let js_error = js_to_py::result(py, imports::value(thrown.slot()))?.unbind();
    let (_, wrapper) = js_to_py::outcome(py, imports::wrap_thrown(thrown.slot()))?;
    let wrapper = Reference::adopt(wrapper.first());
    let error = js_proxy::separate(py, wrapper, Kind::Object, None)?.unbind();
    Ok(PyErr::from_value(
        Bound::new(py, JsException { error, js_error })?.into_any(),
    ))
}

/// The very exception whose PythonError came back.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn thrown_python(py: Python<'_>, handle: Handle) -> Result<PyErr, BridgeError> {
    Ok(PyErr::from_value(py_proxy::object(py, handle)?))
}

/// The exception for a call that the engine has no stack for.
#[must_use]
pub fn stack_exhausted() -> PyErr {
    PyRecursionError::new_err(
        "maximum recursion depth exceeded: the JavaScript engine has no stack left for a call",
    )
}

/// What a JsException stands for in JavaScript.
#[must_use]
pub fn thrown_value<'py>(value: &Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
    let exception = value.cast::<JsException>().ok()?;
    Some(exception.get().js_error.bind(value.py()).clone())
}

/// Answers the caller of an export with an exception.
///
/// A JsException goes as the error that it was, any other as a PythonError that owns it.
pub fn answer(py: Python<'_>, error: PyErr) -> Answer {
    let exception = error.into_value(py).into_bound(py).into_any();
    if let Some(thrown) = thrown_value(&exception)
        && py_to_js::deliver(&thrown).is_ok()
    {
        return Answer::Thrown;
    }
    let mut name = Outgoing::default();
    match exception.get_type().name() {
        Ok(text) => name.add_own_text(text),
        Err(_) => name.add_text(pyo3::intern!(py, "BaseException")),
    }
    let handle = state::hold_object(exception.unbind());
    imports::deliver_error(handle.slot(), handle.version(), name.address());
    Answer::Thrown
}

/// The traceback of an exception with its chained causes, as Python prints it.
///
/// # Errors
/// Whatever formatting raises.
pub fn format<'py>(exception: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = exception.py();
    let lines = py
        .import(pyo3::intern!(py, "traceback"))?
        .call_method1(pyo3::intern!(py, "format_exception"), (exception,))?;
    PyString::new(py, "").call_method1(pyo3::intern!(py, "join"), (lines,))
}

/// Panics with the text in the first record: a test of what a panic does.
///
/// # Errors
/// TypeError where there is no text.
///
/// # Panics
/// Always: that is its purpose.
pub fn panic_with_text(py: Python<'_>) -> PyResult<Answer> {
    let text = js_to_py::value(py, &area::result())?.cast_into::<PyString>()?;
    panic!("{}", text.to_string_lossy());
}
