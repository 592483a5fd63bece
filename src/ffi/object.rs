//! Calls into CPython that PyO3 has no cheap safe form of.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFrozenSet, PyInt, PyList, PySet, PySlice, PyString, PyTuple, PyType};

use super::area::address_of;
use super::vector;

unsafe extern "C" {
    /// The attribute of a class or its bases, borrowed, or null; raises nothing and runs no code.
    /// CPython exports it for Cython and the like; PyO3 does not declare it.
    fn _PyType_Lookup(
        class: *mut ffi::PyTypeObject,
        name: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;

    // C API that PyO3 does not declare; both functions give borrowed references.
    static mut PyMethod_Type: ffi::PyTypeObject;
    fn PyMethod_Function(method: *mut ffi::PyObject) -> *mut ffi::PyObject;
    fn PyMethod_Self(method: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// An int that fits 64 bits, or nothing for a larger one.
#[must_use]
#[inline]
pub fn int_as_i64(int: &Bound<'_, PyInt>) -> Option<i64> {
    let mut overflow = 0;
    // SAFETY: `int` is an int, so nothing can be raised and `__index__` is not asked.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(int.as_ptr(), &raw mut overflow) };
    (overflow == 0).then_some(value)
}

/// The hexadecimal text of an int, as `hex` writes it, whatever its class overrides.
///
/// # Errors
/// MemoryError.
pub fn int_as_hex<'py>(int: &Bound<'py, PyInt>) -> PyResult<Bound<'py, PyString>> {
    // SAFETY: `int` is an int, so the result is a new str or an exception is set.
    unsafe {
        let text = ffi::PyNumber_ToBase(int.as_ptr(), 16);
        Ok(Bound::from_owned_ptr_or_err(int.py(), text)?.cast_into_unchecked())
    }
}

/// The value of a float, whatever its class overrides.
#[must_use]
pub fn float_value(float: &Bound<'_, pyo3::types::PyFloat>) -> f64 {
    // SAFETY: `float` is a float, whose value is a field.
    unsafe { ffi::PyFloat_AS_DOUBLE(float.as_ptr()) }
}

/// What an iterator came to.
pub enum Step<'py> {
    /// Its next element.
    Next(Bound<'py, PyAny>),
    /// The end, and what it returned.
    Finished(Bound<'py, PyAny>),
}

/// The next element of an iterator; a generator gets the value as the result of its `yield`.
///
/// # Errors
/// Whatever the iterator raises; AttributeError for a value that is not None where it has no
/// `send`.
pub fn send<'py>(iterator: &Bound<'py, PyAny>, value: &Bound<'py, PyAny>) -> PyResult<Step<'py>> {
    let py = iterator.py();
    let mut result = std::ptr::null_mut();
    // SAFETY: both are living objects; unless an exception is set, `result` is a new reference.
    unsafe {
        match ffi::PyIter_Send(iterator.as_ptr(), value.as_ptr(), &raw mut result) {
            ffi::PySendResult::PYGEN_NEXT => Ok(Step::Next(Bound::from_owned_ptr(py, result))),
            ffi::PySendResult::PYGEN_RETURN => {
                Ok(Step::Finished(Bound::from_owned_ptr(py, result)))
            }
            ffi::PySendResult::PYGEN_ERROR => Err(PyErr::fetch(py)),
        }
    }
}

/// The address of an object, its identity while it lives.
#[must_use]
pub fn address(object: &Bound<'_, PyAny>) -> u32 {
    address_of(object.as_ptr())
}

/// Another reference to the living object at an address that [`address`] gave.
///
/// Whoever calls this knows that the object lives: JavaScript asks while the caller of the present
/// crossing holds it.
#[must_use]
pub fn at_address(py: Python<'_>, address: u32) -> Bound<'_, PyAny> {
    // SAFETY: the address was taken from a Bound that is still held further up the stack.
    unsafe { Bound::from_borrowed_ptr(py, address as usize as *mut ffi::PyObject) }
}

/// The number that CPython has for a class as it is now, which no other class has; 0 for none.
#[must_use]
pub fn version_of(class: &Bound<'_, PyType>) -> u32 {
    // SAFETY: the class lives, and the field is a plain number.
    unsafe { (*class.as_type_ptr()).tp_version_tag }
}

/// Whether an object is a method bound to an object, or a built-in function, which looks the same.
#[must_use]
pub fn is_method(object: &Bound<'_, PyAny>) -> bool {
    let object = object.as_ptr();
    // SAFETY: a look at the object's type.
    unsafe {
        ffi::Py_TYPE(object) == &raw mut PyMethod_Type || ffi::PyCFunction_CheckExact(object) != 0
    }
}

/// Whether both are methods, of Python or built in, of the same function and object. Runs no code.
#[must_use]
pub fn is_same_method(one: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> bool {
    let (one, other) = (one.as_ptr(), other.as_ptr());
    // SAFETY: both are living objects; the parts of a method are read after a look at its type, and
    // only compared.
    unsafe {
        let is_method = |object| ffi::Py_TYPE(object) == &raw mut PyMethod_Type;
        if is_method(one) && is_method(other) {
            return PyMethod_Function(one) == PyMethod_Function(other)
                && PyMethod_Self(one) == PyMethod_Self(other);
        }
        if ffi::PyCFunction_CheckExact(one) != 0 && ffi::PyCFunction_CheckExact(other) != 0 {
            let function =
                |method: *mut ffi::PyObject| (*method.cast::<ffi::PyCFunctionObject>()).m_ml;
            return function(one) == function(other)
                && ffi::PyCFunction_GetSelf(one) == ffi::PyCFunction_GetSelf(other);
        }
    }
    false
}

/// Whether an object can be called. Runs no code of its class.
#[must_use]
pub fn is_callable(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a look at the type's slots.
    unsafe { ffi::PyCallable_Check(object.as_ptr()) != 0 }
}

/// Whether instances of a class export a buffer by code in C, not by a `__buffer__` in Python.
#[must_use]
pub fn has_native_buffer(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a look at the type's slots.
    if unsafe { ffi::PyObject_CheckBuffer(object.as_ptr()) } == 0 {
        return false;
    }
    let name = pyo3::intern!(object.py(), "__buffer__");
    // SAFETY: both are living objects; the result is borrowed from the type and looked at at once.
    unsafe {
        let found = _PyType_Lookup(object.get_type().as_type_ptr(), name.as_ptr());
        // A class in Python has a function there, one in C the wrapper of its slot.
        found.is_null() || ffi::Py_TYPE(found) == &raw mut ffi::PyWrapperDescr_Type
    }
}

/// Whether an object is a coroutine, which an `async def` function gave.
#[must_use]
#[inline]
pub fn is_coroutine(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a look at the object's type.
    unsafe { ffi::Py_TYPE(object.as_ptr()) == &raw mut ffi::PyCoro_Type }
}

/// Whether a class has an attribute of this name. Runs no code of the class.
#[must_use]
pub fn type_has(class: &Bound<'_, PyType>, name: &Bound<'_, PyString>) -> bool {
    type_attribute(class, name).is_some()
}

/// The attribute of a class or its bases, unbound. Runs no code of the class.
#[must_use]
pub fn type_attribute<'py>(
    class: &Bound<'py, PyType>,
    name: &Bound<'py, PyString>,
) -> Option<Bound<'py, PyAny>> {
    // SAFETY: both are living objects, and the borrowed result is made our own at once.
    unsafe {
        let found = _PyType_Lookup(class.as_type_ptr(), name.as_ptr());
        Bound::from_borrowed_ptr_or_opt(class.py(), found)
    }
}

/// The items of a list as they are now, by the list's own storage.
///
/// # Errors
/// MemoryError.
pub fn list_items<'py>(list: &Bound<'py, PyList>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    vector::collect(list.iter())
}

/// The items of a tuple.
///
/// # Errors
/// MemoryError.
pub fn tuple_items<'py>(tuple: &Bound<'py, PyTuple>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    vector::collect(tuple.iter())
}

/// The pairs of a dict as they are now, by the dict's own storage.
///
/// # Errors
/// MemoryError.
pub fn dict_pairs<'py>(dict: &Bound<'py, PyDict>) -> PyResult<Vec<Pair<'py>>> {
    vector::collect(dict.iter())
}

/// A key of a dict and its value.
pub type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// An exception as `raise` gives it: what is being handled becomes its context.
#[must_use]
pub fn raised(exception: &Bound<'_, PyAny>) -> PyErr {
    // SAFETY: both are living objects; what is no exception makes CPython set another.
    unsafe { ffi::PyErr_SetObject(ffi::Py_TYPE(exception.as_ptr()).cast(), exception.as_ptr()) };
    PyErr::take(exception.py()).unwrap_or_else(|| PyErr::from_value(exception.clone()))
}

/// Whether a frame of Python's waits for what runs now.
#[must_use]
pub fn is_inside_python() -> bool {
    // SAFETY: the thread is attached, and the borrowed frame is only compared with null.
    unsafe { !ffi::PyEval_GetFrame().is_null() }
}

/// An attribute as `object.__getattribute__` finds it.
///
/// # Errors
/// AttributeError, or what a getter raises.
pub fn generic_attribute<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: both are living objects and the name is a str.
    unsafe {
        let found = ffi::PyObject_GenericGetAttr(object.as_ptr(), name.as_ptr());
        Bound::from_owned_ptr_or_err(object.py(), found)
    }
}

/// Sets an attribute as `object.__setattr__` does, or deletes it where there is no value.
///
/// # Errors
/// AttributeError, or what a setter raises.
pub fn set_generic_attribute<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
    value: Option<&Bound<'py, PyAny>>,
) -> PyResult<()> {
    let value = value.map_or(std::ptr::null_mut(), Bound::as_ptr);
    // SAFETY: all are living objects and the name is a str; null means deletion.
    if unsafe { ffi::PyObject_GenericSetAttr(object.as_ptr(), name.as_ptr(), value) } == 0 {
        return Ok(());
    }
    Err(PyErr::fetch(object.py()))
}

/// The members of a set or frozenset as they are now, by the set's own storage; none of any other
/// object.
///
/// # Errors
/// MemoryError.
pub fn set_members<'py>(set: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    if let Ok(set) = set.cast::<PySet>() {
        return vector::collect(set.iter());
    }
    match set.cast::<PyFrozenSet>() {
        Ok(set) => vector::collect(set.iter()),
        Err(_) => Ok(Vec::new()),
    }
}

/// The start, stop and step of a slice, which may lie anywhere.
///
/// # Errors
/// ValueError for a step of 0; what an `__index__` raises.
pub fn slice_bounds(slice: &Bound<'_, PySlice>) -> PyResult<(i32, i32, i32)> {
    let (mut start, mut stop, mut step) = (0, 0, 0);
    // SAFETY: `slice` is a slice, and the three places are there to be written.
    let failed = unsafe {
        ffi::PySlice_Unpack(slice.as_ptr(), &raw mut start, &raw mut stop, &raw mut step) < 0
    };
    if failed {
        return Err(PyErr::fetch(slice.py()));
    }
    // On wasm32 they have 32 bits; elsewhere this is not run.
    let bound =
        |bound: isize| i32::try_from(bound).unwrap_or(if bound < 0 { i32::MIN } else { i32::MAX });
    Ok((bound(start), bound(stop), bound(step)))
}
