//! What a converter is called with: how it converts parts, and remembers what it makes.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use std::rc::Rc;

use super::conversion::{Conversion, Object};
use super::{Caller, Made};
use crate::ffi::imports;
use crate::proxy::{js_proxy, py_proxy};

/// Converts a part of the value that a converter is asked about, as the whole is converted.
#[pyclass(module = "jaspy.ffi", frozen, unsendable)]
pub(super) struct Convert {
    pub(super) conversion: Rc<Conversion>,
    pub(super) depth: i32,
}

#[pymethods]
impl Convert {
    fn __call__<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let made = self.conversion.convert_part(value, self.depth)?;
        match self.conversion.caller {
            Caller::Python => Ok(made),
            Caller::JavaScript => py_proxy::shared_with_js(&made),
        }
    }
}

/// Remembers what a value was converted to, before its parts are: they may refer to it.
#[pyclass(module = "jaspy.ffi", frozen, unsendable)]
pub(super) struct CacheConversion {
    pub(super) conversion: Rc<Conversion>,
}

#[pymethods]
impl CacheConversion {
    fn __call__(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        self.conversion.remember(value, converted)
    }
}

impl Conversion {
    fn convert_part<'py>(
        self: &Rc<Self>,
        value: &Bound<'py, PyAny>,
        depth: i32,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.check()?;
        match js_proxy::of(value.as_borrowed()) {
            Some(proxy) => match self.convert(value.py(), proxy.slot(), depth)? {
                Made::Converted(object) => Ok(object),
                Made::Unchanged => Ok(value.clone()),
            },
            None => Ok(value.clone()),
        }
    }

    fn remember(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        self.check()?;
        let Some(proxy) = js_proxy::of(value.as_borrowed()) else {
            let name = value.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "the first argument of cache_conversion must be the JsProxy that is converted, \
                 not {name}"
            )));
        };
        let number = imports::deep_number(self.javascript(), proxy.slot());
        self.set(number, Object::Converted(converted.clone().unbind()))?;
        Ok(())
    }

    fn check(&self) -> PyResult<()> {
        if self.has_ended.get() {
            return Err(PyRuntimeError::new_err("this conversion has ended"));
        }
        Ok(())
    }
}
