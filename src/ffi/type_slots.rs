//! What the class of a Python object can do: a look at its slots, which runs none of its code.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};
use std::ffi::c_ulong;

use super::object::type_attribute;

/// The slots of an object's class.
pub struct TypeSlots<'a, 'py> {
    object: &'a Bound<'py, PyAny>,
    class: Bound<'py, PyType>,
}

/// Whether a slot in one of a class's tables of functions is filled.
macro_rules! filled {
    ($slots:expr, $table:ident, $slot:ident) => {{
        // SAFETY: a class's tables are null or live as long as the class, which `$slots` holds.
        unsafe { (*$slots.pointer()).$table.as_ref() }.is_some_and(|table| table.$slot.is_some())
    }};
}

impl<'a, 'py> TypeSlots<'a, 'py> {
    /// The slots of an object's class, whatever its `__class__` says.
    #[must_use]
    pub fn of(object: &'a Bound<'py, PyAny>) -> Self {
        Self {
            object,
            class: object.get_type(),
        }
    }

    /// `__len__`.
    #[must_use]
    pub fn is_sized(&self) -> bool {
        let filled =
            filled!(self, tp_as_sequence, sq_length) || filled!(self, tp_as_mapping, mp_length);
        filled && self.has(pyo3::intern!(self.py(), "__len__"))
    }

    /// `__getitem__`.
    #[must_use]
    pub fn gets_items(&self) -> bool {
        let filled =
            filled!(self, tp_as_sequence, sq_item) || filled!(self, tp_as_mapping, mp_subscript);
        filled && self.has(pyo3::intern!(self.py(), "__getitem__"))
    }

    /// `__setitem__` or `__delitem__`, which share a slot.
    #[must_use]
    pub fn sets_items(&self) -> bool {
        let filled = filled!(self, tp_as_sequence, sq_ass_item)
            || filled!(self, tp_as_mapping, mp_ass_subscript);
        filled
            && (self.has(pyo3::intern!(self.py(), "__setitem__"))
                || self.has(pyo3::intern!(self.py(), "__delitem__")))
    }

    /// `__contains__`.
    #[must_use]
    pub fn contains(&self) -> bool {
        filled!(self, tp_as_sequence, sq_contains)
            && self.has(pyo3::intern!(self.py(), "__contains__"))
    }

    /// What `iter` accepts: `__iter__`, or else `__getitem__` of what is no mapping.
    #[must_use]
    pub fn is_iterable(&self) -> bool {
        let name = pyo3::intern!(self.py(), "__iter__");
        // SAFETY: a look at a living class.
        if unsafe { (*self.pointer()).tp_iter }.is_some() {
            return self.has(name);
        }
        // `__iter__ = None` forbids it.
        filled!(self, tp_as_sequence, sq_item)
            && !self.is_mapping()
            && type_attribute(&self.class, name).is_none()
            && self.has(pyo3::intern!(self.py(), "__getitem__"))
    }

    /// `__next__`.
    #[must_use]
    pub fn is_iterator(&self) -> bool {
        // SAFETY: a look at the type's slots.
        let filled = unsafe { ffi::PyIter_Check(self.object.as_ptr()) } != 0;
        filled && self.has(pyo3::intern!(self.py(), "__next__"))
    }

    /// `__aiter__`.
    #[must_use]
    pub fn is_async_iterable(&self) -> bool {
        filled!(self, tp_as_async, am_aiter) && self.has(pyo3::intern!(self.py(), "__aiter__"))
    }

    /// `__anext__`.
    #[must_use]
    pub fn is_async_iterator(&self) -> bool {
        filled!(self, tp_as_async, am_anext) && self.has(pyo3::intern!(self.py(), "__anext__"))
    }

    /// `__await__`.
    #[must_use]
    pub fn is_awaitable(&self) -> bool {
        filled!(self, tp_as_async, am_await) && self.has(pyo3::intern!(self.py(), "__await__"))
    }

    /// The buffer protocol.
    #[must_use]
    pub fn has_buffer(&self) -> bool {
        filled!(self, tp_as_buffer, bf_getbuffer)
    }

    /// What pattern matching takes for a sequence: list, tuple, range and all that is derived from
    /// or registered with `collections.abc.Sequence`, but neither str nor bytes.
    #[must_use]
    pub fn is_sequence(&self) -> bool {
        self.has_flag(ffi::Py_TPFLAGS_SEQUENCE)
    }

    /// What pattern matching takes for a mapping: dict, and all that is derived from or registered
    /// with `collections.abc.Mapping`.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        self.has_flag(ffi::Py_TPFLAGS_MAPPING)
    }

    /// Whether the class has an attribute of this name that is not None.
    ///
    /// A class takes an operation back by setting its method to None, and the slot is filled all
    /// the same.
    #[must_use]
    pub fn has(&self, name: &Bound<'py, PyString>) -> bool {
        type_attribute(&self.class, name).is_some_and(|found| !found.is_none())
    }

    fn has_flag(&self, flag: c_ulong) -> bool {
        // SAFETY: a look at a living class.
        unsafe { (*self.pointer()).tp_flags & flag != 0 }
    }

    fn pointer(&self) -> *mut ffi::PyTypeObject {
        self.class.as_type_ptr()
    }

    fn py(&self) -> Python<'py> {
        self.class.py()
    }
}
