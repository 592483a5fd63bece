//! Rust's half of a deep conversion to JavaScript.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use std::cell::{Cell, RefCell};

use super::{Deep, DeepOption, share};
use crate::convert::deep_to_py::written;
use crate::convert::py_to_js::{Answer, Outgoing};
use crate::ffi::imports;
use crate::ffi::record::{Record, Tag};
use crate::handle::{Handle, state};

/// What Python gives to `to_js`.
#[derive(Default)]
pub struct Converters {
    /// Makes something of the pairs of a dict.
    pub dict: Option<Py<PyAny>>,
    /// Is asked for what has no conversion.
    pub default: Option<Py<PyAny>>,
    /// Is asked for every object first.
    pub eager: Option<Py<PyAny>>,
}

impl Converters {
    pub(super) fn options(&self) -> u32 {
        let option = |converter: &Option<Py<PyAny>>, option: DeepOption| {
            if converter.is_some() {
                option as u32
            } else {
                0
            }
        };
        option(&self.dict, DeepOption::Dict)
            | option(&self.default, DeepOption::Default)
            | option(&self.eager, DeepOption::Eager)
    }
}

/// Rust's half of a deep conversion, which JavaScript names by a handle.
#[pyclass(module = "_jaspy", frozen, unsendable)]
pub(super) struct Context {
    /// The slot of JavaScript's half, which outlives the conversion.
    pub(super) javascript: u32,
    pub(super) deep: Deep,
    /// Given back at the end: a converter may hold what holds this.
    converters: RefCell<Converters>,
    /// What is known by its address.
    pub(super) kept: RefCell<Vec<Py<PyAny>>>,
    has_ended: Cell<bool>,
}

impl Context {
    pub(super) fn new(javascript: u32, deep: Deep, converters: Converters) -> Self {
        Self {
            javascript,
            deep,
            converters: RefCell::new(converters),
            kept: RefCell::new(Vec::new()),
            has_ended: Cell::new(false),
        }
    }

    /// Lets JavaScript's half know this one for as long as `action` takes.
    pub(super) fn run<'py, R>(
        self,
        py: Python<'py>,
        action: impl FnOnce(&Bound<'py, Self>) -> PyResult<R>,
    ) -> PyResult<R> {
        let context = Bound::new(py, self)?;
        let handle = state::hold_object(context.clone().into_any().unbind());
        imports::deep_context(context.borrow().javascript, handle.slot(), handle.version());
        let result = action(&context);
        let this = context.borrow();
        this.has_ended.set(true);
        let kept = this.kept.take();
        let converters = this.converters.take();
        drop(state::release_object(handle));
        // Last: their going may run code.
        drop((kept, converters));
        result
    }

    /// Writes a value and has JavaScript read it.
    pub(super) fn send(
        &self,
        value: &Bound<'_, PyAny>,
        deep: Deep,
        read: fn(u32, u32) -> u32,
    ) -> PyResult<(Tag, Record)> {
        let mut outgoing = Outgoing::deep(deep);
        outgoing.add(value)?;
        self.hand_over(value.py(), outgoing, read)
    }

    fn hand_over(
        &self,
        py: Python<'_>,
        mut outgoing: Outgoing<'_>,
        read: fn(u32, u32) -> u32,
    ) -> PyResult<(Tag, Record)> {
        let code = read(self.javascript, outgoing.address()?);
        outgoing.sent();
        let result = written(py, code);
        if self.deep.runs_code() {
            let kept = outgoing.take_kept().into_iter().map(Bound::unbind);
            self.kept.borrow_mut().extend(kept);
        }
        result
    }

    /// Gives JavaScript what a converter of Python's has made.
    pub(super) fn give(&self, made: &Bound<'_, PyAny>) -> PyResult<Answer> {
        let mut outgoing = Outgoing::deep(self.deep);
        if !outgoing.add_immutable(made)? {
            share(&mut outgoing, self.deep, made)?;
        }
        self.hand_over(made.py(), outgoing, imports::deep_deliver)?;
        Ok(Answer::Delivered)
    }

    /// One of Python's converters.
    pub(super) fn converter<'py>(
        &self,
        py: Python<'py>,
        choose: impl FnOnce(&Converters) -> &Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let converters = self.converters.borrow();
        let converter = choose(&converters).as_ref();
        converter
            .map(|converter| converter.bind(py).clone())
            .ok_or_else(|| PyTypeError::new_err("this conversion has no such converter"))
    }

    pub(super) fn check(&self) -> PyResult<()> {
        if self.has_ended.get() {
            return Err(PyRuntimeError::new_err("this conversion has ended"));
        }
        Ok(())
    }
}

/// The half that JavaScript names by a handle.
pub(super) fn context_of(py: Python<'_>, handle: Handle) -> PyResult<Bound<'_, Context>> {
    let Some(context) = state::object(py, handle) else {
        return Err(PyRuntimeError::new_err("this conversion has ended"));
    };
    Ok(context.cast_into::<Context>()?)
}
