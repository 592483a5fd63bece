//! What `as_py_json()` gives: a JavaScript object as a dict or list, which crosses as the object.

use pyo3::prelude::*;

use crate::proxy::js_proxy;

/// The base of the views, which are written in Python (`jaspy._json_view`): the object of one.
#[pyclass(module = "jaspy.ffi", frozen, subclass, weakref, immutable_type)]
pub struct JsonView {
    target: Py<PyAny>,
}

impl JsonView {
    /// A view of a JsProxy.
    #[must_use]
    pub fn new(target: Bound<'_, PyAny>) -> Self {
        Self {
            target: target.unbind(),
        }
    }

    /// The JsProxy.
    #[must_use]
    pub fn target<'a, 'py>(&'a self, py: Python<'py>) -> &'a Bound<'py, PyAny> {
        self.target.bind(py)
    }
}

/// The slot of the object that a view shows, for as long as the view lives.
#[must_use]
pub fn slot(value: &Bound<'_, PyAny>) -> Option<u32> {
    let view = value.cast::<JsonView>().ok()?.get();
    js_proxy::of(view.target.bind_borrowed(value.py())).map(|target| target.slot())
}
