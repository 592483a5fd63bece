//! Python objects that Rust code lends to JavaScript.

use pyo3::prelude::*;
use wasm_bindgen::JsValue;

use super::convert::js_to_py;
use crate::boundary::attached;
use crate::convert::js_to_py::outcome;
use crate::ffi::imports;
use crate::ffi::object::address;
use crate::ffi::reference::Reference;

/// A PyProxy of a Python object that Rust owns: JavaScript can use the object until this is dropped.
///
/// It is what `create_proxy` makes in Python, and for a Python callable what a `Closure` is for a
/// function of Rust. Unlike [`py_to_js`](crate::py_to_js) it never copies, and JavaScript gets the
/// same PyProxy each time.
///
/// ```no_run
/// use jaspy::{JsProxy, PyProxy};
/// use js_sys::{Array, Function};
/// use pyo3::prelude::*;
/// use wasm_bindgen::{JsCast, JsValue};
///
/// #[pyfunction]
/// fn is_any(array: JsProxy<Array>, predicate: &Bound<'_, PyAny>) -> PyResult<bool> {
///     let py = predicate.py();
///     let predicate = PyProxy::new(predicate)?;
///     let function = predicate.as_ref().unchecked_ref::<Function>();
///     for item in array.iter() {
///         let holds = function.call1(&JsValue::UNDEFINED, &item);
///         let holds = holds.map_err(|error| jaspy::js_error_to_py(py, &error))?;
///         if holds.is_truthy() {
///             return Ok(true);
///         }
///     }
///     Ok(false)
/// }
/// ```
#[derive(Debug)]
pub struct PyProxy {
    value: JsValue,
    /// Where the bridge knows the PyProxy; none once JavaScript owns it.
    reference: Option<Reference>,
}

impl PyProxy {
    /// Lends an object to JavaScript.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let code = imports::create_proxy(address(object), false.into(), false.into());
        let (_, record) = outcome(object.py(), code)?;
        let reference = Reference::adopt(record.first());
        Ok(Self {
            value: imports::referent(reference.slot()),
            reference: Some(reference),
        })
    }

    /// The Python object.
    ///
    /// # Errors
    /// JsException where JavaScript has destroyed the PyProxy.
    pub fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        js_to_py(py, &self.value)
    }

    /// Leaves the PyProxy to JavaScript: it lives until JavaScript destroys it or has no more use of
    /// it.
    #[must_use]
    pub fn into_js(mut self) -> JsValue {
        self.reference = None;
        self.value.clone()
    }
}

impl AsRef<JsValue> for PyProxy {
    fn as_ref(&self) -> &JsValue {
        &self.value
    }
}

impl Drop for PyProxy {
    fn drop(&mut self) {
        let Some(reference) = self.reference.take() else {
            return;
        };
        attached(|py| {
            // Where it fails, nobody is left who could be told.
            let _ = outcome(py, imports::destroy_proxy(reference.slot()));
        });
    }
}
