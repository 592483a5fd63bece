//! Making the values of a deep conversion from the stream, one after the other.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};
use std::rc::Rc;

use super::callbacks::{CacheConversion, Convert};
use super::conversion::{Conversion, Object};
use crate::convert::{number, singleton, string};
use crate::error::BridgeError;
use crate::ffi::imports;
use crate::ffi::record::{Record, Tag};
use crate::ffi::stream::StreamReader;
use crate::proxy::js_proxy;

/// Bytes of a Number among nothing but Numbers.
pub(super) const NUMBER_BYTES: u32 = 8;

impl Conversion {
    /// Makes the next value.
    pub(super) fn value<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let record = reader.record();
        let tag = record.tag().map_err(BridgeError::UnexpectedTag)?;
        let first = record.first();
        match tag {
            Tag::Int => Ok(number::int_to_py(py, record.as_number())),
            Tag::Float => Ok(number::float_to_py(py, record.as_number())),
            Tag::Ascii | Tag::Latin1 | Tag::Utf16 => text(py, tag, first, reader),
            Tag::Undefined => Ok(py.None().into_bound(py)),
            Tag::Null => singleton::null_to_py(py),
            Tag::False => Ok(PyBool::new(py, false).to_owned().into_any()),
            Tag::True => Ok(PyBool::new(py, true).to_owned().into_any()),
            Tag::Int64 => number::big_int64_to_py(py, record.as_int64()),
            Tag::BigInt => {
                let digits = string::ascii_to_py(py, reader.bytes(first), first)?;
                number::hex_to_py(&digits)
            }
            Tag::Shared => self.shared(py, first),
            Tag::Other => self.other(py, &record, reader),
            Tag::Array | Tag::Numbers | Tag::Set | Tag::Dict | Tag::Map => {
                self.container(py, tag, &record, reader)
            }
            _ => Err(BridgeError::UnexpectedTag(tag as u32).into()),
        }
    }

    fn container<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        tag: Tag,
        record: &Record,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (length, number) = (record.first(), record.second());
        if self.has_converter
            && let Some(made) = self.converted(py, number)
        {
            // It was made out of turn.
            skip_items(reader, tag, length);
            return Ok(made);
        }
        match tag {
            Tag::Array => self.list(py, length, number, reader),
            Tag::Numbers => self.numbers(py, length, number, reader),
            Tag::Set => self.set_of(py, length, number, reader),
            Tag::Map => self.map(py, length, number, reader),
            _ => self.dict(py, length, number, reader),
        }
    }

    /// The name of a property.
    pub(super) fn key<'py>(
        &self,
        py: Python<'py>,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let record = reader.record();
        let tag = record.tag().map_err(BridgeError::UnexpectedTag)?;
        if tag == Tag::Key {
            let keys = self.keys.borrow();
            let known = keys.get(record.first() as usize - 1);
            return known
                .map(|key| key.bind(py).clone().into_any())
                .ok_or_else(|| BridgeError::UnexpectedTag(tag as u32).into());
        }
        if tag == Tag::Other {
            return self.other_itself(py, record.first(), reader);
        }
        let key = text(py, tag, record.first(), reader)?;
        if record.extra() != 0 {
            let key = key.cast::<PyString>()?.clone().unbind();
            self.keys.borrow_mut().push(key);
        }
        Ok(key)
    }

    /// An object that has occurred before.
    fn shared<'py>(self: &Rc<Self>, py: Python<'py>, number: u32) -> PyResult<Bound<'py, PyAny>> {
        if let Some(made) = self.converted(py, number) {
            return Ok(made);
        }
        if !self.has_converter {
            return self.as_it_is(py, number);
        }
        let position = imports::deep_position(self.javascript(), number);
        self.value(py, &mut StreamReader::new(position))
    }

    /// An object that has no conversion of its own.
    fn other<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        record: &Record,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let number = record.first();
        let depth = record.extra().cast_signed();
        let value = self.other_itself(py, number, reader)?;
        let function = self
            .function
            .borrow()
            .as_ref()
            .map(|it| it.bind(py).clone());
        let Some(function) = function.filter(|_| depth != 0) else {
            return Ok(value);
        };
        if js_proxy::of(value.as_borrowed()).is_none() {
            // A Python object, a long text, a copy of a buffer.
            return Ok(value);
        }
        if let Some(made) = self.converted(py, number) {
            return Ok(made);
        }
        let convert = Convert {
            conversion: Rc::clone(self),
            depth: if depth < 0 { depth } else { depth - 1 },
        };
        let cache = CacheConversion {
            conversion: Rc::clone(self),
        };
        let made = function.call1((value, convert, cache))?;
        if self.converted(py, number).is_none() {
            self.set(number, Object::Converted(made.clone().unbind()))?;
        }
        Ok(made)
    }

    /// An object as it was taken over; passes its record.
    fn other_itself<'py>(
        &self,
        py: Python<'py>,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = reader.record();
        self.as_it_is(py, number)
    }
}

#[inline(always)]
fn text<'py>(
    py: Python<'py>,
    tag: Tag,
    length: u32,
    reader: &mut StreamReader,
) -> PyResult<Bound<'py, PyAny>> {
    match tag {
        Tag::Utf16 => string::utf16_to_py(py, reader.bytes(2 * length), length),
        Tag::Ascii => string::ascii_to_py(py, reader.bytes(length), length),
        Tag::Latin1 => string::latin1_to_py(py, reader.bytes(length), length),
        _ => Err(BridgeError::UnexpectedTag(tag as u32).into()),
    }
}

/// How many values follow the record of a container.
const fn items(tag: Tag, length: u32) -> u32 {
    match tag {
        Tag::Array | Tag::Set => length,
        _ => 2 * length,
    }
}

/// Passes what follows the record of a container.
fn skip_items(reader: &mut StreamReader, tag: Tag, length: u32) {
    match tag {
        Tag::Numbers => drop(reader.bytes(NUMBER_BYTES * length)),
        _ => skip(reader, items(tag, length)),
    }
}

/// Passes so many values.
fn skip(reader: &mut StreamReader, values: u32) {
    let mut left = values;
    while left > 0 {
        left -= 1;
        let record = reader.record();
        let length = record.first();
        match record.tag() {
            Ok(tag @ (Tag::Array | Tag::Set | Tag::Dict | Tag::Map)) => left += items(tag, length),
            Ok(Tag::Numbers) => drop(reader.bytes(NUMBER_BYTES * length)),
            Ok(Tag::Ascii | Tag::Latin1 | Tag::BigInt) => drop(reader.bytes(length)),
            Ok(Tag::Utf16) => drop(reader.bytes(2 * length)),
            Ok(Tag::Other) => drop(reader.record()),
            _ => {}
        }
    }
}
