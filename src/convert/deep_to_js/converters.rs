//! Running Python's converters, and what they are called with.

use pyo3::prelude::*;

use super::context::{Context, context_of};
use super::{Deep, DeepOption};
use crate::convert::js_to_py;
use crate::convert::py_to_js::{Answer, Outgoing};
use crate::ffi::object::{address, at_address};
use crate::ffi::{area, imports};
use crate::handle::Handle;

/// Runs a converter of Python's for the object at an address, which the conversion keeps.
///
/// # Errors
/// What the converter raises; as [`super::add`].
pub fn run_converter(
    py: Python<'_>,
    context: Handle,
    which: u32,
    address: u32,
    depth: i32,
) -> PyResult<Answer> {
    let context = context_of(py, context)?;
    let is_eager = which == DeepOption::Eager as u32;
    let converter = context.borrow().converter(py, |converters| {
        if is_eager {
            &converters.eager
        } else {
            &converters.default
        }
    })?;
    let value = at_address(py, address);
    let convert = Convert {
        context: context.clone().unbind(),
        value: value.clone().unbind(),
        depth,
        is_eager,
    };
    let cache = CacheConversion {
        context: context.clone().unbind(),
    };
    let made = converter.call1((value, convert, cache))?;
    context.borrow().give(&made)
}

/// Runs a converter of Python's for the pairs of a dict, which are in the first record.
///
/// # Errors
/// What the converter raises; as [`super::add`].
pub fn run_dict_converter(py: Python<'_>, context: Handle) -> PyResult<Answer> {
    let pairs = js_to_py::value(py, &area::result())?;
    let context = context_of(py, context)?;
    let converter = context
        .borrow()
        .converter(py, |converters| &converters.dict)?;
    let made = converter.call1((pairs,))?;
    context.borrow().give(&made)
}

/// Converts a part of an object that a converter is asked about, as the whole is converted.
#[pyclass(module = "jaspy.ffi", name = "ConvertToJs", frozen, unsendable)]
struct Convert {
    context: Py<Context>,
    /// What the converter was asked for.
    value: Py<PyAny>,
    depth: i32,
    is_eager: bool,
}

#[pymethods]
impl Convert {
    fn __call__<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = value.py();
        let context = self.context.bind(value.py()).borrow();
        context.check()?;
        if Outgoing::default().add_immutable(value)? {
            return Ok(value.clone());
        }
        let is_itself = self.value.is(value);
        let deep = Deep {
            depth: if is_itself || self.depth < 0 {
                self.depth
            } else {
                self.depth - 1
            },
            was_eager: self.is_eager && is_itself,
            ..context.deep
        };
        let (_, record) = context.send(value, deep, imports::deep_read)?;
        Ok(js_to_py::value(py, &record)?)
    }
}

/// Remembers what an object was converted to, before its parts are: they may refer to it.
#[pyclass(module = "jaspy.ffi", name = "CacheConversionToJs", frozen, unsendable)]
struct CacheConversion {
    context: Py<Context>,
}

#[pymethods]
impl CacheConversion {
    fn __call__(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        let context = self.context.bind(value.py()).borrow();
        context.check()?;
        let mut outgoing = Outgoing::default();
        outgoing.add_uncopied(converted)?;
        context.kept.borrow_mut().push(value.clone().unbind());
        imports::deep_cache(context.javascript, address(value), outgoing.address()?);
        Ok(())
    }
}
