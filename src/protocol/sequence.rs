//! Sequences: Python's seen from JavaScript as an Array is.
//!
//! Elements that are moved are moved in Python: a conversion there and back would copy some.

use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::call::nothing;
use crate::convert::js_to_py::{value, values};
use crate::convert::json::{Form, answer_array, answer_as};
use crate::convert::py_to_js::Answer;
use crate::ffi::area;
use crate::ffi::record::{Record, Tag};
use crate::ffi::vector;
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// `sequence[index]`, counted from the end where negative; nothing where there is no such element.
///
/// # Errors
/// Whatever the sequence raises but IndexError.
pub fn get_index(py: Python<'_>, handle: Handle, index: i32, form: Form) -> PyResult<Answer> {
    let sequence = py_proxy::object(py, handle)?;
    match item(&sequence, index as isize) {
        Ok(found) => answer_as(&found, form),
        Err(error) if error.is_instance_of::<PyIndexError>(py) => {
            Ok(Answer::Record(Record::new(Tag::Missing)))
        }
        Err(error) => Err(error),
    }
}

/// `sequence[index] = value`, with the value in the first record; says where it is out of range.
///
/// # Errors
/// Whatever the sequence raises but IndexError.
pub fn set_index(py: Python<'_>, handle: Handle, index: i32) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    in_range(py, py_proxy::object(py, handle)?.set_item(index, given))
}

/// `del sequence[index]`; says where it is out of range.
///
/// # Errors
/// Whatever the sequence raises but IndexError.
pub fn delete_index(py: Python<'_>, handle: Handle, index: i32) -> PyResult<Answer> {
    in_range(py, py_proxy::object(py, handle)?.del_item(index))
}

/// The elements from one index to before another, as `Array.prototype.slice` counts them.
///
/// # Errors
/// Whatever the sequence raises.
pub fn slice(py: Python<'_>, handle: Handle, start: f64, end: f64, form: Form) -> PyResult<Answer> {
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    let found = items(&sequence, relative(start, length), relative(end, length))?;
    answer_array(py, &found, form)
}

/// Puts so many values, whose records are at an address, before an index. Gives the new length.
///
/// # Errors
/// Whatever the sequence raises.
pub fn insert(
    py: Python<'_>,
    handle: Handle,
    index: f64,
    count: u32,
    address: u32,
) -> PyResult<Answer> {
    let given = values(py, count, address)?;
    let sequence = py_proxy::object(py, handle)?;
    let at = relative(index, sequence.len()?);
    replace(&sequence, at, 0, &given)?;
    drop(given);
    Ok(number_answer(sequence.len()?))
}

/// Takes out the element at an index, counted from the end where negative; nothing where there is
/// no such element.
///
/// # Errors
/// Whatever the sequence raises but IndexError.
pub fn take(py: Python<'_>, handle: Handle, index: i32, form: Form) -> PyResult<Answer> {
    let sequence = py_proxy::object(py, handle)?;
    match item(&sequence, index as isize) {
        Ok(found) => {
            sequence.del_item(index)?;
            answer_as(&found, form)
        }
        Err(error) if error.is_instance_of::<PyIndexError>(py) => {
            Ok(Answer::Record(Record::new(Tag::Missing)))
        }
        Err(error) => Err(error),
    }
}

/// Takes out so many elements from an index on, puts in so many values, whose records are at an
/// address, and gives what was taken out.
///
/// # Errors
/// Whatever the sequence raises.
pub fn splice(
    py: Python<'_>,
    handle: Handle,
    [start, removed]: [f64; 2],
    count: u32,
    address: u32,
    form: Form,
) -> PyResult<Answer> {
    let given = values(py, count, address)?;
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    let start = relative(start, length);
    let removed = relative(removed.max(0.0), length - start);
    let found = items(&sequence, start, start + removed)?;
    replace(&sequence, start, removed, &given)?;
    drop(given);
    answer_array(py, &found, form)
}

/// `sequence.reverse()`.
///
/// # Errors
/// Whatever the sequence raises.
pub fn reverse(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    py_proxy::object(py, handle)?.call_method0(pyo3::intern!(py, "reverse"))?;
    Ok(nothing())
}

/// Brings the elements into another order: so many indices, which are at an address.
///
/// # Errors
/// ValueError where the sequence has got another length; whatever it raises.
pub fn reorder(py: Python<'_>, handle: Handle, count: u32, address: u32) -> PyResult<Answer> {
    let order = area::read_numbers(address, count);
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    let old = items(&sequence, 0, length)?;
    let new = order
        .iter()
        .map(|index| old.get(*index as usize).cloned())
        .collect::<Option<Vec<_>>>()
        .filter(|new| new.len() == length)
        .ok_or_else(|| PyValueError::new_err("the sequence was changed while it was sorted"))?;
    replace(&sequence, 0, length, &new)?;
    Ok(nothing())
}

/// Sets the elements from one index to before another to the value in the first record.
///
/// # Errors
/// Whatever the sequence raises.
pub fn fill(py: Python<'_>, handle: Handle, start: f64, end: f64) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    for index in relative(start, length)..relative(end, length) {
        sequence.set_item(index, &given)?;
    }
    Ok(nothing())
}

/// Copies the elements from one index to before another over those from a third on.
///
/// # Errors
/// Whatever the sequence raises.
pub fn copy_within(
    py: Python<'_>,
    handle: Handle,
    target: f64,
    start: f64,
    end: f64,
) -> PyResult<Answer> {
    let sequence = py_proxy::object(py, handle)?;
    let length = sequence.len()?;
    let copied = items(&sequence, relative(start, length), relative(end, length))?;
    for (index, element) in (relative(target, length)..length).zip(copied) {
        sequence.set_item(index, element)?;
    }
    Ok(nothing())
}

/// The element at an index.
pub(super) fn item<'py>(sequence: &Bound<'py, PyAny>, index: isize) -> PyResult<Bound<'py, PyAny>> {
    if index >= 0
        && let Ok(list) = sequence.cast_exact::<PyList>()
    {
        return list.get_item(index.cast_unsigned());
    }
    sequence.get_item(index)
}

/// The elements from one index to before another; fewer where the sequence ends before.
pub(super) fn items<'py>(
    sequence: &Bound<'py, PyAny>,
    start: usize,
    end: usize,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    if let Ok(list) = sequence.cast_exact::<PyList>() {
        return vector::collect(list.get_slice(start, end).iter());
    }
    if let Ok(tuple) = sequence.cast::<PyTuple>() {
        return vector::collect(tuple.get_slice(start, end).iter());
    }
    let mut items = vector::with_room(end.saturating_sub(start))?;
    for index in start..end {
        items.push(sequence.get_item(index)?);
    }
    Ok(items)
}

/// Replaces so many elements from an index on.
fn replace<'py>(
    sequence: &Bound<'py, PyAny>,
    start: usize,
    removed: usize,
    given: &[Bound<'py, PyAny>],
) -> PyResult<()> {
    let py = sequence.py();
    if let Ok(list) = sequence.cast_exact::<PyList>() {
        return list.set_slice(start, start + removed, PyList::new(py, given)?.as_any());
    }
    // One by one: `deque` has no slices, and a slice of an `array` takes an `array` only.
    for (offset, element) in given.iter().enumerate() {
        if offset < removed {
            sequence.set_item(start + offset, element)?;
        } else {
            sequence.call_method1(pyo3::intern!(py, "insert"), (start + offset, element))?;
        }
    }
    for index in (start + given.len()..start + removed).rev() {
        sequence.del_item(index)?;
    }
    Ok(())
}

/// An index as Array's methods take it: whole, counted from the end where negative, in range.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a length has 32 bits on wasm32, and the number is brought into its range"
)]
pub(super) fn relative(index: f64, length: usize) -> usize {
    let whole = if index.is_nan() { 0.0 } else { index.trunc() };
    let length = length as f64;
    if whole < 0.0 {
        (length + whole).max(0.0) as usize
    } else {
        whole.min(length) as usize
    }
}

fn in_range(py: Python<'_>, outcome: PyResult<()>) -> PyResult<Answer> {
    match outcome {
        Ok(()) => Ok(nothing()),
        Err(error) if error.is_instance_of::<PyIndexError>(py) => {
            Ok(Answer::Record(Record::new(Tag::OutOfRange)))
        }
        Err(error) => Err(error),
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths have 32 bits on wasm32")]
pub(super) fn number_answer(number: usize) -> Answer {
    Answer::Record(Record::number(Tag::Int, number as f64))
}
