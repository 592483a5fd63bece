//! Lists, dicts and sets of a deep conversion; each is known before its items are made.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySet};
use std::rc::Rc;

use super::conversion::{Conversion, Object};
use super::values::NUMBER_BYTES;
use crate::convert::number;
use crate::error::ConversionError;
use crate::ffi::area;
use crate::ffi::stream::StreamReader;

impl Conversion {
    pub(super) fn list<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        // Whole from the start: a converter, or anybody who asks the collector, may see it.
        let none = py.None().into_bound(py);
        let list = PyList::new(py, std::iter::repeat_n(none, length as usize))?;
        self.set(number, Object::Converted(list.clone().into_any().unbind()))?;
        for index in 0..length as usize {
            list.set_item(index, self.value(py, reader)?)?;
        }
        Ok(list.into_any())
    }

    /// The list of an Array of nothing but Numbers.
    pub(super) fn numbers<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let address = reader.bytes(NUMBER_BYTES * length);
        let items = area::numbers(address, length).map(|item| number::number_to_py(py, item));
        let list = PyList::new(py, items)?;
        let list = list.into_any();
        self.set(number, Object::Converted(list.clone().unbind()))?;
        Ok(list)
    }

    pub(super) fn dict<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        self.set(number, Object::Converted(dict.clone().into_any().unbind()))?;
        for _ in 0..length {
            let key = self.key(py, reader)?;
            dict.set_item(key, self.value(py, reader)?)?;
        }
        Ok(dict.into_any())
    }

    pub(super) fn map<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        self.set(number, Object::Converted(dict.clone().into_any().unbind()))?;
        for _ in 0..length {
            let key = self.value(py, reader)?;
            let value = self.value(py, reader)?;
            let is_known = hashed(dict.contains(&key), &key, "key of a Python dict")?;
            if is_known {
                return Err(collision(dict.keys().as_any(), &key, "keys of the Map")?);
            }
            dict.set_item(key, value)?;
        }
        Ok(dict.into_any())
    }

    pub(super) fn set_of<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let set = PySet::empty(py)?;
        self.set(number, Object::Converted(set.clone().into_any().unbind()))?;
        for _ in 0..length {
            let member = self.value(py, reader)?;
            if hashed(set.contains(&member), &member, "member of a Python set")? {
                return Err(collision(set.as_any(), &member, "members of the Set")?);
            }
            set.add(member)?;
        }
        Ok(set.into_any())
    }
}

/// What a container says when it is asked for a key; a key that has no hash has no place in it.
fn hashed(answer: PyResult<bool>, key: &Bound<'_, PyAny>, use_: &str) -> PyResult<bool> {
    let py = key.py();
    match answer {
        Err(cause) if cause.is_instance_of::<PyTypeError>(py) => {
            let refusal = ConversionError::new_err(format!(
                "cannot use {} as a {use_}: {}",
                key.repr()?,
                cause.value(py)
            ));
            refusal.set_cause(py, Some(cause));
            Err(refusal)
        }
        answer => answer,
    }
}

/// Two keys that JavaScript tells apart and Python does not.
fn collision(known: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>, what: &str) -> PyResult<PyErr> {
    let mut other = key.clone();
    for each in known.try_iter()? {
        let each = each?;
        if each.eq(key)? {
            other = each;
        }
    }
    Ok(ConversionError::new_err(format!(
        "the {what} {} and {} are equal in Python",
        other.repr()?,
        key.repr()?
    )))
}
