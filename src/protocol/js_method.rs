//! A JavaScript function as a method of a Python class: its instance is JavaScript's `this`.

use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use smallvec::SmallVec;

use super::call;
use super::js_proxy::js_proxy;

/// A JavaScript function that was read from an instance of a Python class.
///
/// Calling it calls the function with a PyProxy of the instance as `this`, made for the call. Its
/// attributes are the function's.
#[pyclass(module = "jaspy.ffi", frozen)]
pub struct JsMethod {
    function: Py<PyAny>,
    instance: Py<PyAny>,
}

impl JsMethod {
    /// Binds a function to an instance.
    pub fn new(function: &Bound<'_, PyAny>, instance: &Bound<'_, PyAny>) -> Self {
        Self {
            function: function.clone().unbind(),
            instance: instance.clone().unbind(),
        }
    }
}

#[pymethods]
impl JsMethod {
    #[pyo3(signature = (*args, **named))]
    fn __call__<'py>(
        &self,
        py: Python<'py>,
        args: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let named: Vec<_> = named.map_or_else(Vec::new, |named| named.iter().collect());
        let mut all: SmallVec<[Borrowed<'_, 'py, PyAny>; 6]> = args.iter_borrowed().collect();
        all.extend(named.iter().map(|(_, value)| value.as_borrowed()));
        let mut names = Vec::with_capacity(named.len());
        for (name, _) in &named {
            let text = name.cast::<PyString>();
            names.push(text.map_err(|_| PyTypeError::new_err("keywords must be strings"))?);
        }
        let names = PyTuple::new(py, names)?;
        let function = js_proxy(self.function.bind(py))?;
        call::call_method(function, self.instance.bind(py), &all, Some(&names))
    }

    fn __getattr__<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.function.bind(py).getattr(name)
    }

    /// The JavaScript function.
    #[getter]
    fn __func__<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.function.bind(py).clone()
    }

    /// The instance of the Python class.
    #[getter]
    fn __self__<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.instance.bind(py).clone()
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else {
            return Ok(false);
        };
        let other = other.get();
        let is_same = self.instance.is(&other.instance);
        Ok(is_same && self.function.bind(py).eq(&other.function)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.function.bind(py).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let instance = self.instance.bind(py).repr()?;
        Ok(format!(
            "<JavaScript method of {}>",
            instance.to_string_lossy()
        ))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        // As with Python's methods: what refers to itself by one has another part that can let go.
        visit.call(&self.function)?;
        visit.call(&self.instance)
    }
}
