//! The slots of JsProxy's classes. Each hands on to the safe code behind [`Protocol`].

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString, PyTuple};
use std::ffi::{c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::JsProxyRef;
use super::layout::dealloc;
use super::{JsFeature, JsFeatures};
use crate::error::panic_error;

/// What a JsProxy does: the safe code behind the slots.
pub trait Protocol {
    /// `repr(x)`.
    fn repr<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>>;
    /// `hash(x)`.
    fn hash(this: JsProxyRef<'_, '_>) -> PyResult<isize>;
    /// `x == other`; nothing where the other is no JsProxy.
    fn is_same(this: JsProxyRef<'_, '_>, other: Borrowed<'_, '_, PyAny>) -> Option<bool>;
    /// `bool(x)`.
    fn truth(this: JsProxyRef<'_, '_>) -> PyResult<bool>;
    /// `x.name`.
    fn get_attribute<'py>(
        this: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `x.name = value`, or `del x.name` without a value.
    fn set_attribute<'py>(
        this: JsProxyRef<'_, 'py>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()>;
    /// `next(x)`; nothing at the end.
    fn next<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Option<Bound<'py, PyAny>>>;
    /// `len(x)` of what has the feature [`JsFeature::Sized`].
    fn length(this: JsProxyRef<'_, '_>) -> PyResult<usize>;
    /// `x[key]` of what can be read by index.
    fn get_element<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `x[key] = value` of an Array, or `del x[key]` without a value.
    fn set_element<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()>;
    /// `x[key]` of what has a method `get`.
    fn get_item<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `x(*args, **kwargs)`: the values of `names` come last in `args`.
    fn call<'py>(
        this: JsProxyRef<'_, 'py>,
        args: &[Borrowed<'_, 'py, PyAny>],
        names: Option<&Bound<'py, PyTuple>>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `x.new(*args, **kwargs)`: the values of `names` come last in `args`.
    fn construct<'py>(
        this: JsProxyRef<'_, 'py>,
        args: &[Borrowed<'_, 'py, PyAny>],
        names: Option<&Bound<'py, PyTuple>>,
    ) -> PyResult<Bound<'py, PyAny>>;
}

/// The slots of a class whose objects have these features.
pub(super) fn slots<P: Protocol>(features: JsFeatures) -> Vec<ffi::PyType_Slot> {
    let mut slots = vec![
        slot(ffi::Py_tp_new, refuse_new as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        // The bases take part in garbage collection, as all PyO3's classes do, and a class that says
        // nothing of it inherits that; but a proxy holds no Python object, and is cheaper without.
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_repr, repr::<P> as *mut c_void),
        slot(ffi::Py_tp_str, repr::<P> as *mut c_void),
        slot(ffi::Py_tp_hash, hash::<P> as *mut c_void),
        slot(ffi::Py_tp_richcompare, compare::<P> as *mut c_void),
        slot(ffi::Py_tp_getattro, get_attribute::<P> as *mut c_void),
        slot(ffi::Py_tp_setattro, set_attribute::<P> as *mut c_void),
        slot(ffi::Py_nb_bool, truth::<P> as *mut c_void),
    ];
    if features.has(JsFeature::Iterator) {
        slots.push(slot(ffi::Py_tp_iternext, next::<P> as *mut c_void));
    }
    // These the classes of the features have too, but theirs cost more than the crossing.
    if features.has(JsFeature::Sized) {
        slots.push(slot(ffi::Py_mp_length, length::<P> as *mut c_void));
    }
    if features.is_read_by_index() {
        let function = get_element::<P> as *mut c_void;
        slots.push(slot(ffi::Py_mp_subscript, function));
    } else if features.has(JsFeature::Get) {
        slots.push(slot(ffi::Py_mp_subscript, get_item::<P> as *mut c_void));
    }
    if features.has(JsFeature::Array) {
        let function = set_element::<P> as *mut c_void;
        slots.push(slot(ffi::Py_mp_ass_subscript, function));
    }
    if features.has(JsFeature::Callable) {
        slots.push(slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void));
        // CPython keeps a pointer to the table for as long as the class lives.
        let methods = vec![new_method::<P>(), ffi::PyMethodDef::zeroed()];
        slots.push(slot(ffi::Py_tp_methods, methods.leak().as_mut_ptr().cast()));
    }
    slots
}

fn new_method<P: Protocol>() -> ffi::PyMethodDef {
    ffi::PyMethodDef {
        ml_name: c"new".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer {
            PyCFunctionFastWithKeywords: construct::<P>,
        },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: c"Make an instance, as JavaScript's `new` does.".as_ptr(),
    }
}

pub(super) fn slot(id: c_int, function: *mut c_void) -> ffi::PyType_Slot {
    ffi::PyType_Slot {
        slot: id,
        pfunc: function,
    }
}

/// Runs the safe code behind a slot. An exception is set where it fails, one for a panic too.
#[inline(always)]
pub(super) fn guard<R: Copy>(failed: R, action: impl FnOnce(Python<'_>) -> PyResult<R>) -> R {
    // SAFETY: CPython calls slots with the thread attached, and Python runs only inside
    // `boundary::enter`, which has told PyO3 so.
    let py = unsafe { Python::assume_attached() };
    let restore = |error: PyErr| {
        error.restore(py);
        failed
    };
    // All inside, but for panics: only the value has to leave the part that catches them.
    let caught = catch_unwind(AssertUnwindSafe(|| action(py).unwrap_or_else(restore)));
    caught.unwrap_or_else(|payload| restore(panic_error(&*payload)))
}

pub(super) fn guard_object(
    action: impl FnOnce(Python<'_>) -> PyResult<Bound<'_, PyAny>>,
) -> *mut PyObject {
    guard(std::ptr::null_mut(), |py| action(py).map(Bound::into_ptr))
}

pub(super) fn guard_status(action: impl FnOnce(Python<'_>) -> PyResult<()>) -> c_int {
    guard(-1, |py| action(py).map(|()| 0))
}

/// # Safety
/// CPython's contract for slots: `object` is a living instance of the slot's class.
unsafe fn this<'a, 'py>(py: Python<'py>, object: *mut PyObject) -> JsProxyRef<'a, 'py> {
    // SAFETY: by this function's contract.
    unsafe { JsProxyRef::new(Borrowed::from_ptr(py, object)) }
}

/// # Safety
/// `object` is null or a living object that outlives the slot's call.
pub(super) unsafe fn given<'py>(
    py: Python<'py>,
    object: *mut PyObject,
) -> Option<Bound<'py, PyAny>> {
    // SAFETY: by this function's contract.
    unsafe { Bound::from_borrowed_ptr_or_opt(py, object) }
}

unsafe extern "C" fn refuse_new(
    _class: *mut ffi::PyTypeObject,
    _args: *mut PyObject,
    _named: *mut PyObject,
) -> *mut PyObject {
    guard_object(|_| Err(PyTypeError::new_err("JsProxy cannot be instantiated")))
}

unsafe extern "C" fn clear(_object: *mut PyObject) -> c_int {
    0
}

// SAFETY, for all slots below: by CPython's contract `object` is a living instance of the class,
// other arguments are living objects of the documented types, or null where that is documented.

unsafe extern "C" fn repr<P: Protocol>(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| P::repr(unsafe { this(py, object) }))
}

unsafe extern "C" fn hash<P: Protocol>(object: *mut PyObject) -> isize {
    // SAFETY: see above.
    guard(-1, |py| P::hash(unsafe { this(py, object) }))
}

unsafe extern "C" fn truth<P: Protocol>(object: *mut PyObject) -> c_int {
    // SAFETY: see above.
    guard(-1, |py| {
        // SAFETY: see above.
        P::truth(unsafe { this(py, object) }).map(c_int::from)
    })
}

unsafe extern "C" fn compare<P: Protocol>(
    object: *mut PyObject,
    other: *mut PyObject,
    operation: c_int,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| unsafe {
        let other = Borrowed::from_ptr(py, other);
        Ok(compare_with::<P>(this(py, object), other, operation))
    })
}

/// What a rich comparison gives: only `==` and `!=` of two JsProxies mean anything.
pub(super) fn compare_with<'py, P: Protocol>(
    this: JsProxyRef<'_, 'py>,
    other: Borrowed<'_, 'py, PyAny>,
    operation: c_int,
) -> Bound<'py, PyAny> {
    let py = this.py();
    let wanted = match operation {
        ffi::Py_EQ => Some(true),
        ffi::Py_NE => Some(false),
        _ => None,
    };
    match (wanted, P::is_same(this, other)) {
        (Some(wanted), Some(same)) => PyBool::new(py, same == wanted).to_owned().into_any(),
        _ => py.NotImplemented().into_bound(py),
    }
}

unsafe extern "C" fn get_attribute<P: Protocol>(
    object: *mut PyObject,
    name: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| unsafe {
        let name = Bound::from_borrowed_ptr(py, name).cast_into::<PyString>()?;
        P::get_attribute(this(py, object), &name)
    })
}

unsafe extern "C" fn set_attribute<P: Protocol>(
    object: *mut PyObject,
    name: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: see above; a null value means deletion.
    guard_status(|py| unsafe {
        let name = Bound::from_borrowed_ptr(py, name).cast_into::<PyString>()?;
        P::set_attribute(this(py, object), &name, given(py, value).as_ref())
    })
}

unsafe extern "C" fn next<P: Protocol>(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: see above; null without an exception is the end of the iteration.
    guard(std::ptr::null_mut(), |py| {
        // SAFETY: see above.
        let next = P::next(unsafe { this(py, object) })?;
        Ok(next.map_or(std::ptr::null_mut(), Bound::into_ptr))
    })
}

unsafe extern "C" fn length<P: Protocol>(object: *mut PyObject) -> isize {
    // SAFETY: see above; a length that fits into memory is no more than isize::MAX.
    guard(-1, |py| {
        // SAFETY: see above.
        let length = P::length(unsafe { this(py, object) })?;
        Ok(length.cast_signed())
    })
}

unsafe extern "C" fn get_element<P: Protocol>(
    object: *mut PyObject,
    key: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| unsafe {
        let key = Bound::from_borrowed_ptr(py, key);
        P::get_element(this(py, object), &key)
    })
}

unsafe extern "C" fn get_item<P: Protocol>(
    object: *mut PyObject,
    key: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| unsafe {
        let key = Bound::from_borrowed_ptr(py, key);
        P::get_item(this(py, object), &key)
    })
}

unsafe extern "C" fn set_element<P: Protocol>(
    object: *mut PyObject,
    key: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: see above; a null value means deletion.
    guard_status(|py| unsafe {
        let key = Bound::from_borrowed_ptr(py, key);
        P::set_element(this(py, object), &key, given(py, value).as_ref())
    })
}

/// `tp_vectorcall`.
///
/// # Safety
/// CPython's: the contract of vectorcall, for a living instance.
pub(super) unsafe extern "C" fn vectorcall<P: Protocol>(
    object: *mut PyObject,
    args: *const *mut PyObject,
    flagged_count: usize,
    names: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above, and `arguments`.
    guard_object(|py| unsafe {
        let names = given(py, names)
            .map(Bound::cast_into::<PyTuple>)
            .transpose()?;
        let count = flagged_count & !ffi::PY_VECTORCALL_ARGUMENTS_OFFSET;
        P::call(
            this(py, object),
            arguments(py, args, count, names.as_ref()),
            names.as_ref(),
        )
    })
}

unsafe extern "C" fn construct<P: Protocol>(
    object: *mut PyObject,
    args: *const *mut PyObject,
    count: isize,
    names: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above, and `arguments`.
    guard_object(|py| unsafe {
        let names = given(py, names)
            .map(Bound::cast_into::<PyTuple>)
            .transpose()?;
        let args = arguments(py, args, count.cast_unsigned(), names.as_ref());
        P::construct(this(py, object), args, names.as_ref())
    })
}

/// The arguments of a call: the counted ones, and one for each of `names`.
///
/// # Safety
/// `args` has that many living objects, which the caller holds for the length of the call.
unsafe fn arguments<'a, 'py>(
    _py: Python<'py>,
    args: *const *mut PyObject,
    count: usize,
    names: Option<&Bound<'py, PyTuple>>,
) -> &'a [Borrowed<'a, 'py, PyAny>] {
    let count = count + names.map_or(0, |names| names.as_borrowed().len());
    if count == 0 {
        return &[]; // without any, CPython may give no address at all
    }
    // SAFETY: by this function's contract; a `Borrowed` is a pointer that is not null, and says so by
    // its representation.
    unsafe { std::slice::from_raw_parts(args.cast(), count) }
}
