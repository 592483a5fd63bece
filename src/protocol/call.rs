//! Calls in both directions.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::js_proxy::JsProxy;
use crate::convert::js_to_py::{result, values};
use crate::convert::py_to_js::{Answer, Outgoing, answer};
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::object::vectorcall;
use crate::ffi::record::{Record, Tag};
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// A function.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsCallable;

/// `f(*args, **kwargs)`: `Reflect.apply` with the object that `f` is bound to as `this`. Keyword
/// arguments become one object, the last argument.
///
/// # Errors
/// What JavaScript throws; RecursionError where the engine has too little stack.
pub fn call_function<'py>(
    this: JsProxyRef<'_, 'py>,
    args: &[Borrowed<'_, 'py, PyAny>],
    names: Option<&Bound<'py, PyTuple>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (mut outgoing, count) = arguments(args, names)?;
    let receiver = this.bound_slot().map_or(-1, u32::cast_signed);
    let code = imports::call(this.slot(), receiver, count, outgoing.address()?);
    outgoing.sent();
    result(this.py(), code)
}

/// `f.new(*args, **kwargs)`: `Reflect.construct`.
///
/// # Errors
/// As [`call_function`].
pub fn construct<'py>(
    this: JsProxyRef<'_, 'py>,
    args: &[Borrowed<'_, 'py, PyAny>],
    names: Option<&Bound<'py, PyTuple>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (mut outgoing, count) = arguments(args, names)?;
    let code = imports::construct(this.slot(), count, outgoing.address()?);
    outgoing.sent();
    result(this.py(), code)
}

/// Writes arguments; the values of `names` come last in `args`. Gives how many JavaScript gets.
fn arguments<'py>(
    args: &[Borrowed<'_, 'py, PyAny>],
    names: Option<&Bound<'py, PyTuple>>,
) -> PyResult<(Outgoing<'py>, u32)> {
    let mut outgoing = Outgoing::default();
    let named = names.map_or(0, |names| names.as_borrowed().len());
    let (positional, keyword) = args.split_at(args.len() - named);
    for arg in positional {
        outgoing.add(arg)?;
    }
    let mut count = u32::try_from(positional.len())?;
    if let Some(names) = names.filter(|_| named > 0) {
        outgoing.open_dict(u32::try_from(named)?);
        for (name, arg) in names.iter().zip(keyword) {
            outgoing.add(&name)?;
            outgoing.add(arg)?;
        }
        count += 1;
    }
    Ok((outgoing, count))
}

/// Calls the Python object of a handle with so many arguments, whose records are at an address.
///
/// # Errors
/// Whatever the object raises.
pub fn call_object(py: Python<'_>, handle: Handle, count: u32, address: u32) -> PyResult<Answer> {
    // The arguments first: whatever happens, what their records own must be taken over.
    let args = values(py, count, address)?;
    let callee = py_proxy::object(py, handle)?;
    let made = vectorcall(&callee, &args)?;
    // Dropping arguments may run code that crosses; the answer is written after that.
    drop(args);
    answer(&made)
}

/// The answer of an export that gives nothing.
#[must_use]
pub fn nothing() -> Answer {
    Answer::Record(Record::new(Tag::Undefined))
}
