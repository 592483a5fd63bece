//! Deep conversion to JavaScript: `to_js` and `toJs`.
//!
//! Without converters one sequence of records holds all. What a converter is to be asked for is
//! written by its address only; JavaScript calls the converter when it comes to it, and may come
//! back for more. All that is known by its address is kept until the conversion ends.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFrozenSet, PyList, PySet, PyTuple};
use std::cell::{Cell, RefCell};

use super::buffer::{self, Memory};
use super::container;
use super::deep_to_py::written;
use super::js_to_py;
use super::py_to_js::{Answer, Outgoing};
use crate::error::ConversionError;
use crate::ffi::object::{address, at_address};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::{area, imports};
use crate::handle::{Handle, state};
use crate::proxy::{js_proxy, py_proxy};

include!(concat!(env!("OUT_DIR"), "/deep-option.rs"));

/// How a deep conversion goes about an object.
#[derive(Clone, Copy, Debug)]
pub struct Deep {
    /// How many levels are converted; below 0, all.
    depth: i32,
    /// A set of [`DeepOption`]s.
    options: u32,
    /// Whether the eager converter has been asked for the first value.
    was_eager: bool,
}

impl Deep {
    /// A conversion of so many levels, with a set of [`DeepOption`]s.
    #[must_use]
    pub const fn new(depth: i32, options: u32) -> Self {
        Self {
            depth,
            options,
            was_eager: false,
        }
    }

    const fn has(self, option: DeepOption) -> bool {
        self.options & option as u32 != 0
    }

    /// Whether converters run while JavaScript reads the records.
    #[must_use]
    pub const fn runs_code(self) -> bool {
        self.has(DeepOption::Dict) || self.has(DeepOption::Default) || self.has(DeepOption::Eager)
    }
}

/// Writes what has no value of its own in JavaScript.
///
/// # Errors
/// As [`Outgoing::add`]; ConversionError for what has no conversion where it must not be shared.
pub fn add<'py>(out: &mut Outgoing<'py>, deep: Deep, value: &Bound<'py, PyAny>) -> PyResult<()> {
    let left = match u32::try_from(deep.depth) {
        Ok(depth) => depth
            .saturating_sub(u32::try_from(out.depth())?)
            .cast_signed(),
        Err(_) => -1,
    };
    if left == 0 {
        return share(out, deep, value);
    }
    let was_eager = deep.was_eager && out.is_empty();
    if deep.has(DeepOption::Eager) && !was_eager {
        ask(out, value, left, DeepOption::Eager);
        return Ok(());
    }
    if let Ok(list) = value.cast::<PyList>() {
        container::list_to_js(out, list)
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        container::tuple_to_js(out, tuple)
    } else if let Ok(dict) = value.cast::<PyDict>() {
        if deep.has(DeepOption::Dict) {
            container::pairs_to_js(out, dict)
        } else {
            container::dict_to_js(out, dict)
        }
    } else if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
        container::set_to_js(out, value)
    } else if buffer::to_js(out, value, Memory::Copied)? {
        Ok(())
    } else if deep.has(DeepOption::Default) {
        ask(out, value, left, DeepOption::Default);
        Ok(())
    } else {
        share(out, deep, value)
    }
}

/// Writes an object that a converter is to be asked for.
fn ask<'py>(out: &mut Outgoing<'py>, value: &Bound<'py, PyAny>, left: i32, option: DeepOption) {
    let is_eager = u32::from(option == DeepOption::Eager);
    let record = Record::pair(Tag::Other, address(value), left.cast_unsigned());
    out.push(record.with_extra(is_eager));
}

/// Writes an object that has no conversion.
fn share<'py>(out: &mut Outgoing<'py>, deep: Deep, value: &Bound<'py, PyAny>) -> PyResult<()> {
    if deep.has(DeepOption::NoProxies) {
        return Err(ConversionError::new_err(format!(
            "no conversion to JavaScript is known for {}, and create_pyproxies is False",
            value.repr()?
        )));
    }
    out.add_shared(value);
    Ok(())
}

/// What Python gives to `to_js`.
#[derive(Default)]
pub struct Converters {
    /// Makes something of the pairs of a dict.
    pub dict: Option<Py<PyAny>>,
    /// Is asked for what has no conversion.
    pub default: Option<Py<PyAny>>,
    /// Is asked for every object first.
    pub eager: Option<Py<PyAny>>,
}

impl Converters {
    fn options(&self) -> u32 {
        let option = |converter: &Option<Py<PyAny>>, option: DeepOption| {
            if converter.is_some() {
                option as u32
            } else {
                0
            }
        };
        option(&self.dict, DeepOption::Dict)
            | option(&self.default, DeepOption::Default)
            | option(&self.eager, DeepOption::Eager)
    }
}

/// Rust's half of a deep conversion, which JavaScript names by a handle.
#[pyclass(module = "_jaspy", frozen, unsendable)]
struct Context {
    /// The slot of JavaScript's half, which outlives the conversion.
    javascript: u32,
    deep: Deep,
    /// Given back at the end: a converter may hold what holds this.
    converters: RefCell<Converters>,
    /// What is known by its address.
    kept: RefCell<Vec<Py<PyAny>>>,
    has_ended: Cell<bool>,
}

impl Context {
    fn new(javascript: u32, deep: Deep, converters: Converters) -> Self {
        Self {
            javascript,
            deep,
            converters: RefCell::new(converters),
            kept: RefCell::new(Vec::new()),
            has_ended: Cell::new(false),
        }
    }

    /// Lets JavaScript's half know this one for as long as `action` takes.
    fn run<'py, R>(
        self,
        py: Python<'py>,
        action: impl FnOnce(&Bound<'py, Self>) -> PyResult<R>,
    ) -> PyResult<R> {
        let context = Bound::new(py, self)?;
        let handle = state::hold_object(context.clone().into_any().unbind());
        imports::deep_context(context.borrow().javascript, handle.slot(), handle.version());
        let result = action(&context);
        let this = context.borrow();
        this.has_ended.set(true);
        let kept = this.kept.take();
        let converters = this.converters.take();
        drop(state::release_object(handle));
        // Last: their going may run code.
        drop((kept, converters));
        result
    }

    /// Writes a value and has JavaScript read it.
    fn send(
        &self,
        value: &Bound<'_, PyAny>,
        deep: Deep,
        read: fn(u32, u32) -> u32,
    ) -> PyResult<(Tag, Record)> {
        let mut outgoing = Outgoing::deep(deep);
        outgoing.add(value)?;
        self.hand_over(value.py(), outgoing, read)
    }

    fn hand_over(
        &self,
        py: Python<'_>,
        mut outgoing: Outgoing<'_>,
        read: fn(u32, u32) -> u32,
    ) -> PyResult<(Tag, Record)> {
        let code = read(self.javascript, outgoing.address()?);
        outgoing.sent();
        let result = written(py, code);
        if self.deep.runs_code() {
            let kept = outgoing.take_kept().into_iter().map(Bound::unbind);
            self.kept.borrow_mut().extend(kept);
        }
        result
    }

    /// Gives JavaScript what a converter of Python's has made.
    fn give(&self, made: &Bound<'_, PyAny>) -> PyResult<Answer> {
        let mut outgoing = Outgoing::deep(self.deep);
        if !outgoing.add_immutable(made)? {
            share(&mut outgoing, self.deep, made)?;
        }
        self.hand_over(made.py(), outgoing, imports::deep_deliver)?;
        Ok(Answer::Delivered)
    }

    /// One of Python's converters.
    fn converter<'py>(
        &self,
        py: Python<'py>,
        choose: impl FnOnce(&Converters) -> &Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let converters = self.converters.borrow();
        let converter = choose(&converters).as_ref();
        converter
            .map(|converter| converter.bind(py).clone())
            .ok_or_else(|| PyTypeError::new_err("this conversion has no such converter"))
    }

    fn check(&self) -> PyResult<()> {
        if self.has_ended.get() {
            return Err(PyRuntimeError::new_err("this conversion has ended"));
        }
        Ok(())
    }
}

/// Converts a Python object to JavaScript; `pyproxies` gets the PyProxies that are made.
///
/// # Errors
/// As [`add`]; what converters raise and throw.
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

/// Runs a converter of Python's for the object at an address, which the conversion keeps.
///
/// # Errors
/// What the converter raises; as [`add`].
pub fn run_converter(
    py: Python<'_>,
    context: Handle,
    which: u32,
    address: u32,
    depth: i32,
) -> PyResult<Answer> {
    let context = context_of(py, context)?;
    let is_eager = which == DeepOption::Eager as u32;
    let converter = context.borrow().converter(py, |converters| {
        if is_eager {
            &converters.eager
        } else {
            &converters.default
        }
    })?;
    let value = at_address(py, address);
    let convert = Convert {
        context: context.clone().unbind(),
        value: value.clone().unbind(),
        depth,
        is_eager,
    };
    let cache = CacheConversion {
        context: context.clone().unbind(),
    };
    let made = converter.call1((value, convert, cache))?;
    context.borrow().give(&made)
}

/// Runs a converter of Python's for the pairs of a dict, which are in the first record.
///
/// # Errors
/// What the converter raises; as [`add`].
pub fn run_dict_converter(py: Python<'_>, context: Handle) -> PyResult<Answer> {
    let pairs = js_to_py::value(py, &area::result())?;
    let context = context_of(py, context)?;
    let converter = context
        .borrow()
        .converter(py, |converters| &converters.dict)?;
    let made = converter.call1((pairs,))?;
    context.borrow().give(&made)
}

fn context_of(py: Python<'_>, handle: Handle) -> PyResult<Bound<'_, Context>> {
    let Some(context) = state::object(py, handle) else {
        return Err(PyRuntimeError::new_err("this conversion has ended"));
    };
    Ok(context.cast_into::<Context>()?)
}

/// Converts a part of an object that a converter is asked about, as the whole is converted.
#[pyclass(module = "jaspy.ffi", name = "ConvertToJs", frozen, unsendable)]
struct Convert {
    context: Py<Context>,
    /// What the converter was asked for.
    value: Py<PyAny>,
    depth: i32,
    is_eager: bool,
}

#[pymethods]
impl Convert {
    fn __call__<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = value.py();
        let context = self.context.bind(value.py()).borrow();
        context.check()?;
        if Outgoing::default().add_immutable(value)? {
            return Ok(value.clone());
        }
        let is_itself = self.value.is(value);
        let deep = Deep {
            depth: if is_itself || self.depth < 0 {
                self.depth
            } else {
                self.depth - 1
            },
            was_eager: self.is_eager && is_itself,
            ..context.deep
        };
        let (_, record) = context.send(value, deep, imports::deep_read)?;
        Ok(js_to_py::value(py, &record)?)
    }
}

/// Remembers what an object was converted to, before its parts are: they may refer to it.
#[pyclass(module = "jaspy.ffi", name = "CacheConversionToJs", frozen, unsendable)]
struct CacheConversion {
    context: Py<Context>,
}

#[pymethods]
impl CacheConversion {
    fn __call__(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        let context = self.context.bind(value.py()).borrow();
        context.check()?;
        let mut outgoing = Outgoing::default();
        outgoing.add_uncopied(converted)?;
        context.kept.borrow_mut().push(value.clone().unbind());
        imports::deep_cache(context.javascript, address(value), outgoing.address()?);
        Ok(())
    }
}
