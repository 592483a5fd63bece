//! JsException in memory: an exception of Python's own that has a JsProxy, the one of its Error.

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};
use std::ffi::{CStr, c_int, c_void};
use std::mem::offset_of;

use super::JsProxyRef;
use super::slots::{Protocol, compare_with, given, guard, guard_object, guard_status, slot};
use crate::handle::state;

const NAME: &CStr = c"jaspy.ffi.JsException";

/// An instance in memory. CPython ends it: the proxies are members that it gives back.
#[repr(C)]
struct Instance {
    base: ffi::PyBaseExceptionObject,
    weak_references: *mut PyObject,
    /// The proxy of the Error, which nobody else has. Null once CPython has begun to end it.
    error: *mut PyObject,
    /// The proxy of what was thrown, where that is no Error; nobody else has it.
    thrown: *mut PyObject,
    /// Whether the traceback has got the frames of JavaScript.
    has_frames: bool,
}

/// What a JsException does otherwise than its proxy.
pub trait ExceptionProtocol: Protocol {
    /// `e.name`.
    fn get_exception_attribute<'py>(
        exception: &Bound<'py, PyAny>,
        error: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `e.name = value`, or `del e.name` without a value.
    fn set_exception_attribute<'py>(
        exception: &Bound<'py, PyAny>,
        error: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()>;
}

/// Makes the class. One of its bases is Exception, the others have no storage of their own.
///
/// # Errors
/// MemoryError; TypeError for bases that do not go together.
pub fn make_class<'py, P: ExceptionProtocol>(
    py: Python<'py>,
    bases: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyType>> {
    let mut members = members();
    let mut slots = [
        slot(ffi::Py_tp_new, refuse_new as *mut c_void),
        slot(ffi::Py_tp_repr, text::<P> as *mut c_void),
        slot(ffi::Py_tp_str, text::<P> as *mut c_void),
        slot(ffi::Py_tp_hash, hash::<P> as *mut c_void),
        slot(ffi::Py_tp_richcompare, compare::<P> as *mut c_void),
        slot(ffi::Py_tp_getattro, get_attribute::<P> as *mut c_void),
        slot(ffi::Py_tp_setattro, set_attribute::<P> as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(0, std::ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: NAME.as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: 0,
        #[allow(
            clippy::unnecessary_cast,
            reason = "the constants are wider on other targets"
        )]
        flags: ffi::Py_TPFLAGS_DEFAULT as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec is whole: its slots end in a zero, its members too, and both outlive the
    // call; the name is static. CPython copies what it keeps.
    let class = unsafe {
        let made = ffi::PyType_FromSpecWithBases(&raw mut spec, bases.as_ptr());
        Bound::from_owned_ptr_or_err(py, made)?
    };
    // By name Python code could take the proxies away; CPython knows the members without.
    class.delattr("_error")?;
    class.delattr("_thrown")?;
    let class = class.cast_into::<PyType>()?;
    // SAFETY: nobody else has the class yet. Sealed, it cannot be changed or derived from.
    unsafe {
        let class = class.as_type_ptr();
        (*class).tp_flags |= ffi::Py_TPFLAGS_IMMUTABLETYPE;
        ffi::PyType_Modified(class);
    }
    Ok(class)
}

fn members() -> [ffi::PyMemberDef; 4] {
    let member = |name: &'static CStr, type_code, offset: usize, flags| ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code,
        offset: offset.cast_signed(),
        flags,
        doc: std::ptr::null(),
    };
    let weak_references = offset_of!(Instance, weak_references);
    let (error, thrown) = (offset_of!(Instance, error), offset_of!(Instance, thrown));
    [
        member(
            c"__weaklistoffset__",
            ffi::Py_T_PYSSIZET,
            weak_references,
            ffi::Py_READONLY,
        ),
        member(c"_error", ffi::Py_T_OBJECT_EX, error, 0),
        member(c"_thrown", ffi::Py_T_OBJECT_EX, thrown, 0),
        ffi::PyMemberDef::default(),
    ]
}

/// Makes an exception of the class that [`make_class`] made. It takes over the proxies, which
/// nobody else may have.
///
/// # Errors
/// MemoryError.
pub fn new_exception<'py>(
    class: &Bound<'py, PyType>,
    error: Bound<'py, PyAny>,
    thrown: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = class.py();
    let no_args = PyTuple::empty(py);
    // SAFETY: the class derives from Exception, whose `tp_new` makes an instance of any such class
    // and zeroes what it does not know. The fields take over one reference each.
    unsafe {
        let base = ffi::PyExc_Exception.cast::<ffi::PyTypeObject>();
        let new = (*base)
            .tp_new
            .ok_or_else(|| PyTypeError::new_err("Exception has no tp_new"))?;
        let made = new(class.as_type_ptr(), no_args.as_ptr(), std::ptr::null_mut());
        let made = Bound::from_owned_ptr_or_err(py, made)?;
        let instance = made.as_ptr().cast::<Instance>();
        (*instance).error = error.into_ptr();
        (*instance).thrown = thrown.map_or(std::ptr::null_mut(), Bound::into_ptr);
        Ok(made)
    }
}

/// The proxy of a JsException's Error, if the object is one.
pub(super) fn error_of<'a, 'py>(object: Borrowed<'a, 'py, PyAny>) -> Option<JsProxyRef<'a, 'py>> {
    let instance = instance(object)?;
    // SAFETY: the field is null or a proxy that lives as long as the exception can be reached; it
    // was made as one.
    unsafe {
        let error = Borrowed::from_ptr_or_opt(object.py(), (*instance).error)?;
        Some(JsProxyRef::new(error))
    }
}

/// The proxy of what was thrown, if the object is a JsException for something that is no Error.
#[must_use]
pub fn thrown_of<'a, 'py>(object: Borrowed<'a, 'py, PyAny>) -> Option<JsProxyRef<'a, 'py>> {
    let instance = instance(object)?;
    // SAFETY: as in `error_of`.
    unsafe {
        let thrown = Borrowed::from_ptr_or_opt(object.py(), (*instance).thrown)?;
        Some(JsProxyRef::new(thrown))
    }
}

/// Whether an object is a JsException.
#[must_use]
pub fn is_exception(object: Borrowed<'_, '_, PyAny>) -> bool {
    instance(object).is_some()
}

/// Notes that the traceback of a JsException has got its frames of JavaScript. Gives whether it
/// had them before.
#[must_use]
pub fn take_up_frames(object: Borrowed<'_, '_, PyAny>) -> bool {
    instance(object).is_none_or(|instance| {
        // SAFETY: a field of a living instance, which nobody else writes.
        unsafe { std::mem::replace(&mut (*instance).has_frames, true) }
    })
}

fn instance(object: Borrowed<'_, '_, PyAny>) -> Option<*mut Instance> {
    // SAFETY: a look at the object's type, which lives.
    let flags = unsafe { (*ffi::Py_TYPE(object.as_ptr())).tp_flags };
    if flags & ffi::Py_TPFLAGS_BASE_EXC_SUBCLASS == 0 {
        return None;
    }
    // SAFETY: as above. Nobody can derive from the class.
    let class = unsafe { ffi::Py_TYPE(object.as_ptr()) as usize };
    state::is_js_exception_class(class).then(|| object.as_ptr().cast())
}

/// The proxy of the exception that a slot was called on.
fn error<'a, 'py>(exception: &'a Bound<'py, PyAny>) -> PyResult<JsProxyRef<'a, 'py>> {
    error_of(exception.as_borrowed())
        .ok_or_else(|| PyTypeError::new_err("this JsException has already lost its Error"))
}

unsafe extern "C" fn refuse_new(
    _class: *mut ffi::PyTypeObject,
    _args: *mut PyObject,
    _named: *mut PyObject,
) -> *mut PyObject {
    guard_object(|_| {
        Err(PyTypeError::new_err(
            "JsException cannot be instantiated: make a JavaScript Error, as js.Error.new() does",
        ))
    })
}

// SAFETY, for all slots below: by CPython's contract `object` is a living instance of the class,
// other arguments are living objects of the documented types, or null where that is documented.

unsafe extern "C" fn text<P: Protocol>(object: *mut PyObject) -> *mut PyObject {
    guard_object(|py| {
        // SAFETY: see above.
        let exception = unsafe { Bound::from_borrowed_ptr(py, object) };
        P::repr(error(&exception)?)
    })
}

unsafe extern "C" fn hash<P: Protocol>(object: *mut PyObject) -> isize {
    guard(-1, |py| {
        // SAFETY: see above.
        let exception = unsafe { Bound::from_borrowed_ptr(py, object) };
        P::hash(error(&exception)?)
    })
}

unsafe extern "C" fn compare<P: Protocol>(
    object: *mut PyObject,
    other: *mut PyObject,
    operation: c_int,
) -> *mut PyObject {
    guard_object(|py| {
        // SAFETY: see above.
        let (exception, other) = unsafe {
            let exception = Bound::from_borrowed_ptr(py, object);
            (exception, Borrowed::from_ptr(py, other))
        };
        Ok(compare_with::<P>(error(&exception)?, other, operation))
    })
}

unsafe extern "C" fn get_attribute<P: ExceptionProtocol>(
    object: *mut PyObject,
    name: *mut PyObject,
) -> *mut PyObject {
    guard_object(|py| {
        // SAFETY: see above.
        let (exception, name) = unsafe {
            let exception = Bound::from_borrowed_ptr(py, object);
            (exception, Bound::from_borrowed_ptr(py, name))
        };
        let name = name.cast_into::<PyString>()?;
        P::get_exception_attribute(&exception, error(&exception)?, &name)
    })
}

unsafe extern "C" fn set_attribute<P: ExceptionProtocol>(
    object: *mut PyObject,
    name: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    guard_status(|py| {
        // SAFETY: see above; a null value means deletion.
        let (exception, name, value) = unsafe {
            let exception = Bound::from_borrowed_ptr(py, object);
            let name = Bound::from_borrowed_ptr(py, name);
            (exception, name, given(py, value))
        };
        let name = name.cast_into::<PyString>()?;
        P::set_exception_attribute(&exception, error(&exception)?, &name, value.as_ref())
    })
}
