//! Mappings seen from JavaScript as plain Objects are: their items by the names of properties.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};

use super::call::nothing;
use crate::convert::container::name_of;
use crate::convert::js_to_py::{value, values};
use crate::convert::json::{Form, answer_array, answer_as};
use crate::convert::py_to_js::Answer;
use crate::ffi::area;
use crate::ffi::record::{Record, Tag};
use crate::ffi::text::same_text;
use crate::handle::Handle;
use crate::proxy::py_proxy;

/// The item for the name in the first record; nothing where there is none.
///
/// # Errors
/// Whatever the mapping raises.
pub fn get(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let name = name(py)?;
    let mapping = py_proxy::object(py, handle)?;
    match key_of(&mapping, &name)? {
        Some(key) => answer_as(&mapping.get_item(key)?, Form::Json),
        None => Ok(Answer::Record(Record::new(Tag::Missing))),
    }
}

/// Whether there is an item for the name in the first record.
///
/// # Errors
/// Whatever the mapping raises.
pub fn has(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let name = name(py)?;
    let found = key_of(&py_proxy::object(py, handle)?, &name)?.is_some();
    Ok(Answer::Record(Record::new(if found {
        Tag::True
    } else {
        Tag::False
    })))
}

/// Sets the item for the name to the value, both in the first records.
///
/// # Errors
/// Whatever the mapping raises.
pub fn set(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let given = values(py, 2, area::address())?;
    let name = given[0].cast::<PyString>()?;
    let mapping = py_proxy::object(py, handle)?;
    let key = key_of(&mapping, name)?.unwrap_or_else(|| name.clone().into_any());
    mapping.set_item(key, &given[1])?;
    Ok(nothing())
}

/// Deletes the item for the name in the first record, if there is one.
///
/// # Errors
/// Whatever the mapping raises.
pub fn delete(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let name = name(py)?;
    let mapping = py_proxy::object(py, handle)?;
    if let Some(key) = key_of(&mapping, &name)? {
        mapping.del_item(key)?;
    }
    Ok(nothing())
}

/// The names for the keys.
///
/// # Errors
/// ConversionError for a key that cannot be a name; whatever the mapping raises.
pub fn names(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let names = py_proxy::object(py, handle)?
        .try_iter()?
        .map(|key| Ok(name_of(&key?)?.into_any()))
        .collect::<PyResult<Vec<_>>>()?;
    answer_array(py, &names, Form::Value)
}

fn name(py: Python<'_>) -> PyResult<Bound<'_, PyString>> {
    Ok(value(py, &area::result())?.cast_into()?)
}

/// The key that a property's name means in a mapping: the str itself, or else the number or bool
/// whose text it is.
pub(super) fn key_of<'py>(
    mapping: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    if mapping.contains(name)? {
        return Ok(Some(name.clone().into_any()));
    }
    let Ok(text) = name.to_str() else {
        return Ok(None);
    };
    match text {
        "true" | "false" => bool_key(mapping, text == "true"),
        _ => match number_of(name, text)? {
            Some(number) if mapping.contains(&number)? => Ok(Some(number)),
            _ => Ok(None),
        },
    }
}

/// The bool among the keys of a mapping, which for Python are equal to 0 and 1.
fn bool_key<'py>(mapping: &Bound<'py, PyAny>, truth: bool) -> PyResult<Option<Bound<'py, PyAny>>> {
    let wanted = PyBool::new(mapping.py(), truth).to_owned().into_any();
    if mapping.contains(&wanted)? {
        for key in mapping.try_iter()? {
            if key?.is(&wanted) {
                return Ok(Some(wanted));
            }
        }
    }
    Ok(None)
}

/// The number that becomes just this name.
fn number_of<'py>(name: &Bound<'py, PyString>, text: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Ok(None);
    }
    let number = if let Ok(number) = text.parse::<i64>() {
        number.into_pyobject(name.py())?.into_any()
    } else if let Ok(number) = text.parse::<f64>() {
        number.into_pyobject(name.py())?.into_any()
    } else {
        return Ok(None);
    };
    Ok(same_text(&name_of(&number)?, name).then_some(number))
}
