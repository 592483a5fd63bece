//! The classes of JsProxies: which class stands for which feature, and how they are composed.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::array::{JsArray, JsArrayLike};
use super::async_iterate::{JsAsyncGenerator, JsAsyncIterable, JsAsyncIterator};
use super::buffer::{JsBuffer, JsTypedArray};
use super::call::JsCallable;
use super::double_proxy::JsDoubleProxy;
use super::item::{JsContainer, JsMutableSubscript, JsProperties, JsSized, JsSubscript};
use super::iterate::{JsGenerator, JsIterable, JsIterator};
use super::js_error;
use super::js_proxy::{JsDomElement, JsProxy};
use super::map::{JsMap, JsMutableMap};
use super::promise::JsPromise;
use super::slots::Slots;
use crate::ffi::js_proxy::{Class, JsFeature, JsFeatures};
use crate::ffi::object::type_has;
use crate::handle::state;

/// The class of a feature.
type ClassOf = for<'py> fn(Python<'py>) -> Bound<'py, PyType>;

/// Each feature's class, in the order in which Python looks through them: derived ones first, and
/// those that iterate in their own way before what is just iterable.
const CLASSES: [(JsFeature, ClassOf); 21] = [
    (JsFeature::DoubleProxy, |py| py.get_type::<JsDoubleProxy>()),
    (JsFeature::MutableMap, |py| py.get_type::<JsMutableMap>()),
    (JsFeature::Map, |py| py.get_type::<JsMap>()),
    (JsFeature::Array, |py| py.get_type::<JsArray>()),
    (JsFeature::TypedArray, |py| py.get_type::<JsTypedArray>()),
    (JsFeature::Buffer, |py| py.get_type::<JsBuffer>()),
    (JsFeature::ArrayLike, |py| py.get_type::<JsArrayLike>()),
    (JsFeature::Generator, |py| py.get_type::<JsGenerator>()),
    (JsFeature::Iterator, |py| py.get_type::<JsIterator>()),
    (JsFeature::AsyncGenerator, |py| {
        py.get_type::<JsAsyncGenerator>()
    }),
    (JsFeature::AsyncIterator, |py| {
        py.get_type::<JsAsyncIterator>()
    }),
    (JsFeature::AsyncIterable, |py| {
        py.get_type::<JsAsyncIterable>()
    }),
    (JsFeature::Iterable, |py| py.get_type::<JsIterable>()),
    (JsFeature::Set, |py| py.get_type::<JsMutableSubscript>()),
    (JsFeature::Get, |py| py.get_type::<JsSubscript>()),
    (JsFeature::Has, |py| py.get_type::<JsContainer>()),
    (JsFeature::Sized, |py| py.get_type::<JsSized>()),
    (JsFeature::Properties, |py| py.get_type::<JsProperties>()),
    (JsFeature::Thenable, |py| py.get_type::<JsPromise>()),
    (JsFeature::Callable, |py| py.get_type::<JsCallable>()),
    (JsFeature::DomElement, |py| py.get_type::<JsDomElement>()),
];

/// The classes by which Python programs know what a JsProxy can do.
///
/// # Errors
/// MemoryError.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add_class::<JsProxy>()?;
    module.add("JsException", js_error::install(py)?)?;
    for (_, class) in CLASSES {
        let class = class(py);
        module.add(class.name()?, class)?;
    }
    Ok(())
}

/// Makes the class of the objects with some features.
///
/// # Errors
/// MemoryError.
pub fn compose(py: Python<'_>, features: JsFeatures) -> PyResult<Class> {
    let mut bases: Vec<Bound<'_, PyType>> = CLASSES
        .iter()
        .filter(|(feature, _)| features.has(*feature))
        .map(|(_, class)| class(py))
        .collect();
    bases.push(py.get_type::<JsProxy>());
    Class::compose::<Slots>(py, features, &PyTuple::new(py, bases)?)
}

/// Whether some JsProxy has an attribute of this name that is not a property of its object.
pub fn define(py: Python<'_>, name: &Bound<'_, PyString>) -> bool {
    // Some of CPython's own names are on composed classes only, as `__next__` is.
    let text = name.to_string_lossy();
    text == "new"
        || (text.starts_with("__") && text.ends_with("__"))
        || state::js_exception_class(py).is_some_and(|class| type_has(&class, name))
        || CLASSES.iter().any(|(_, class)| type_has(&class(py), name))
}
