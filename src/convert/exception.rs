//! Exceptions: a JavaScript error becomes a JsException, a Python exception a PythonError; on its
//! way back each is what it was.

use pyo3::exceptions::{PyBaseException, PyException, PyRecursionError, PySyntaxError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::js_to_py;
use super::py_to_js::Answer;
use crate::error::BridgeError;
use crate::ffi::area::address_of_records;
use crate::ffi::js_proxy::JsFeatures;
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::ffi::text::record_of;
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
    /// What was thrown, where that is no Error.
    thrown: Option<Reference>,
}

#[pymethods]
impl JsException {
    /// The value that was thrown.
    #[getter]
    fn js_error<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.thrown {
            Some(thrown) => js_to_py::result(py, imports::value(thrown.slot())),
            None => Ok(self.error.bind(py).clone()),
        }
    }

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
    let error = js_proxy::separate(py, error, JsFeatures::NONE, None)?.unbind();
    Ok(Bound::new(
        py,
        JsException {
            error,
            thrown: None,
        },
    )?
    .into_any())
}

/// The exception for something that JavaScript threw.
///
/// # Errors
/// MemoryError.
pub fn thrown(py: Python<'_>, thrown: Reference) -> PyResult<PyErr> {
    if imports::is_error(thrown.slot()) == Tag::True as u32 {
        return error_to_py(py, thrown).map(PyErr::from_value);
    }
    let (_, wrapper) = js_to_py::outcome(py, imports::wrap_thrown(thrown.slot()))?;
    let wrapper = Reference::adopt(wrapper.first());
    let error = js_proxy::separate(py, wrapper, JsFeatures::NONE, None)?.unbind();
    let exception = JsException {
        error,
        thrown: Some(thrown),
    };
    Ok(PyErr::from_value(Bound::new(py, exception)?.into_any()))
}

/// The very exception whose PythonError came back.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn thrown_python(py: Python<'_>, handle: Handle) -> Result<PyErr, BridgeError> {
    Ok(PyErr::from_value(py_proxy::object(py, handle)?))
}

/// The slot of what a JsException stands for in JavaScript, for as long as that lives.
#[must_use]
pub fn thrown_slot(value: &Bound<'_, PyAny>) -> Option<u32> {
    let exception = value.cast::<JsException>().ok()?.get();
    match &exception.thrown {
        Some(thrown) => Some(thrown.slot()),
        None => js_proxy::of(exception.error.bind_borrowed(value.py())).map(|error| error.slot()),
    }
}

/// Answers the caller of an export with an exception.
///
/// A JsException goes as the error that it was, any other as a PythonError that owns it.
pub fn answer(py: Python<'_>, error: PyErr) -> Answer {
    let exception = error.into_value(py).into_bound(py).into_any();
    if let Some(slot) = thrown_slot(&exception) {
        imports::deliver_reference(slot);
        return Answer::Thrown;
    }
    let name = exception.get_type().name();
    let fallback = pyo3::intern!(py, "BaseException");
    let mut wide = Vec::new();
    let name = record_of(name.as_ref().unwrap_or(fallback), &mut wide);
    let handle = state::hold_object(exception.unbind());
    imports::deliver_error(handle.slot(), handle.version(), address_of_records(&[name]));
    Answer::Thrown
}

/// What Python shows above an exception: its cause, or else the context that it does not suppress.
///
/// # Errors
/// None of its own.
pub fn cause<'py>(exception: &Bound<'py, PyBaseException>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = exception.py();
    let cause = exception.getattr(pyo3::intern!(py, "__cause__"))?;
    if !cause.is_none() {
        return Ok(Some(cause));
    }
    let suppressed = exception.getattr(pyo3::intern!(py, "__suppress_context__"))?;
    let context = exception.getattr(pyo3::intern!(py, "__context__"))?;
    Ok((!suppressed.is_truthy()? && !context.is_none()).then_some(context))
}

/// The traceback of an exception with its chained causes, as Python prints it.
///
/// # Errors
/// Whatever formatting raises.
pub fn format<'py>(exception: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = exception.py();
    let traceback = own_frames_skipped(exception)?;
    let lines = py.import(pyo3::intern!(py, "traceback"))?.call_method1(
        pyo3::intern!(py, "format_exception"),
        (exception.get_type(), exception, traceback),
    )?;
    PyString::new(py, "").call_method1(pyo3::intern!(py, "join"), (lines,))
}

/// The traceback of an exception from the first frame on that is the user's, not of the package
/// that runs the code.
fn own_frames_skipped<'py>(exception: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = exception.py();
    let mut traceback = exception.getattr(pyo3::intern!(py, "__traceback__"))?;
    while !traceback.is_none() {
        let globals = traceback
            .getattr(pyo3::intern!(py, "tb_frame"))?
            .getattr(pyo3::intern!(py, "f_globals"))?;
        let package = globals
            .cast::<PyDict>()?
            .get_item(pyo3::intern!(py, "__package__"))?;
        if !package.is_some_and(|name| name.eq("jaspy").unwrap_or(false)) {
            return Ok(traceback);
        }
        traceback = traceback.getattr(pyo3::intern!(py, "tb_next"))?;
    }
    if exception.is_instance_of::<PySyntaxError>() {
        // It is about the user's text, which has not run yet.
        return Ok(traceback);
    }
    // The package itself failed: then its frames are what there is to see.
    exception.getattr(pyo3::intern!(py, "__traceback__"))
}

/// Raises RecursionError for a caller who finds that the engine has too little stack.
///
/// # Errors
/// RecursionError, always.
pub fn raise_recursion_error(_py: Python<'_>) -> PyResult<Answer> {
    Err(PyRecursionError::new_err(
        "maximum recursion depth exceeded: the JavaScript engine has too little stack left",
    ))
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
