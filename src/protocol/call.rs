//! Calls in both directions.

use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyTuple};

use super::awaitable::started_result;
use super::inspect;
use super::js_method::JsMethod;
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{arguments_of, result, values};
use crate::convert::py_to_js::{Answer, Outgoing, answer};
use crate::ffi::arguments::Arguments;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::record::{Record, Tag};
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// A function.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsCallable;

#[pymethods]
impl JsCallable {
    /// A function in a Python class is a method of its instances.
    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        instance: Option<&Bound<'py, PyAny>>,
        _owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match instance {
            Some(instance) => {
                let method = JsMethod::new(slf.as_any(), instance);
                Ok(Bound::new(slf.py(), method)?.into_any())
            }
            None => Ok(slf.clone().into_any()),
        }
    }

    /// What stands for a JavaScript class as the base of a Python `class` statement (PEP 560).
    fn __mro_entries__<'py>(
        slf: &Bound<'py, Self>,
        bases: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import(pyo3::intern!(py, "jaspy._js_class"))?
            .call_method1(pyo3::intern!(py, "entries"), (slf, bases))
    }

    /// `object instanceof x`.
    fn __instancecheck__<'py>(
        slf: &Bound<'py, Self>,
        object: &Bound<'py, PyAny>,
    ) -> PyResult<bool> {
        inspect::is_instance(js_proxy(slf.as_any())?, object)
    }
}

/// What the first record of a call's arguments is, in the place of a slot for `this`.
const NO_THIS: i32 = -1;
const THIS_IS_FIRST: i32 = -2;

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
    let mut outgoing = Outgoing::default();
    let count = arguments(&mut outgoing, args, names)?;
    let receiver = this.bound_slot().map_or(NO_THIS, u32::cast_signed);
    let code = imports::call(this.slot(), receiver, count, outgoing.address()?);
    outgoing.sent();
    result(this.py(), code)
}

/// Calls a function with the PyProxy of a Python object as `this`, which is made for the call as
/// those of arguments are.
///
/// # Errors
/// As [`call_function`].
pub fn call_method<'py>(
    function: JsProxyRef<'_, 'py>,
    instance: &Bound<'py, PyAny>,
    args: &[Borrowed<'_, 'py, PyAny>],
    names: Option<&Bound<'py, PyTuple>>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut outgoing = Outgoing::default();
    // Never a copy or a converted value, whatever its class derives from.
    outgoing.add_shared(instance);
    let count = 1 + arguments(&mut outgoing, args, names)?;
    let code = imports::call(function.slot(), THIS_IS_FIRST, count, outgoing.address()?);
    outgoing.sent();
    result(function.py(), code)
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
    let mut outgoing = Outgoing::default();
    let count = arguments(&mut outgoing, args, names)?;
    let code = imports::construct(this.slot(), count, outgoing.address()?);
    outgoing.sent();
    result(this.py(), code)
}

/// Writes arguments; the values of `names` come last in `args`. Gives how many JavaScript gets.
fn arguments<'py>(
    outgoing: &mut Outgoing<'py>,
    args: &[Borrowed<'_, 'py, PyAny>],
    names: Option<&Bound<'py, PyTuple>>,
) -> PyResult<u32> {
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
    Ok(count)
}

/// Calls the Python object of a handle with so many arguments, whose records are at an address.
///
/// # Errors
/// Whatever the object raises.
#[inline]
pub fn call_object(py: Python<'_>, handle: Handle, count: u32, address: u32) -> PyResult<Answer> {
    // The arguments first: whatever happens, what their records own must be taken over.
    let mut args = Arguments::new(py);
    arguments_of(py, &mut args, count, address)?;
    let callee = py_proxy::object(py, handle)?;
    let made = started_result(&callee, args.call(&callee)?)?;
    // Dropping arguments may run code that crosses; the answer is written after that.
    drop(args);
    answer(&made)
}

/// Calls the Python object of a handle with so many arguments and so many more by name, whose
/// records are at an address: arguments, values, names. A relaxed call leaves out what the object
/// has no parameters for.
///
/// # Errors
/// Whatever the object raises.
pub fn call_with(
    py: Python<'_>,
    handle: Handle,
    [positional, named]: [u32; 2],
    is_relaxed: bool,
    address: u32,
) -> PyResult<Answer> {
    // The arguments first: whatever happens, what their records own must be taken over.
    let mut args = values(py, positional + 2 * named, address)?.into_vec();
    let names = args.split_off((positional + named) as usize);
    let named = args.split_off(positional as usize);
    let kwargs = names.into_iter().zip(named).into_py_dict(py)?;
    let mut callee = py_proxy::object(py, handle)?;
    if is_relaxed {
        args.insert(0, callee);
        let relaxed = py.import(pyo3::intern!(py, "jaspy._relaxed"))?;
        callee = relaxed.getattr(pyo3::intern!(py, "relaxed_call"))?;
    }
    let made = callee.call(PyTuple::new(py, args)?, Some(&kwargs))?;
    let made = started_result(&callee, made)?;
    drop(kwargs);
    answer(&made)
}

/// The answer of an export that gives nothing.
#[must_use]
pub fn nothing() -> Answer {
    Answer::Record(Record::new(Tag::Undefined))
}
