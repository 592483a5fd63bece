//! Python awaitables in JavaScript: each is started as a task, which settles a promise.

use pyo3::exceptions::PyStopAsyncIteration;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::promise::is_done;
use crate::convert::exception;
use crate::convert::js_to_py::outcome;
use crate::convert::py_to_js::{Answer, Outgoing, answer, deliver};
use crate::ffi::imports;
use crate::ffi::object::is_coroutine;
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// What a promise is to come to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The value.
    Value,
    /// A step of an iteration, which StopAsyncIteration ends.
    Step,
}

/// Starts waiting for the awaitable of a handle. Takes over the slot of the promise's functions.
///
/// Gives the value where there is no need to wait, else [`Tag::Pending`].
///
/// # Errors
/// What the awaitable raises at once.
pub fn wait(py: Python<'_>, handle: Handle, settler: u32) -> PyResult<Answer> {
    let settler = Reference::adopt(settler);
    wait_for(&py_proxy::object(py, handle)?, settler, Wanted::Value)
}

/// Starts waiting for an awaitable, for the promise whose functions these are.
///
/// # Errors
/// As [`wait`].
pub fn wait_for(
    awaitable: &Bound<'_, PyAny>,
    settler: Reference,
    wanted: Wanted,
) -> PyResult<Answer> {
    let py = awaitable.py();
    let future = started(awaitable)?;
    if !is_done(&future)? {
        let settler = Bound::new(py, Settler { settler, wanted })?;
        future.call_method1(pyo3::intern!(py, "add_done_callback"), (settler,))?;
        return Ok(Answer::Record(Record::new(Tag::Pending)));
    }
    match came_to(&future, wanted)? {
        Some(value) => answer(&value),
        None => finished(py),
    }
}

/// The answer at the end of an iteration.
///
/// # Errors
/// MemoryError.
pub fn finished(py: Python<'_>) -> PyResult<Answer> {
    deliver(py.None().bind(py))?;
    Ok(Answer::Record(Record::new(Tag::Finished)))
}

/// What a future came to; nothing at the end of an iteration.
fn came_to<'py>(future: &Bound<'py, PyAny>, wanted: Wanted) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = future.py();
    match future.call_method0(pyo3::intern!(py, "result")) {
        Ok(value) => Ok(Some(value)),
        Err(error)
            if wanted == Wanted::Step && error.is_instance_of::<PyStopAsyncIteration>(py) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The task of an awaitable, which has been started.
fn started<'py>(awaitable: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static TASK: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static START: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = awaitable.py();
    if awaitable.get_type().is(TASK.import(py, "asyncio", "Task")?) {
        return Ok(awaitable.clone());
    }
    START
        .import(py, "jaspy._awaitable", "start")?
        .call1((awaitable,))
}

/// What JavaScript gets for the result of a call: a coroutine has been started.
///
/// # Errors
/// What starting it raises.
#[inline]
pub fn started_result<'py>(
    callee: &Bound<'py, PyAny>,
    made: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    static START: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if !is_coroutine(&made) {
        return Ok(made);
    }
    START
        .import(callee.py(), "jaspy._awaitable", "start_result")?
        .call1((callee, made))
}

/// What a future calls when it is done: it settles the promise that waits.
#[pyclass(module = "_jaspy", frozen)]
struct Settler {
    /// The promise's functions.
    settler: Reference,
    wanted: Wanted,
}

#[pymethods]
impl Settler {
    fn __call__(&self, future: &Bound<'_, PyAny>) -> PyResult<()> {
        self.settle(future)
    }
}

/// How a promise is settled, as `crossing.ts` knows it.
const FULFILLED: u32 = 0;
const FINISHED: u32 = 1;
const REJECTED: u32 = 2;

impl Settler {
    fn settle(&self, future: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = future.py();
        let settler = self.settler.slot();
        // Held until JavaScript has read it: the future need not hold it.
        let value = came_to(future, self.wanted);
        let mut outgoing = Outgoing::default();
        let address = match &value {
            Ok(None) => Ok(None),
            Ok(Some(value)) => outgoing
                .add(value)
                .and_then(|()| outgoing.address())
                .map(Some),
            Err(error) => Err(error.clone_ref(py)),
        };
        let code = match address {
            Ok(None) => imports::settle(settler, FINISHED, 0),
            Ok(Some(address)) => {
                let code = imports::settle(settler, FULFILLED, address);
                outgoing.sent();
                code
            }
            Err(error) => {
                // It waits for JavaScript where the callers of exports find theirs.
                exception::answer(py, error);
                imports::settle(settler, REJECTED, 0)
            }
        };
        outcome(py, code).map(|_| ())
    }
}
