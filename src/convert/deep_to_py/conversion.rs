//! One deep conversion to Python: what it knows, and its walks.

use pyo3::prelude::*;
use pyo3::types::PyString;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Caller, Converter, Made, written};
use crate::convert::js_to_py;
use crate::error::BridgeError;
use crate::ffi::record::Tag;
use crate::ffi::reference::Reference;
use crate::ffi::stream::{Stream, StreamReader};
use crate::ffi::{imports, vector};

/// What is known of the object with a number.
pub(super) enum Object {
    /// It is converted, or being converted.
    Converted(Py<PyAny>),
    /// It has no conversion of its own; what it is without one.
    Other(Py<PyAny>),
}

/// One deep conversion.
///
/// No borrow of the cells is held while anything is made: hashing and converters run code.
pub(super) struct Conversion {
    /// JavaScript's half, which a converter needs for further walks.
    javascript: Option<Reference>,
    pub(super) has_converter: bool,
    /// Given back at the end: a converter may hold what holds this.
    pub(super) function: RefCell<Option<Py<PyAny>>>,
    pub(super) caller: Caller,
    objects: RefCell<Vec<Option<Object>>>,
    pub(super) keys: RefCell<Vec<Py<PyString>>>,
    streams: RefCell<Vec<Stream>>,
    pub(super) has_ended: Cell<bool>,
}

impl Conversion {
    pub(super) fn new(converter: Option<Converter>) -> Self {
        let javascript = converter
            .is_some()
            .then(|| Reference::adopt(imports::deep_to_python()));
        Self {
            javascript,
            has_converter: converter.is_some(),
            caller: converter.as_ref().map_or(Caller::Python, |it| it.caller),
            function: RefCell::new(converter.map(|it| it.function)),
            objects: RefCell::default(),
            keys: RefCell::default(),
            streams: RefCell::default(),
            has_ended: Cell::new(false),
        }
    }

    /// Forgets all, so that functions which a converter has kept hold nothing.
    pub(super) fn end(&self) {
        self.has_ended.set(true);
        let objects = self.objects.take();
        let keys = self.keys.take();
        self.streams.take();
        let function = self.function.take();
        // Last: their going may run code.
        drop((objects, keys, function));
    }

    /// The slot of JavaScript's half, or a negative number.
    pub(super) fn javascript(&self) -> i32 {
        self.javascript
            .as_ref()
            .map_or(-1, |reference| reference.slot().cast_signed())
    }

    /// Converts the value of a slot.
    pub(super) fn convert<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        slot: u32,
        depth: i32,
    ) -> PyResult<Made<'py>> {
        let code = imports::deep_write(self.javascript(), slot, depth);
        let (_, record) = written(py, code)?;
        let stream = Stream::adopt(record.first());
        let mut reader = stream.reader();
        let others = self.take_others(py, record.second());
        self.streams.borrow_mut().push(stream);
        others?;
        if !self.has_converter && is_unchanged(reader) {
            return Ok(Made::Unchanged);
        }
        self.value(py, &mut reader).map(Made::Converted)
    }

    /// Takes over the objects that are not converted, of which JavaScript has written a chain.
    fn take_others(&self, py: Python<'_>, last: u32) -> PyResult<()> {
        let mut at = last;
        let mut failure = None;
        while at != 0 {
            let mut reader = StreamReader::new(at);
            let link = reader.record();
            let own = reader.record();
            if failure.is_some() {
                js_to_py::give_back(&own);
            } else {
                failure = js_to_py::value(py, &own)
                    .map_err(PyErr::from)
                    .and_then(|value| self.set(link.first(), Object::Other(value.unbind())))
                    .err();
            }
            at = link.second();
        }
        failure.map_or(Ok(()), Err)
    }

    pub(super) fn as_it_is<'py>(
        &self,
        py: Python<'py>,
        number: u32,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.objects.borrow().get(number as usize) {
            Some(Some(Object::Other(object) | Object::Converted(object))) => {
                Ok(object.bind(py).clone())
            }
            _ => Err(BridgeError::UnexpectedTag(Tag::Shared as u32).into()),
        }
    }

    pub(super) fn converted<'py>(&self, py: Python<'py>, number: u32) -> Option<Bound<'py, PyAny>> {
        match self.objects.borrow().get(number as usize) {
            Some(Some(Object::Converted(object))) => Some(object.bind(py).clone()),
            _ => None,
        }
    }

    /// Takes note of what is known of the object with a number.
    pub(super) fn set(&self, number: u32, object: Object) -> PyResult<()> {
        let number = number as usize;
        let before = {
            let mut objects = self.objects.borrow_mut();
            if number >= objects.len() {
                let more = number + 1 - objects.len();
                if objects.try_reserve(more).is_err() {
                    return Err(vector::no_room(number + 1));
                }
                objects.resize_with(number + 1, || None);
            }
            objects[number].replace(object)
        };
        // Its going may run code.
        drop(before);
        Ok(())
    }
}

/// Whether the next value is an object that has no conversion; a buffer has one.
fn is_unchanged(mut reader: StreamReader) -> bool {
    reader.record().tag() == Ok(Tag::Other) && reader.record().tag() != Ok(Tag::Buffer)
}
