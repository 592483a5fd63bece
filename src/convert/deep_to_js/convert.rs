//! The ways into a deep conversion to JavaScript: `to_js`, `toJs` and `convert` of a converter.

use pyo3::prelude::*;

use super::context::{Context, Converters, context_of};
use super::{Deep, DeepOption};
use crate::convert::js_to_py;
use crate::convert::py_to_js::{Answer, Outgoing};
use crate::ffi::imports;
use crate::ffi::reference::Reference;
use crate::handle::Handle;
use crate::proxy::{js_proxy, py_proxy};

/// Converts a Python object to JavaScript; `pyproxies` gets the PyProxies that are made.
///
/// # Errors
/// As [`super::add`]; what converters raise and throw.
pub fn to_js<'py>(
    value: &Bound<'py, PyAny>,
    depth: i32,
    converters: Converters,
    create_pyproxies: bool,
    pyproxies: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if Outgoing::default().add_immutable(value)? {
        return Ok(value.clone());
    }
    let no_proxies = if create_pyproxies {
        0
    } else {
        DeepOption::NoProxies as u32
    };
    let options = converters.options() | no_proxies;
    let conversion = Reference::adopt(imports::deep_to_javascript(options));
    if let Some(dict) = &converters.dict {
        give_function(&conversion, dict.bind(py));
    }
    let context = Context::new(conversion.slot(), Deep::new(depth, options), converters);
    let made = context.run(py, |context| {
        let context = context.borrow();
        let (_, record) = context.send(value, context.deep, imports::deep_read)?;
        Ok(js_to_py::value(py, &record)?)
    });
    let made = made.and_then(|made| {
        collect(py, &conversion, pyproxies)?;
        Ok(made)
    });
    if made.is_err() {
        js_to_py::outcome(py, imports::deep_abandon(conversion.slot()))?;
    }
    made
}

/// A function of JavaScript's is called there, with no detour through Python.
fn give_function(conversion: &Reference, dict_converter: &Bound<'_, PyAny>) {
    if let Some(function) = js_proxy::of(dict_converter.as_borrowed()) {
        let this = function.bound_slot().map_or(-1, u32::cast_signed);
        imports::deep_dict_function(conversion.slot(), function.slot(), this);
    }
}

/// Puts the PyProxies that were made into an Array, or JsProxies of them into a list.
fn collect<'py>(
    py: Python<'py>,
    conversion: &Reference,
    pyproxies: Option<&Bound<'py, PyAny>>,
) -> PyResult<()> {
    let Some(pyproxies) = pyproxies else {
        return Ok(());
    };
    if let Some(array) = js_proxy::of(pyproxies.as_borrowed()) {
        let code = imports::deep_push_proxies(conversion.slot(), array.slot());
        return js_to_py::outcome(py, code).map(|_| ());
    }
    for index in 0..imports::deep_proxy_count(conversion.slot()) {
        let proxy = js_to_py::result(py, imports::deep_proxy(conversion.slot(), index))?;
        pyproxies.call_method1(pyo3::intern!(py, "append"), (proxy,))?;
    }
    Ok(())
}

/// `proxy.toJs()`: converts the object of a handle by the conversion of a slot.
///
/// # Errors
/// As [`to_js`].
pub fn to_js_for_js(
    py: Python<'_>,
    handle: Handle,
    deep: Deep,
    conversion: u32,
) -> PyResult<Answer> {
    let value = py_proxy::object(py, handle)?;
    let context = Context::new(conversion, deep, Converters::default());
    context.run(py, |context| {
        context.borrow().send(&value, deep, imports::deep_deliver)
    })?;
    Ok(Answer::Delivered)
}

/// Converts a part that a converter in JavaScript asks for.
///
/// # Errors
/// As [`to_js`]; RuntimeError when the conversion has ended.
pub fn part_to_js(
    py: Python<'_>,
    context: Handle,
    part: Handle,
    depth: i32,
    was_eager: bool,
) -> PyResult<Answer> {
    let context = context_of(py, context)?;
    let part = py_proxy::object(py, part)?;
    let context = context.borrow();
    let deep = Deep {
        depth,
        was_eager,
        ..context.deep
    };
    context.send(&part, deep, imports::deep_deliver)?;
    Ok(Answer::Delivered)
}
