//! Iteration over Python objects from JavaScript: iterators, and what generators know besides.

use pyo3::exceptions::{PyGeneratorExit, PyStopIteration};
use pyo3::prelude::*;

use crate::convert::js_to_py::{outcome, value};
use crate::convert::py_to_js::{Answer, answer, deliver};
use crate::ffi::area;
use crate::ffi::object::{Step, address, send};
use crate::ffi::record::{Record, Tag};
use crate::handle::{Handle, state};
use crate::proxy::py_proxy;

/// `iter(object)`: the record of a new handle, which JavaScript owns.
///
/// # Errors
/// Whatever the object raises.
pub fn iterate(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let iterator = py_proxy::object(py, handle)?.try_iter()?.into_any();
    Ok(held(iterator))
}

/// The answer that is a new handle of an iterator, which JavaScript owns.
pub(super) fn held(iterator: Bound<'_, PyAny>) -> Answer {
    let address = address(&iterator);
    let held = state::hold_object(iterator.unbind());
    let record = Record::pair(Tag::PyObject, held.slot(), held.version());
    Answer::Record(record.with_extra(address))
}

/// `next(object)`.
///
/// # Errors
/// Whatever the iterator raises but StopIteration.
pub fn next(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    step(send(&py_proxy::object(py, handle)?, py.None().bind(py))?)
}

/// `object.send(value)`, with the value in the first record.
///
/// # Errors
/// As [`next`].
pub fn next_with_value(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    step(send(&py_proxy::object(py, handle)?, &given)?)
}

/// `object.throw(exception)`, with what was thrown in the first record, for this tag.
///
/// # Errors
/// As [`next`].
pub fn throw(py: Python<'_>, handle: Handle, thrown: u32) -> PyResult<Answer> {
    let Err(error) = outcome(py, thrown) else {
        unreachable!("JavaScript passes on the tag of something thrown");
    };
    step(throw_into(&py_proxy::object(py, handle)?, error)?)
}

/// Ends a generator as leaving a loop early does in JavaScript: its clean-up may yield once more.
///
/// # Errors
/// As [`next`], but GeneratorExit.
pub fn close(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let generator = py_proxy::object(py, handle)?;
    match throw_into(&generator, PyGeneratorExit::new_err(())) {
        Err(error) if error.is_instance_of::<PyGeneratorExit>(py) => {
            step(Step::Finished(py.None().into_bound(py)))
        }
        outcome => step(outcome?),
    }
}

fn throw_into<'py>(generator: &Bound<'py, PyAny>, error: PyErr) -> PyResult<Step<'py>> {
    let py = generator.py();
    let exception = error.into_value(py);
    match generator.call_method1(pyo3::intern!(py, "throw"), (exception,)) {
        Ok(yielded) => Ok(Step::Next(yielded)),
        Err(error) if error.is_instance_of::<PyStopIteration>(py) => {
            let returned = error.value(py).getattr(pyo3::intern!(py, "value"))?;
            Ok(Step::Finished(returned))
        }
        Err(error) => Err(error),
    }
}

/// The answer for a step: at the end the value waits in the outbox.
fn step(step: Step<'_>) -> PyResult<Answer> {
    match step {
        Step::Next(element) => answer(&element),
        Step::Finished(returned) => {
            deliver(&returned)?;
            Ok(Answer::Record(Record::new(Tag::Finished)))
        }
    }
}
