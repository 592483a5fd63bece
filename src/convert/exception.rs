//! Exceptions: a JavaScript error becomes a JsException, a Python exception a PythonError; on its
//! way back each is what it was.

use pyo3::exceptions::{PyBaseException, PyRecursionError, PySyntaxError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTraceback};

use super::js_to_py;
use super::py_to_js::Answer;
use crate::error::BridgeError;
use crate::ffi::area::address_of_records;
use crate::ffi::object::{is_inside_python, raised};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::text::{ascii_record, record_of};
use crate::ffi::{area, imports};
use crate::handle::{Handle, state};
use crate::proxy::{js_exception, py_proxy};

/// The exception for something that JavaScript threw, which a record tells. Takes over what the
/// record owns.
///
/// # Errors
/// MemoryError; [`BridgeError::UnexpectedTag`].
pub fn thrown(py: Python<'_>, record: &Record) -> PyResult<PyErr> {
    let exception = match record.tag().map_err(BridgeError::UnexpectedTag)? {
        Tag::NoError => {
            let wrapper = Reference::adopt(record.first());
            let thrown = Reference::adopt(record.second());
            js_exception::shared(py, wrapper, Some(thrown))?
        }
        _ => js_to_py::value(py, record)?,
    };
    Ok(raised(&exception))
}

/// The exception of an Error whose former one CPython is just ending.
///
/// # Errors
/// MemoryError.
pub fn again(py: Python<'_>, slot: u32) -> PyResult<Bound<'_, PyAny>> {
    js_exception::shared(py, Reference::adopt(imports::hold_again(slot)), None)
}

/// The very exception whose PythonError came back.
///
/// # Errors
/// [`BridgeError::ReleasedHandle`].
pub fn thrown_python(py: Python<'_>, handle: Handle) -> Result<PyErr, BridgeError> {
    Ok(PyErr::from_value(py_proxy::object(py, handle)?))
}

/// Answers the caller of an export with an exception.
///
/// A JsException goes as the error that it was, any other as a PythonError that owns it.
pub fn answer(py: Python<'_>, error: PyErr) -> Answer {
    let traceback = error.traceback(py);
    let exception = error.into_value(py).into_bound(py);
    remember_last(&exception, traceback);
    let exception = exception.into_any();
    if let Some(slot) = js_exception::thrown_slot(&exception) {
        imports::deliver_reference(slot);
        return Answer::Thrown;
    }
    let name = exception.get_type().name();
    let fallback = pyo3::intern!(py, "BaseException");
    let mut wide = None;
    let name = record_of(name.as_ref().unwrap_or(fallback), |units| {
        wide = Some(units)
    })
    .unwrap_or_else(|_| ascii_record("BaseException"));
    let handle = state::hold_object(exception.unbind());
    imports::deliver_error(handle.slot(), handle.version(), address_of_records(&[name]));
    Answer::Thrown
}

/// Sets what Python's debuggers look at, `sys.last_exc` and its older companions, when an exception
/// leaves Python: none of its frames is left that could catch it.
fn remember_last<'py>(
    exception: &Bound<'py, PyBaseException>,
    traceback: Option<Bound<'py, PyTraceback>>,
) {
    if is_inside_python() {
        return;
    }
    let py = exception.py();
    let entries = [
        (pyo3::intern!(py, "last_exc"), exception.as_any().clone()),
        (pyo3::intern!(py, "last_value"), exception.as_any().clone()),
        (
            pyo3::intern!(py, "last_type"),
            exception.get_type().into_any(),
        ),
        (
            pyo3::intern!(py, "last_traceback"),
            traceback.map_or_else(|| py.None().into_bound(py), Bound::into_any),
        ),
    ];
    let Ok(sys) = py.import(pyo3::intern!(py, "sys")) else {
        return; // at the end of memory: what matters is that the exception itself arrives
    };
    for (name, value) in entries {
        let _ = sys.setattr(name, value);
    }
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
