//! Containers: list and tuple become an Array, dict an Object, copied deeply with their shape.

use pyo3::exceptions::PyRecursionError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use super::js_to_py;
use super::py_to_js::Outgoing;
use crate::error::ConversionError;
use crate::ffi::imports;
use crate::ffi::object::{address, dict_pairs, list_items, tuple_items};
use crate::ffi::record::{Record, Tag};
use crate::ffi::text::exact;

/// How deeply containers may be nested: JavaScript builds them by recursion.
const MOST_NESTED: usize = 1000;

/// Writes a list.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn list_to_js<'py>(out: &mut Outgoing<'py>, list: &Bound<'py, PyList>) -> PyResult<()> {
    nested(out, list, |out| add_items(out, &list_items(list)))
}

/// Writes a tuple.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn tuple_to_js<'py>(out: &mut Outgoing<'py>, tuple: &Bound<'py, PyTuple>) -> PyResult<()> {
    nested(out, tuple, |out| add_items(out, &tuple_items(tuple)))
}

/// Writes a dict.
///
/// # Errors
/// ConversionError for keys that cannot be names, or are one name; as [`Outgoing::add`].
pub fn dict_to_js<'py>(out: &mut Outgoing<'py>, dict: &Bound<'py, PyDict>) -> PyResult<()> {
    nested(out, dict, |out| {
        let pairs = dict_pairs(dict);
        out.push(Record::pair(Tag::Dict, length(pairs.len())?, 0));
        let names = names(&pairs)?;
        for ((_, value), name) in pairs.iter().zip(names) {
            out.add_own_text(name);
            out.add(value)?;
        }
        Ok(())
    })
}

fn add_items<'py>(out: &mut Outgoing<'py>, items: &[Bound<'py, PyAny>]) -> PyResult<()> {
    out.push(Record::pair(Tag::Array, length(items.len())?, 0));
    items.iter().try_for_each(|item| out.add(item))
}

fn length(length: usize) -> PyResult<u32> {
    Ok(u32::try_from(length)?)
}

/// Writes a container once; when it occurs again, which one it was.
fn nested<'py>(
    out: &mut Outgoing<'py>,
    container: &Bound<'py, PyAny>,
    write: impl FnOnce(&mut Outgoing<'py>) -> PyResult<()>,
) -> PyResult<()> {
    if let Some(&number) = out.containers.get(&address(container)) {
        out.push(Record::pair(Tag::Shared, number, 0));
        return Ok(());
    }
    if out.depth >= MOST_NESTED {
        return Err(PyRecursionError::new_err(format!(
            "cannot copy a {} to JavaScript: more than {MOST_NESTED} containers are nested",
            container.get_type().name()?
        )));
    }
    out.containers
        .insert(address(container), out.container_count);
    out.container_count += 1;
    out.depth += 1;
    let written = write(out);
    out.depth -= 1;
    written
}

/// The property names for a dict's keys: str as it is, numbers and bool by JavaScript's text.
fn names<'py>(
    pairs: &[(Bound<'py, PyAny>, Bound<'py, PyAny>)],
) -> PyResult<Vec<Bound<'py, PyString>>> {
    let mut names = Vec::with_capacity(pairs.len());
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
    pairs: &[(Bound<'py, PyAny>, Bound<'py, PyAny>)],
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
