//! JavaScript objects by their types, as arguments and results of functions that Python calls.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use std::any::type_name;
use std::ops::Deref;
use wasm_bindgen::{JsCast, JsValue};

use super::convert::js_to_py;
use crate::convert::js_module;
use crate::ffi::imports;
use crate::proxy::js_proxy;

/// A JavaScript object of a type of `js_sys` or `web_sys`; of any type, as `JsProxy<JsValue>`.
///
/// As the argument of a `#[pyfunction]` it takes a Python `JsProxy` whose object is an instance of
/// that type, as its result it gives one. It is the object itself for Rust, by `Deref`.
///
/// ```no_run
/// use jaspy::JsProxy;
/// use js_sys::Date;
/// use pyo3::prelude::*;
///
/// #[pyfunction]
/// fn next_day(date: JsProxy<Date>) -> JsProxy<Date> {
///     let next = Date::new(&date);
///     next.set_date(next.get_date() + 1);
///     next.into()
/// }
/// ```
///
/// What is an instance, JavaScript's `instanceof` says; an object of another page or frame is none.
#[derive(Clone, Debug)]
pub struct JsProxy<T = JsValue>(T);

impl<T> JsProxy<T> {
    /// The object alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for JsProxy<T> {
    fn from(object: T) -> Self {
        Self(object)
    }
}

impl<T> Deref for JsProxy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: AsRef<JsValue>> AsRef<JsValue> for JsProxy<T> {
    fn as_ref(&self) -> &JsValue {
        self.0.as_ref()
    }
}

impl<'py, T: JsCast> FromPyObject<'_, 'py> for JsProxy<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let slot = js_proxy::of(object)
            .map(|proxy| proxy.slot())
            .or_else(|| js_module::slot(&object));
        let Some(slot) = slot else {
            let name = object.get_type().name()?;
            return Err(refusal::<T>(&format!("a '{name}'")));
        };
        let value = imports::referent(slot);
        value.dyn_into().map(Self).map_err(|_| {
            let text = object.repr().map_or_else(
                |_| "an object whose toString() fails".to_owned(),
                |text| text.to_string(),
            );
            refusal::<T>(&shortened(&text))
        })
    }
}

impl<'py, T: AsRef<JsValue>> IntoPyObject<'py> for JsProxy<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        js_to_py(py, &self)
    }
}

impl<'py, T: AsRef<JsValue>> IntoPyObject<'py> for &JsProxy<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        js_to_py(py, self)
    }
}

/// The exception for an argument that is no JavaScript object, or one of another type.
fn refusal<T>(found: &str) -> PyErr {
    let path = type_name::<T>();
    let name = path.rsplit("::").next().unwrap_or(path);
    PyTypeError::new_err(format!("expected a JsProxy of type {name}, not {found}"))
}

/// The beginning of a text that says enough in an error.
fn shortened(text: &str) -> String {
    const ENOUGH: usize = 60;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(
            shortened(&"ä".repeat(61)),
            format!("{} ...", "ä".repeat(60))
        );
    }
}
