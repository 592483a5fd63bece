//! The list of what Python can do with a JsProxy: each slot of its classes, and what is behind it.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::{array, attribute, call, compare, item, iterate};
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::js_proxy::slots::Protocol;

/// The behaviour of JsProxy.
pub struct Slots;

impl Protocol for Slots {
    fn repr<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
        compare::repr(this)
    }
    fn hash(this: JsProxyRef<'_, '_>) -> PyResult<isize> {
        compare::hash(this)
    }
    fn is_same(this: JsProxyRef<'_, '_>, other: Borrowed<'_, '_, PyAny>) -> Option<bool> {
        compare::is_same(this, other)
    }
    fn truth(this: JsProxyRef<'_, '_>) -> PyResult<bool> {
        compare::truth(this)
    }
    fn get_attribute<'py>(
        this: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        attribute::get_property(this, name)
    }
    fn set_attribute<'py>(
        this: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        match value {
            Some(value) => attribute::set_property(this, name, value),
            None => attribute::delete_property(this, name),
        }
    }
    fn next<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        iterate::next(this)
    }
    fn length(this: JsProxyRef<'_, '_>) -> PyResult<usize> {
        item::js_length(this)
    }
    fn get_element<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        array::get(this, key)
    }
    fn set_element<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        match value {
            Some(value) => array::set(this, key, value),
            None => array::delete(this, key),
        }
    }
    fn get_item<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        item::get_js_item(this, key)
    }
    fn call<'py>(
        this: JsProxyRef<'_, 'py>,
        args: &[Borrowed<'_, 'py, PyAny>],
        names: Option<&Bound<'py, PyTuple>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call::call_function(this, args, names)
    }
    fn construct<'py>(
        this: JsProxyRef<'_, 'py>,
        args: &[Borrowed<'_, 'py, PyAny>],
        names: Option<&Bound<'py, PyTuple>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call::construct(this, args, names)
    }
}
