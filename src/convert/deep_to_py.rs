//! Deep conversion to Python: `to_py`.
//!
//! JavaScript walks through the value and writes all that is in it to a [`Stream`]; here the Python
//! objects are made from that in one pass. Objects that are not converted are taken over first, as
//! what they are then; a converter is asked for each when its turn comes.
//!
//! A converter may ask for a part that has not had its turn: then that part is made at once, from
//! its place in the stream, and passed over later.

use pyo3::exceptions::{PyMemoryError, PyRecursionError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PySet, PyString};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::js_to_py::{self, outcome};
use super::py_to_js::{Answer, answer_uncopied};
use super::{number, singleton, string};
use crate::error::{BridgeError, ConversionError};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::ffi::stream::{Stream, StreamReader};
use crate::ffi::{area, imports};
use crate::proxy::{js_proxy, py_proxy};

/// A converter of what has no conversion of its own, and which language it is for.
pub struct Converter {
    /// Called with the value, a function that converts and one that remembers a conversion.
    pub function: Py<PyAny>,
    /// Who gets what the first of these functions gives.
    pub caller: Caller,
}

impl Converter {
    /// A converter that Python gave.
    #[must_use]
    pub const fn of_python(function: Py<PyAny>) -> Self {
        Self {
            function,
            caller: Caller::Python,
        }
    }
}

/// The language of a converter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Python: it gets the object itself.
    Python,
    /// JavaScript: it gets a proxy of the object, which an ordinary conversion would copy.
    JavaScript,
}

/// Converts a JavaScript object so many levels deep, all levels where that is negative.
///
/// # Errors
/// ConversionError for a key or member that Python cannot hash, or that equals another;
/// RecursionError; MemoryError; what a getter throws and what the converter raises.
pub fn to_py<'py>(
    value: &Bound<'py, PyAny>,
    depth: i32,
    converter: Option<Converter>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    let Some(proxy) = js_proxy::of(value.as_borrowed()) else {
        return Ok(value.clone());
    };
    let conversion = Rc::new(Conversion::new(converter));
    let made = conversion.convert(py, proxy.slot(), depth);
    conversion.end();
    match made? {
        Made::Converted(object) => Ok(object),
        // It may be another proxy than the given one, such as one that is bound to an object.
        Made::Unchanged => Ok(value.clone()),
    }
}

/// `py.toPy`: converts the value in the first record; in the second is the converter, or None.
///
/// # Errors
/// As [`to_py`].
pub fn to_py_for_js(py: Python<'_>, depth: i32) -> PyResult<Answer> {
    let given = js_to_py::values(py, 2, area::address())?;
    let [value, function] = given.as_slice() else {
        unreachable!("two were asked for");
    };
    let converter = (!function.is_none()).then(|| Converter {
        function: function.clone().unbind(),
        caller: Caller::JavaScript,
    });
    answer_uncopied(&to_py(value, depth, converter)?)
}

/// What came of a value.
enum Made<'py> {
    Converted(Bound<'py, PyAny>),
    /// There is no conversion for it.
    Unchanged,
}

/// What is known of the object with a number.
enum Object {
    /// It is converted, or being converted.
    Converted(Py<PyAny>),
    /// It has no conversion of its own; what it is without one.
    Other(Py<PyAny>),
}

/// One deep conversion.
///
/// No borrow of the cells is held while anything is made: hashing and converters run code.
struct Conversion {
    /// JavaScript's half, which a converter needs for further walks.
    javascript: Option<Reference>,
    has_converter: bool,
    /// Given back at the end: a converter may hold what holds this.
    function: RefCell<Option<Py<PyAny>>>,
    caller: Caller,
    objects: RefCell<Vec<Option<Object>>>,
    keys: RefCell<Vec<Py<PyString>>>,
    streams: RefCell<Vec<Stream>>,
    has_ended: Cell<bool>,
}

impl Conversion {
    fn new(converter: Option<Converter>) -> Self {
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
    fn end(&self) {
        self.has_ended.set(true);
        let objects = self.objects.take();
        let keys = self.keys.take();
        self.streams.take();
        let function = self.function.take();
        // Last: their going may run code.
        drop((objects, keys, function));
    }

    /// The slot of JavaScript's half, or a negative number.
    fn javascript(&self) -> i32 {
        self.javascript
            .as_ref()
            .map_or(-1, |reference| reference.slot().cast_signed())
    }

    /// Converts the value of a slot.
    fn convert<'py>(
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
                match js_to_py::value(py, &own) {
                    Ok(value) => self.set(link.first(), Object::Other(value.unbind())),
                    Err(error) => failure = Some(error),
                }
            }
            at = link.second();
        }
        failure.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Makes the next value.
    fn value<'py>(
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
                let digits = string::latin1_to_py(py, reader.bytes(first), first)?;
                number::hex_to_py(&digits)
            }
            Tag::Shared => self.shared(py, first),
            Tag::Other => self.other(py, &record, reader),
            Tag::Array | Tag::Set | Tag::Dict | Tag::Map => {
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
            skip(reader, items(tag, length));
            return Ok(made);
        }
        match tag {
            Tag::Array => self.list(py, length, number, reader),
            Tag::Set => self.set_of(py, length, number, reader),
            Tag::Map => self.map(py, length, number, reader),
            _ => self.dict(py, length, number, reader),
        }
    }

    fn list<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        // Whole from the start: a converter, or anybody who asks the collector, may see it.
        let none = py.None().into_bound(py);
        let list = PyList::new(py, std::iter::repeat_n(none, length as usize))?;
        self.set(number, Object::Converted(list.clone().into_any().unbind()));
        for index in 0..length as usize {
            list.set_item(index, self.value(py, reader)?)?;
        }
        Ok(list.into_any())
    }

    fn dict<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        self.set(number, Object::Converted(dict.clone().into_any().unbind()));
        for _ in 0..length {
            let key = self.key(py, reader)?;
            dict.set_item(key, self.value(py, reader)?)?;
        }
        Ok(dict.into_any())
    }

    fn map<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        self.set(number, Object::Converted(dict.clone().into_any().unbind()));
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

    fn set_of<'py>(
        self: &Rc<Self>,
        py: Python<'py>,
        length: u32,
        number: u32,
        reader: &mut StreamReader,
    ) -> PyResult<Bound<'py, PyAny>> {
        let set = PySet::empty(py)?;
        self.set(number, Object::Converted(set.clone().into_any().unbind()));
        for _ in 0..length {
            let member = self.value(py, reader)?;
            if hashed(set.contains(&member), &member, "member of a Python set")? {
                return Err(collision(set.as_any(), &member, "members of the Set")?);
            }
            set.add(member)?;
        }
        Ok(set.into_any())
    }

    /// The name of a property.
    fn key<'py>(&self, py: Python<'py>, reader: &mut StreamReader) -> PyResult<Bound<'py, PyAny>> {
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
            self.set(number, Object::Converted(made.clone().unbind()));
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

    fn as_it_is<'py>(&self, py: Python<'py>, number: u32) -> PyResult<Bound<'py, PyAny>> {
        match self.objects.borrow().get(number as usize) {
            Some(Some(Object::Other(object) | Object::Converted(object))) => {
                Ok(object.bind(py).clone())
            }
            _ => Err(BridgeError::UnexpectedTag(Tag::Shared as u32).into()),
        }
    }

    fn converted<'py>(&self, py: Python<'py>, number: u32) -> Option<Bound<'py, PyAny>> {
        match self.objects.borrow().get(number as usize) {
            Some(Some(Object::Converted(object))) => Some(object.bind(py).clone()),
            _ => None,
        }
    }

    fn set(&self, number: u32, object: Object) {
        let number = number as usize;
        let before = {
            let mut objects = self.objects.borrow_mut();
            if number >= objects.len() {
                objects.resize_with(number + 1, || None);
            }
            objects[number].replace(object)
        };
        // Its going may run code.
        drop(before);
    }
}

/// Whether the next value is an object that has no conversion; a buffer has one.
fn is_unchanged(mut reader: StreamReader) -> bool {
    reader.record().tag() == Ok(Tag::Other) && reader.record().tag() != Ok(Tag::Buffer)
}

/// What came of a part of a deep conversion that JavaScript does.
///
/// # Errors
/// What it threw; ConversionError, RecursionError or MemoryError where it refuses.
pub fn written(py: Python<'_>, code: u32) -> PyResult<(Tag, Record)> {
    let (tag, record) = outcome(py, code)?;
    match tag {
        Tag::NotConvertible => Err(ConversionError::new_err(message(py, &record)?)),
        Tag::TooDeep => Err(PyRecursionError::new_err(message(py, &record)?)),
        Tag::NoMemory => Err(PyMemoryError::new_err(message(py, &record)?)),
        _ => Ok((tag, record)),
    }
}

/// The text that JavaScript left in the first record, of which the caller has the tag alone.
fn message(py: Python<'_>, record: &Record) -> PyResult<Py<PyAny>> {
    Ok(js_to_py::value(py, record)?.unbind())
}

fn text<'py>(
    py: Python<'py>,
    tag: Tag,
    length: u32,
    reader: &mut StreamReader,
) -> PyResult<Bound<'py, PyAny>> {
    match tag {
        Tag::Utf16 => string::utf16_to_py(py, reader.bytes(2 * length), length),
        Tag::Ascii | Tag::Latin1 => string::latin1_to_py(py, reader.bytes(length), length),
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

/// Passes so many values.
fn skip(reader: &mut StreamReader, values: u32) {
    let mut left = values;
    while left > 0 {
        left -= 1;
        let record = reader.record();
        let length = record.first();
        match record.tag() {
            Ok(tag @ (Tag::Array | Tag::Set | Tag::Dict | Tag::Map)) => left += items(tag, length),
            Ok(Tag::Ascii | Tag::Latin1 | Tag::BigInt) => drop(reader.bytes(length)),
            Ok(Tag::Utf16) => drop(reader.bytes(2 * length)),
            Ok(Tag::Other) => drop(reader.record()),
            _ => {}
        }
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

/// Converts a part of the value that a converter is asked about, as the whole is converted.
#[pyclass(module = "jaspy.ffi", frozen, unsendable)]
struct Convert {
    conversion: Rc<Conversion>,
    depth: i32,
}

#[pymethods]
impl Convert {
    fn __call__<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let made = self.conversion.convert_part(value, self.depth)?;
        match self.conversion.caller {
            Caller::Python => Ok(made),
            Caller::JavaScript => py_proxy::shared_with_js(&made),
        }
    }
}

/// Remembers what a value was converted to, before its parts are: they may refer to it.
#[pyclass(module = "jaspy.ffi", frozen, unsendable)]
struct CacheConversion {
    conversion: Rc<Conversion>,
}

#[pymethods]
impl CacheConversion {
    fn __call__(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        self.conversion.remember(value, converted)
    }
}

impl Conversion {
    fn convert_part<'py>(
        self: &Rc<Self>,
        value: &Bound<'py, PyAny>,
        depth: i32,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.check()?;
        match js_proxy::of(value.as_borrowed()) {
            Some(proxy) => match self.convert(value.py(), proxy.slot(), depth)? {
                Made::Converted(object) => Ok(object),
                Made::Unchanged => Ok(value.clone()),
            },
            None => Ok(value.clone()),
        }
    }

    fn remember(&self, value: &Bound<'_, PyAny>, converted: &Bound<'_, PyAny>) -> PyResult<()> {
        self.check()?;
        let Some(proxy) = js_proxy::of(value.as_borrowed()) else {
            let name = value.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "the first argument of cache_conversion must be the JsProxy that is converted, \
                 not {name}"
            )));
        };
        let number = imports::deep_number(self.javascript(), proxy.slot());
        self.set(number, Object::Converted(converted.clone().unbind()));
        Ok(())
    }

    fn check(&self) -> PyResult<()> {
        if self.has_ended.get() {
            return Err(PyRuntimeError::new_err("this conversion has ended"));
        }
        Ok(())
    }
}
