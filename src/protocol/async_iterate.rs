//! Asynchronous iteration of JavaScript objects.

use pyo3::prelude::*;

use super::iterate::thrown;
use super::js_proxy::{JsProxy, js_proxy};
use super::promise::settled_future;
use crate::convert::exception;
use crate::convert::js_to_py::outcome;
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::reference::Reference;

/// What has `[Symbol.asyncIterator]`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncIterable;

#[pymethods]
impl JsAsyncIterable {
    /// Start a loop, which ends the JavaScript iterator when it is left early.
    fn __aiter__(slf: &Bound<'_, Self>) -> PyResult<JsAsyncLoop> {
        let this = js_proxy(slf.as_any())?;
        let (_, record) = outcome(slf.py(), imports::async_iterate(this.slot()))?;
        Ok(JsAsyncLoop {
            iterator: Reference::adopt(record.first()),
        })
    }
}

/// An asynchronous iterator.
#[pyclass(module = "jaspy.ffi", extends = JsAsyncIterable, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncIterator;

#[pymethods]
impl JsAsyncIterator {
    /// A future of the next element; StopAsyncIteration at the end.
    fn __anext__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        step(slf.py(), js_proxy(slf.as_any())?.slot(), Advance::Next)
    }

    /// A future of the next element, with a value that the iterator's `next` gets.
    ///
    /// StopAsyncIteration at the end.
    fn asend<'py>(
        slf: &Bound<'py, Self>,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let slot = js_proxy(slf.as_any())?.slot();
        step(slf.py(), slot, Advance::Send(value))
    }
}

/// An asynchronous generator.
#[pyclass(module = "jaspy.ffi", extends = JsAsyncIterator, frozen, generic, subclass, immutable_type)]
pub struct JsAsyncGenerator;

#[pymethods]
impl JsAsyncGenerator {
    /// Raise an exception inside of the generator; a future of the next element.
    ///
    /// It is given as `raise` takes it, or as the type, value and traceback that it consists of.
    /// StopAsyncIteration at the end.
    #[pyo3(signature = (exception, value = None, traceback = None, /))]
    fn athrow<'py>(
        slf: &Bound<'py, Self>,
        exception: &Bound<'py, PyAny>,
        value: Option<&Bound<'py, PyAny>>,
        traceback: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let slot = js_proxy(slf.as_any())?.slot();
        let error = thrown(exception, value, traceback)?;
        step(slf.py(), slot, Advance::Throw(error))
    }

    /// End the generator; the future is done when what it does in a `finally` is done.
    ///
    /// RuntimeError when it yields all the same.
    fn aclose<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        step(slf.py(), js_proxy(slf.as_any())?.slot(), Advance::Return)
    }
}

/// A loop over what has `[Symbol.asyncIterator]`. One that is dropped before the end is left early,
/// and then JavaScript's iterator may clean up, as at the end of `for await`.
#[pyclass(module = "_jaspy", frozen, immutable_type)]
pub struct JsAsyncLoop {
    /// JavaScript's half of it.
    iterator: Reference,
}

#[pymethods]
impl JsAsyncLoop {
    fn __aiter__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    fn __anext__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        step(slf.py(), slf.get().iterator.slot(), Advance::Next)
    }
}

impl Drop for JsAsyncLoop {
    fn drop(&mut self) {
        // JavaScript ends its iterator later: nothing of it runs here.
        imports::leave_async_loop(self.iterator.slot());
    }
}

/// How an iterator goes on.
enum Advance<'a, 'py> {
    Next,
    Send(&'a Bound<'py, PyAny>),
    Throw(PyErr),
    Return,
}

impl Advance<'_, '_> {
    /// The number by which `promise-waits.ts` knows it.
    const fn code(&self) -> u32 {
        match self {
            Self::Next => 0,
            Self::Send(_) => 1,
            Self::Throw(_) => 2,
            Self::Return => 3,
        }
    }
}

/// A future of what an iterator gives next.
fn step<'py>(py: Python<'py>, slot: u32, advance: Advance<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    let code = advance.code();
    let mut outgoing = Outgoing::default();
    // The future is made first: that runs code, which must not be between writing and reading.
    settled_future(py, |future| {
        if let Advance::Send(value) = &advance {
            outgoing.add(value)?;
        }
        let address = outgoing.address()?;
        if let Advance::Throw(error) = advance {
            // It waits for JavaScript where the callers of exports find theirs.
            exception::answer(py, error);
        }
        let tag = imports::async_step(slot, code, address, future.slot(), future.version());
        outgoing.sent();
        Ok(tag)
    })
}
