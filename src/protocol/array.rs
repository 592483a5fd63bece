//! Arrays: a `collections.abc.MutableSequence`, and what is like one and can only be read.

use pyo3::exceptions::{PyIndexError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PySlice, PyString};

use super::item;
use super::js_proxy::{JsProxy, js_proxy};
use crate::convert::js_to_py::{is_nothing, outcome, result, value};
use crate::convert::py_to_js::Outgoing;
use crate::ffi::imports;
use crate::ffi::js_proxy::JsProxyRef;
use crate::ffi::object::{int_as_i64, slice_bounds};
use crate::ffi::record::{Record, Tag};
use crate::handle::state;
use crate::semantics::Semantics;

/// More elements at once end the whole process in some engines, where memory is short.
const MOST_REPEATED: i64 = 1 << 26;

/// An Array: a `collections.abc.MutableSequence`.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsArray;

#[pymethods]
impl JsArray {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        get(js_proxy(slf.as_any())?, key)
    }

    fn __setitem__(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        set(js_proxy(slf.as_any())?, key, value)
    }

    fn __delitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        delete(js_proxy(slf.as_any())?, key)
    }

    fn __contains__(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(find(js_proxy(slf.as_any())?, value, 0, i64::MAX)?.is_some())
    }

    fn __reversed__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reversed(slf.as_any())
    }

    fn __add__<'py>(
        slf: &Bound<'py, Self>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = js_proxy(slf.as_any())?;
        let mut outgoing = elements(other)?;
        let code = imports::concatenate(this.slot(), outgoing.address()?);
        outgoing.sent();
        result(this.py(), code)
    }

    fn __iadd__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<()> {
        extend(js_proxy(slf.as_any())?, other)
    }

    fn __mul__<'py>(slf: &Bound<'py, Self>, times: i64) -> PyResult<Bound<'py, PyAny>> {
        let this = js_proxy(slf.as_any())?;
        result(
            this.py(),
            imports::repeat(this.slot(), length_times(this, times)?),
        )
    }

    fn __rmul__<'py>(slf: &Bound<'py, Self>, times: i64) -> PyResult<Bound<'py, PyAny>> {
        Self::__mul__(slf, times)
    }

    fn __imul__(slf: &Bound<'_, Self>, times: i64) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        let times = length_times(this, times)?;
        change(this, imports::repeat_in_place(this.slot(), times))
    }

    /// Add an element at the end.
    fn append(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        insert(js_proxy(slf.as_any())?, i32::MAX, value)
    }

    /// Add the elements of an iterable at the end.
    fn extend(slf: &Bound<'_, Self>, values: &Bound<'_, PyAny>) -> PyResult<()> {
        extend(js_proxy(slf.as_any())?, values)
    }

    /// Add an element before the one at an index.
    fn insert(slf: &Bound<'_, Self>, index: i64, value: &Bound<'_, PyAny>) -> PyResult<()> {
        insert(js_proxy(slf.as_any())?, bound(index), value)
    }

    /// Take the element at an index out, by default the last, and return it.
    ///
    /// Raises IndexError when there is none.
    #[pyo3(signature = (index = -1, /))]
    fn pop<'py>(slf: &Bound<'py, Self>, index: i64) -> PyResult<Bound<'py, PyAny>> {
        pop(js_proxy(slf.as_any())?, index, "pop index out of range")
    }

    /// Take the first element out that is equal to a value.
    ///
    /// Raises ValueError when there is none.
    fn remove(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        let index = find(this, value, 0, i64::MAX)?.ok_or_else(|| not_in_array(value))?;
        pop(this, index, "the Array became shorter").map(drop)
    }

    /// Remove all elements.
    fn clear(slf: &Bound<'_, Self>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        change(this, imports::delete_slice(this.slot(), 0, i32::MAX, 1))
    }

    /// Return the index of the first element that is equal to a value.
    ///
    /// Raises ValueError when there is none between start and stop.
    #[pyo3(signature = (value, start = 0, stop = i64::MAX, /))]
    fn index(
        slf: &Bound<'_, Self>,
        value: &Bound<'_, PyAny>,
        start: i64,
        stop: i64,
    ) -> PyResult<i64> {
        let this = js_proxy(slf.as_any())?;
        let from = from_start(this, start)?;
        let to = from_start(this, stop)?;
        find(this, value, from, to)?.ok_or_else(|| not_in_array(value))
    }

    /// Return how many elements are equal to a value.
    fn count(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        let this = js_proxy(slf.as_any())?;
        if !compares_in_javascript(value)? {
            let mut count = 0;
            for element in this.object().try_iter()? {
                count += usize::from(element?.eq(value)?);
            }
            return Ok(count);
        }
        let mut outgoing = Outgoing::default();
        outgoing.add_uncopied(value)?;
        let code = imports::count_equal(this.slot(), outgoing.address()?);
        outgoing.sent();
        result(this.py(), code)?.extract()
    }

    /// Turn the order of the elements around.
    fn reverse(slf: &Bound<'_, Self>) -> PyResult<()> {
        let this = js_proxy(slf.as_any())?;
        change(this, imports::reverse(this.slot()))
    }
}

/// What is iterable and has a length, as a NodeList does.
#[pyclass(module = "jaspy.ffi", extends = JsProxy, frozen, generic, subclass, immutable_type)]
pub struct JsArrayLike;

#[pymethods]
impl JsArrayLike {
    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        get(js_proxy(slf.as_any())?, key)
    }

    fn __contains__(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(find_by_python(js_proxy(slf.as_any())?, value, 0, i64::MAX)?.is_some())
    }

    fn __reversed__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reversed(slf.as_any())
    }
}

/// An iterator over the elements from the last to the first, as they are now.
fn reversed<'py>(this: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let elements = PyList::empty(this.py());
    for element in this.try_iter()? {
        elements.append(element?)?;
    }
    elements.call_method0(pyo3::intern!(this.py(), "__reversed__"))
}

/// What a key of a sequence means.
enum Key<'py> {
    Index(i64),
    Slice(Bound<'py, PySlice>),
    /// The name of a property, which classic semantics know as an item of any object.
    Property,
}

/// What most keys are: an int of no class of its own, without a detour by `__index__`.
#[inline]
fn exact_index(key: &Bound<'_, PyAny>) -> Option<i64> {
    key.cast_exact::<PyInt>().ok().and_then(int_as_i64)
}

impl<'py> Key<'py> {
    fn of(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Some(index) = exact_index(key) {
            return Ok(Self::Index(index));
        }
        if let Ok(slice) = key.cast::<PySlice>() {
            return Ok(Self::Slice(slice.clone()));
        }
        match key.extract() {
            Ok(index) => Ok(Self::Index(index)),
            Err(error) if error.is_instance_of::<PyOverflowError>(this.py()) => {
                let name = key.get_type().name()?;
                let text = format!("cannot fit '{name}' into an index-sized integer");
                Err(PyIndexError::new_err(text))
            }
            Err(error) if !error.is_instance_of::<PyTypeError>(this.py()) => Err(error),
            Err(_) => match state::semantics() {
                Semantics::Classic if key.is_instance_of::<PyString>() => Ok(Self::Property),
                _ => Err(PyTypeError::new_err(format!(
                    "Array indices must be integers or slices, not {}",
                    key.get_type().name()?
                ))),
            },
        }
    }
}

/// `x[key]` of an Array, a typed array or what is like one.
///
/// # Errors
/// IndexError; TypeError for a key that means nothing.
#[inline]
pub fn get<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    match exact_index(key) {
        Some(index) => element(this, index),
        None => get_by_key(this, key),
    }
}

#[inline(never)]
fn get_by_key<'py>(
    this: JsProxyRef<'_, 'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    match Key::of(this, key)? {
        Key::Index(index) => element(this, index),
        Key::Slice(slice) => {
            let (start, stop, step) = slice_bounds(&slice)?;
            result(
                this.py(),
                imports::get_slice(this.slot(), start, stop, step),
            )
        }
        Key::Property => item::get_js_item(this, key),
    }
}

#[inline]
fn element<'py>(this: JsProxyRef<'_, 'py>, index: i64) -> PyResult<Bound<'py, PyAny>> {
    let code = imports::get_index(this.slot(), number(index));
    if code == Tag::OutOfRange as u32 {
        return Err(PyIndexError::new_err(format!(
            "the index {index} is out of range"
        )));
    }
    result(this.py(), code)
}

/// `x[key] = value` of an Array.
///
/// # Errors
/// IndexError; ValueError for a slice of another size; TypeError for a key that means nothing, and
/// for what cannot be changed.
pub fn set<'py>(
    this: JsProxyRef<'_, 'py>,
    key: &Bound<'py, PyAny>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    match Key::of(this, key)? {
        Key::Index(index) => set_index(this, index, value),
        Key::Slice(slice) => set_slice(this, &slice, value),
        Key::Property => item::set_js_item(this, key, value),
    }
}

/// `del x[key]` of an Array, which closes the gap.
///
/// # Errors
/// IndexError; TypeError for a key that means nothing, and for what cannot be changed.
pub fn delete<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<()> {
    match Key::of(this, key)? {
        Key::Index(index) => pop(this, index, "assignment index out of range").map(drop),
        Key::Slice(slice) => {
            let (start, stop, step) = slice_bounds(&slice)?;
            change(this, imports::delete_slice(this.slot(), start, stop, step))
        }
        Key::Property => item::delete_js_item(this, key),
    }
}

/// `x[index] = value`.
///
/// # Errors
/// IndexError; TypeError for what cannot be changed.
pub fn set_index(this: JsProxyRef<'_, '_>, index: i64, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut outgoing = Outgoing::default();
    outgoing.add(value)?;
    let code = imports::set_index(this.slot(), number(index), outgoing.address()?);
    outgoing.sent();
    if is_nothing(code) {
        return Ok(());
    }
    match outcome(this.py(), code)? {
        (Tag::OutOfRange, _) => Err(PyIndexError::new_err(format!(
            "the index {index} is out of range"
        ))),
        (tag, _) => refuse(tag),
    }
}

fn set_slice<'py>(
    this: JsProxyRef<'_, 'py>,
    slice: &Bound<'py, PySlice>,
    values: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let py = this.py();
    let (start, stop, step) = slice_bounds(slice)?;
    let count = match values.len() {
        Ok(count) => Some(count),
        Err(error) if error.is_instance_of::<PyTypeError>(py) => None,
        Err(error) => return Err(error),
    };
    let mut outgoing = elements(values).map_err(|error| match values.try_iter() {
        Ok(_) => error,
        Err(_) if step == 1 => PyTypeError::new_err("can only assign an iterable"),
        Err(_) => PyTypeError::new_err("must assign iterable to extended slice"),
    })?;
    let code = imports::set_slice(this.slot(), start, stop, step, outgoing.address()?);
    outgoing.sent();
    match outcome(py, code)? {
        (Tag::OutOfRange, record) => Err(PyValueError::new_err(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            count.map_or_else(|| "another".to_owned(), |count| count.to_string()),
            record.as_number()
        ))),
        (tag, _) => refuse(tag),
    }
}

fn extend(this: JsProxyRef<'_, '_>, values: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut outgoing = elements(values)?;
    let (slot, end) = (this.slot(), i32::MAX);
    let code = imports::set_slice(slot, end, end, 1, outgoing.address()?);
    outgoing.sent();
    change(this, code)
}

fn insert(this: JsProxyRef<'_, '_>, index: i32, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut outgoing = Outgoing::default();
    outgoing.open_array(1);
    outgoing.add(value)?;
    let code = imports::set_slice(this.slot(), index, index, 1, outgoing.address()?);
    outgoing.sent();
    change(this, code)
}

fn pop<'py>(
    this: JsProxyRef<'_, 'py>,
    index: i64,
    out_of_range: &'static str,
) -> PyResult<Bound<'py, PyAny>> {
    match outcome(this.py(), imports::pop(this.slot(), number(index)))? {
        (Tag::Missing, _) => Err(PyIndexError::new_err("pop from empty Array")),
        (Tag::OutOfRange, _) => Err(PyIndexError::new_err(out_of_range)),
        (Tag::Refused, _) => Err(frozen()),
        (_, record) => Ok(value(this.py(), &record)?),
    }
}

/// Writes an Array: the JavaScript one that Python names, or one of an iterable's elements.
fn elements<'py>(values: &Bound<'py, PyAny>) -> PyResult<Outgoing<'py>> {
    let mut outgoing = Outgoing::default();
    if values.is_instance_of::<JsArray>()
        && let Some(array) = JsProxyRef::of(values.as_borrowed())
    {
        outgoing.push(Record::pair(Tag::Reference, array.slot(), 0));
        return Ok(outgoing);
    }
    let list = PyList::empty(values.py());
    for element in values.try_iter()? {
        list.append(element?)?;
    }
    outgoing.open_array(u32::try_from(list.len())?);
    for element in list.iter() {
        outgoing.add(&element)?;
    }
    // Nobody else may hold what the iterable has made.
    outgoing.keep_object(list.into_any());
    Ok(outgoing)
}

/// The index of the first element from one index to another that equals a value.
fn find(
    this: JsProxyRef<'_, '_>,
    wanted: &Bound<'_, PyAny>,
    from: i64,
    to: i64,
) -> PyResult<Option<i64>> {
    if !compares_in_javascript(wanted)? {
        return find_by_python(this, wanted, from, to);
    }
    let mut outgoing = Outgoing::default();
    outgoing.add_uncopied(wanted)?;
    let code = imports::find(this.slot(), outgoing.address()?, number(from), number(to));
    outgoing.sent();
    match outcome(this.py(), code)? {
        (Tag::Missing, _) => Ok(None),
        #[expect(clippy::cast_possible_truncation, reason = "it is an index")]
        (_, record) => Ok(Some(record.as_number() as i64)),
    }
}

/// Whether JavaScript finds what is equal to a value: an object of Python's has an `__eq__`.
fn compares_in_javascript(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let mut outgoing = Outgoing::default();
    outgoing.add_immutable(value)
}

fn find_by_python(
    this: JsProxyRef<'_, '_>,
    wanted: &Bound<'_, PyAny>,
    from: i64,
    to: i64,
) -> PyResult<Option<i64>> {
    for (index, element) in (0..to).zip(this.object().try_iter()?) {
        if index >= from && element?.eq(wanted)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// An index that may be negative, counted from the start.
fn from_start(this: JsProxyRef<'_, '_>, index: i64) -> PyResult<i64> {
    if index >= 0 {
        return Ok(index);
    }
    let length = i64::try_from(item::js_length(this)?)?;
    Ok((index + length).max(0))
}

/// How often to repeat an Array: negative numbers mean never, and there is a longest Array.
fn length_times(this: JsProxyRef<'_, '_>, times: i64) -> PyResult<u32> {
    let length = i64::try_from(item::js_length(this)?)?;
    let times = if length == 0 { 0 } else { times.max(0) };
    match length.checked_mul(times) {
        Some(product) if product <= MOST_REPEATED => Ok(u32::try_from(times)?),
        _ => Err(PyOverflowError::new_err(format!(
            "an Array cannot have {length} times {times} elements"
        ))),
    }
}

/// The end of an operation that changes an Array and gives nothing.
fn change(this: JsProxyRef<'_, '_>, code: u32) -> PyResult<()> {
    let (tag, _) = outcome(this.py(), code)?;
    refuse(tag)
}

fn refuse(tag: Tag) -> PyResult<()> {
    match tag {
        Tag::Refused => Err(frozen()),
        _ => Ok(()),
    }
}

fn frozen() -> PyErr {
    PyTypeError::new_err("JavaScript refuses to change the Array: it is frozen or read-only")
}

fn not_in_array(value: &Bound<'_, PyAny>) -> PyErr {
    let shown = value.repr().map_or_else(
        |_| "the value".to_owned(),
        |text| text.to_string_lossy().into_owned(),
    );
    PyValueError::new_err(format!("{shown} is not in the Array"))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "beyond 2^53 every index is out of range"
)]
fn number(index: i64) -> f64 {
    index as f64
}

fn bound(index: i64) -> i32 {
    i32::try_from(index).unwrap_or(if index < 0 { i32::MIN } else { i32::MAX })
}
