//! From Python to JavaScript: the records of a value, and how they reach JavaScript.

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::rc::Rc;

use super::buffer::Memory;
use super::deep_to_js::{self, Deep};
use super::{buffer, container, js_module, js_to_py, json_view, number, singleton, string};
use crate::ffi::area::address_of_records;
use crate::ffi::buffer_export::BufferExport;
use crate::ffi::object::address;
use crate::ffi::record::{Record, Tag};
use crate::ffi::{imports, vector};
use crate::handle::{Handle, state};
use crate::proxy::js_proxy;
use crate::semantics::Semantics;

/// Values on their way to JavaScript, and all that their records point to.
///
/// Writing runs no Python code, so what the records point to stays as it is until JavaScript has
/// read them, at the start of the next crossing.
#[derive(Default)]
pub struct Outgoing<'py> {
    records: SmallVec<[Record; 6]>,
    pub(super) container_count: u32,
    pub(super) depth: usize,
    /// How many objects are shared: each may need an entry of the handle table.
    objects: usize,
    /// Whether there was no memory for all of it.
    is_cut: bool,
    /// How a deep conversion goes about it; an ordinary one follows the semantics.
    deep: Option<Deep>,
    /// What the records point to, besides what the caller holds; most values need nothing of it.
    kept: Option<Box<Kept<'py>>>,
}

/// What lives until JavaScript has read the records.
#[derive(Default)]
struct Kept<'py> {
    /// The number of each container that has been written, by its address.
    containers: FxHashMap<u32, u32>,
    objects: Vec<Bound<'py, PyAny>>,
    wide: Vec<Box<[u16]>>,
    /// Buffers that are kept for typed arrays which do not exist yet.
    views: SmallVec<[Handle; 1]>,
    /// Buffers that JavaScript looks at while it reads, and bytes that it copies.
    buffers: Vec<Rc<BufferExport>>,
    bytes: Vec<Box<[u8]>>,
}

impl<'py> Outgoing<'py> {
    /// Values on their way by a deep conversion.
    #[must_use]
    pub fn deep(deep: Deep) -> Self {
        Self {
            deep: Some(deep),
            ..Self::default()
        }
    }

    fn kept(&mut self) -> &mut Kept<'py> {
        self.kept.get_or_insert_default()
    }

    /// Keeps something in one of the vectors, if there is room.
    fn keep<T>(
        &mut self,
        item: T,
        choose: impl for<'a> FnOnce(&'a mut Kept<'py>) -> &'a mut Vec<T>,
    ) {
        let vector = choose(self.kept());
        if vector.try_reserve(1).is_ok() {
            vector.push(item);
        } else {
            self.is_cut = true;
        }
    }

    /// Gives out what must be kept until the conversion ends, for it is known by its address.
    pub fn take_kept(&mut self) -> Vec<Bound<'py, PyAny>> {
        self.kept
            .as_mut()
            .map_or_else(Vec::new, |kept| std::mem::take(&mut kept.objects))
    }

    /// How many containers there are around what comes next.
    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Writes a value.
    ///
    /// # Errors
    /// ConversionError for a dict that cannot be a JavaScript object; RecursionError for what is
    /// nested too deeply; MemoryError.
    pub fn add(&mut self, value: &Bound<'py, PyAny>) -> PyResult<()> {
        if self.add_immutable(value)? {
            return Ok(());
        }
        if let Some(deep) = self.deep {
            return deep_to_js::add(self, deep, value);
        }
        match state::semantics() {
            Semantics::Classic => self.add_mutable(value),
            Semantics::Pep818 => {
                self.add_shared(value);
                Ok(())
            }
        }
    }

    /// Writes a value of which nothing is copied, whatever the semantics.
    ///
    /// # Errors
    /// MemoryError.
    pub fn add_uncopied(&mut self, value: &Bound<'py, PyAny>) -> PyResult<()> {
        if !self.add_immutable(value)? {
            self.add_shared(value);
        }
        Ok(())
    }

    /// Writes what is the same in both semantics: scalars, and what stands for a JavaScript value.
    ///
    /// Tells whether the value is one of these.
    ///
    /// # Errors
    /// MemoryError.
    pub fn add_immutable(&mut self, value: &Bound<'py, PyAny>) -> PyResult<bool> {
        if let Some(record) = scalar(value) {
            self.push(record);
            return Ok(true);
        }
        if self.deep.is_some_and(Deep::runs_code) {
            self.keep_object(value.clone());
        }
        if let Ok(int) = value.cast::<PyInt>() {
            let record = number::int_to_js(int, |text| self.keep_object(text))?;
            self.push(record);
        } else if let Ok(text) = value.cast::<PyString>() {
            self.add_text(text);
        } else if let Some(proxy) = js_proxy::of(value.as_borrowed()) {
            self.push(Record::pair(Tag::Reference, proxy.slot(), 0));
        } else if let Some(slot) = js_module::slot(value).or_else(|| json_view::slot(value)) {
            self.push(Record::pair(Tag::Reference, slot, 0));
        } else if singleton::is_js_null(value) {
            self.push(Record::new(Tag::Null));
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Writes what is no scalar: containers are copied, buffers shown, the rest shared.
    fn add_mutable(&mut self, value: &Bound<'py, PyAny>) -> PyResult<()> {
        if let Ok(list) = value.cast::<PyList>() {
            container::list_to_js(self, list)?;
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            container::tuple_to_js(self, tuple)?;
        } else if let Ok(dict) = value.cast::<PyDict>() {
            container::dict_to_js(self, dict)?;
        } else if !buffer::to_js(self, value, Memory::Shared)? {
            self.add_shared(value);
        }
        Ok(())
    }

    /// Writes an object that JavaScript gets a PyProxy of.
    pub fn add_shared(&mut self, value: &Bound<'py, PyAny>) {
        self.objects += 1;
        self.push(Record::pair(Tag::PyObject, address(value), 0));
    }

    /// Writes a typed array on a part of a buffer, which it keeps.
    pub fn add_view(&mut self, record: Record, buffer: Rc<BufferExport>) {
        let views = &mut self.kept().views;
        if views.try_reserve(1).is_ok()
            && let Ok(handle) = state::hold_view(buffer)
        {
            views.push(handle);
            self.push(record);
            self.push(Record::pair(Tag::View, handle.slot(), handle.version()));
        } else {
            self.is_cut = true;
        }
    }

    /// Keeps an object until JavaScript has read the records, where the caller does not hold it.
    pub fn keep_object(&mut self, object: Bound<'py, PyAny>) {
        self.keep(object, |kept| &mut kept.objects);
    }

    /// Keeps a buffer until JavaScript has read the records.
    pub fn keep_buffer(&mut self, buffer: Rc<BufferExport>) {
        self.keep(buffer, |kept| &mut kept.buffers);
    }

    /// Keeps bytes until JavaScript has copied them.
    pub fn keep_bytes(&mut self, bytes: Box<[u8]>) {
        self.keep(bytes, |kept| &mut kept.bytes);
    }

    /// Gives a container its number, by which it is known when it comes again.
    pub(super) fn number(&mut self, object: &Bound<'py, PyAny>) {
        let number = self.container_count;
        let containers = &mut self.kept().containers;
        if containers.try_reserve(1).is_ok() {
            containers.insert(address(object), number);
        } else {
            self.is_cut = true;
        }
        self.container_count += 1;
    }

    /// Begins the copy of a buffer, which follows.
    pub fn open_buffer(&mut self, object: &Bound<'py, PyAny>) {
        self.number(object);
        self.push(Record::pair(Tag::Buffer, 0, address(object)));
    }

    /// Writes which container an object was, if it has been written.
    pub fn add_again(&mut self, object: &Bound<'py, PyAny>) -> bool {
        let kept = self.kept.as_ref();
        let known = kept.and_then(|kept| kept.containers.get(&address(object)).copied());
        if let Some(number) = known {
            self.push(Record::pair(Tag::Shared, number, address(object)));
        }
        known.is_some()
    }

    /// Writes a str.
    pub fn add_text(&mut self, text: &Bound<'py, PyString>) {
        match string::to_js(text, |wide| self.keep(wide, |kept| &mut kept.wide)) {
            Ok(record) => self.push(record),
            Err(_) => self.is_cut = true,
        }
    }

    /// Writes a text that nobody else holds.
    pub fn add_own_text(&mut self, text: Bound<'py, PyString>) {
        self.add_text(&text);
        self.keep_object(text.into_any());
    }

    /// Begins a dict of so many pairs, which follow.
    pub fn open_dict(&mut self, length: u32) {
        // JavaScript counts every container.
        self.container_count += 1;
        self.push(Record::pair(Tag::Dict, length, 0));
    }

    /// Begins an Array of so many items, which follow; it stands for no Python object.
    pub fn open_array(&mut self, length: u32) {
        self.container_count += 1;
        self.push(Record::pair(Tag::Array, length, 0));
    }

    /// Writes a container that JavaScript gets a JSON-like view of.
    pub(super) fn add_json_view(&mut self, container: &Bound<'py, PyAny>) {
        self.objects += 1;
        self.push(Record::pair(Tag::JsonView, address(container), 0));
    }

    /// Writes a record. Where there is no memory for it, it is for [`Self::address`] to say so.
    pub fn push(&mut self, record: Record) {
        let is_full = self.records.len() == self.records.capacity();
        if self.is_cut || (is_full && self.records.try_reserve(1).is_err()) {
            self.is_cut = true;
            return;
        }
        self.records.push(record);
    }

    /// Where JavaScript finds the records during the next crossing, in which nothing will make the
    /// memory grow: that would take typed arrays away from whom they are for.
    ///
    /// # Errors
    /// MemoryError where there was no room for all of it, or is none for the handles of shared
    /// objects.
    pub fn address(&self) -> PyResult<u32> {
        if self.is_cut {
            return Err(vector::no_room(self.records.len()));
        }
        if self.objects > 0 {
            state::reserve_objects(self.objects)
                .map_err(|error| PyMemoryError::new_err(error.to_string()))?;
        }
        Ok(address_of_records(&self.records))
    }

    /// Ends the crossing in which JavaScript has read the records: the buffers are its own now.
    pub fn sent(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.views.clear();
        }
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        for view in self.views.drain(..) {
            drop(state::release_view(view));
        }
    }
}

/// What the caller of an export gets.
pub enum Answer {
    /// A value that the record says whole.
    Record(Record),
    /// A text, to which the record points.
    Text(Record, Py<PyString>),
    /// A value that waits in JavaScript's outbox.
    Delivered,
    /// An error that waits there.
    Thrown,
}

/// Answers the caller of an export with a value.
///
/// # Errors
/// As [`Outgoing::add`].
#[inline(always)]
pub fn answer(value: &Bound<'_, PyAny>) -> PyResult<Answer> {
    if let Some(record) = scalar(value) {
        return Ok(Answer::Record(record));
    }
    if let Ok(text) = value.cast_exact::<PyString>() {
        let mut is_whole = true;
        let record = string::to_js(text, |_| is_whole = false)?;
        if is_whole {
            return Ok(Answer::Text(record, text.clone().unbind()));
        }
    }
    if let Some(proxy) = js_proxy::of(value.as_borrowed()) {
        imports::deliver_reference(proxy.slot());
        return Ok(Answer::Delivered);
    }
    deliver(value).map(|()| Answer::Delivered)
}

/// Answers the caller of an export with a value of which nothing is copied.
///
/// # Errors
/// As [`Outgoing::add_uncopied`].
pub fn answer_uncopied(value: &Bound<'_, PyAny>) -> PyResult<Answer> {
    let mut outgoing = Outgoing::default();
    outgoing.add_uncopied(value)?;
    deliver_records(value.py(), outgoing)
}

/// Puts a value into JavaScript's outbox.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn deliver(value: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut outgoing = Outgoing::default();
    outgoing.add(value)?;
    deliver_records(value.py(), outgoing).map(|_| ())
}

/// Puts the value that has been written into JavaScript's outbox.
///
/// # Errors
/// MemoryError; what building the value throws.
pub fn deliver_records(py: Python<'_>, mut outgoing: Outgoing<'_>) -> PyResult<Answer> {
    let code = imports::deliver(outgoing.address()?);
    outgoing.sent();
    js_to_py::outcome(py, code).map(|_| Answer::Delivered)
}

/// The record of a value that needs no more than one: None, bool, float, an int of moderate size.
#[inline(always)]
fn scalar(value: &Bound<'_, PyAny>) -> Option<Record> {
    if value.is_none() {
        return Some(Record::new(Tag::Undefined));
    }
    if let Ok(truth) = value.cast_exact::<PyBool>() {
        return Some(Record::new(if truth.is_true() {
            Tag::True
        } else {
            Tag::False
        }));
    }
    if let Ok(int) = value.cast_exact::<PyInt>() {
        return number::safe_int_to_js(int);
    }
    value.cast::<PyFloat>().ok().map(number::float_to_js)
}
