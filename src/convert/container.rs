//! Containers: list and tuple become an Array, dict an Object, copied deeply with their shape.

use pyo3::exceptions::PyRecursionError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use super::js_to_py;
use super::py_to_js::Outgoing;
use crate::error::ConversionError;
use crate::ffi::object::{Pair, address, dict_pairs, list_items, set_members, tuple_items};
use crate::ffi::record::{Record, Tag};
use crate::ffi::text::exact;
use crate::ffi::{imports, vector};

/// How deeply containers may be nested: JavaScript builds them by recursion.
const MOST_NESTED: usize = 1000;

/// Writes a list.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn list_to_js<'py>(out: &mut Outgoing<'py>, list: &Bound<'py, PyList>) -> PyResult<()> {
    nested(out, list, |out| {
        add_items(out, Tag::Array, list, &list_items(list)?)
    })
}

/// Writes a tuple.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn tuple_to_js<'py>(out: &mut Outgoing<'py>, tuple: &Bound<'py, PyTuple>) -> PyResult<()> {
    nested(out, tuple, |out| {
        add_items(out, Tag::Array, tuple, &tuple_items(tuple)?)
    })
}

/// Writes a dict.
///
/// # Errors
/// ConversionError for keys that cannot be names, or are one name; as [`Outgoing::add`].
pub fn dict_to_js<'py>(out: &mut Outgoing<'py>, dict: &Bound<'py, PyDict>) -> PyResult<()> {
    nested(out, dict, |out| {
        let pairs = dict_pairs(dict)?;
        out.push(opening(Tag::Dict, dict, pairs.len())?);
        let names = names(&pairs)?;
        for ((_, value), name) in pairs.iter().zip(names) {
            out.add_own_text(name);
            out.add(value)?;
        }
        Ok(())
    })
}

/// Writes a set or frozenset, whose members JavaScript must be able to compare.
///
/// # Errors
/// ConversionError for a member that JavaScript has no value for; as [`Outgoing::add`].
pub fn set_to_js<'py>(out: &mut Outgoing<'py>, set: &Bound<'py, PyAny>) -> PyResult<()> {
    nested(out, set, |out| {
        let members = set_members(set)?;
        out.push(opening(Tag::Set, set, members.len())?);
        members
            .iter()
            .try_for_each(|member| add_value(out, member, "member of a JavaScript Set"))
    })
}

/// Writes a dict for a converter of its pairs: the keys need not be names, but values.
///
/// # Errors
/// ConversionError for a key that JavaScript has no value for; as [`Outgoing::add`].
pub fn pairs_to_js<'py>(out: &mut Outgoing<'py>, dict: &Bound<'py, PyDict>) -> PyResult<()> {
    nested(out, dict, |out| {
        let pairs = dict_pairs(dict)?;
        out.push(opening(Tag::Map, dict, pairs.len())?);
        pairs.iter().try_for_each(|(key, value)| {
            add_value(out, key, "key in JavaScript")?;
            out.add(value)
        })
    })
}

/// Writes what JavaScript compares by its value, or by its identity there.
fn add_value<'py>(out: &mut Outgoing<'py>, value: &Bound<'py, PyAny>, use_: &str) -> PyResult<()> {
    if out.add_immutable(value)? {
        return Ok(());
    }
    Err(ConversionError::new_err(format!(
        "cannot use {} as a {use_}: it would be compared by identity",
        value.repr()?
    )))
}

fn add_items<'py>(
    out: &mut Outgoing<'py>,
    tag: Tag,
    container: &Bound<'py, PyAny>,
    items: &[Bound<'py, PyAny>],
) -> PyResult<()> {
    out.push(opening(tag, container, items.len())?);
    items.iter().try_for_each(|item| out.add(item))
}

/// The record of a container, which its parts follow: their number, and which container it is.
fn opening(tag: Tag, container: &Bound<'_, PyAny>, length: usize) -> PyResult<Record> {
    Ok(Record::pair(
        tag,
        u32::try_from(length)?,
        address(container),
    ))
}

/// Writes a container once; when it occurs again, which one it was.
fn nested<'py>(
    out: &mut Outgoing<'py>,
    container: &Bound<'py, PyAny>,
    write: impl FnOnce(&mut Outgoing<'py>) -> PyResult<()>,
) -> PyResult<()> {
    if out.add_again(container) {
        return Ok(());
    }
    if out.depth >= MOST_NESTED {
        return Err(PyRecursionError::new_err(format!(
            "cannot copy a {} to JavaScript: more than {MOST_NESTED} containers are nested",
            container.get_type().name()?
        )));
    }
    out.number(container);
    out.depth += 1;
    let written = write(out);
    out.depth -= 1;
    written
}

/// The property names for a dict's keys: str as it is, numbers and bool by JavaScript's text.
fn names<'py>(pairs: &[Pair<'py>]) -> PyResult<Vec<Bound<'py, PyString>>> {
    let mut names = vector::with_room(pairs.len())?;
    let mut all_text = true;
    for (key, _) in pairs {
        if let Ok(name) = key.cast_exact::<PyString>() {
            names.push(name.clone());
        } else {
            all_text = false;
            names.push(name_of(key)?);
        }
    }
    // Python has compared the keys that are str and nothing else; any other can collide.
    if !all_text && let Some((key, _)) = pairs.first() {
        refuse_collisions(key.py(), pairs, &names)?;
    }
    Ok(names)
}

/// The property name for a dict's key.
///
/// # Errors
/// ConversionError for a key that cannot be one.
pub fn name_of<'py>(key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    if let Ok(name) = key.cast::<PyString>() {
        return exact(name);
    }
    if !(key.is_instance_of::<PyBool>()
        || key.is_instance_of::<PyInt>()
        || key.is_instance_of::<PyFloat>())
    {
        let key = key.repr()?;
        return Err(ConversionError::new_err(format!(
            "cannot use {key} as a property name"
        )));
    }
    let mut out = Outgoing::default();
    out.add(key)?;
    let code = imports::property_name(out.address()?);
    out.sent();
    Ok(js_to_py::result(key.py(), code)?.cast_into()?)
}

fn refuse_collisions<'py>(
    py: Python<'py>,
    pairs: &[Pair<'py>],
    names: &[Bound<'py, PyString>],
) -> PyResult<()> {
    let seen = PyDict::new(py);
    for ((key, _), name) in pairs.iter().zip(names) {
        if let Some(other) = seen.get_item(name)? {
            return Err(ConversionError::new_err(format!(
                "key collision: {} and {} are both the property name {}",
                other.repr()?,
                key.repr()?,
                name.repr()?
            )));
        }
        seen.set_item(name, key)?;
    }
    Ok(())
}
