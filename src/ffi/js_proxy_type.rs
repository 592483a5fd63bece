//! The heap types of JsProxy: memory layout and slots, which only hand on to safe code.

use pyo3::exceptions::{PySystemError, PyTypeError};
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString, PyTuple, PyType};
use smallvec::SmallVec;
use std::ffi::{CStr, c_int, c_void};
use std::mem::offset_of;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::reference::Reference;
use crate::error::panic_error;

/// An instance in memory.
#[repr(C)]
struct Instance {
    base: PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    weak_references: *mut PyObject,
    reference: Reference,
    /// The object that a method is bound to.
    bound_to: Option<Reference>,
}

/// A JsProxy that somebody else holds.
#[derive(Clone, Copy)]
pub struct JsProxyRef<'a, 'py> {
    object: Borrowed<'a, 'py, PyAny>,
}

impl<'a, 'py> JsProxyRef<'a, 'py> {
    /// # Safety
    /// `object` is an instance of one of the types that [`make_type`] makes.
    unsafe fn new(object: Borrowed<'a, 'py, PyAny>) -> Self {
        Self { object }
    }

    /// An object as a JsProxy, if it is of one of these classes.
    #[must_use]
    pub fn of(object: Borrowed<'a, 'py, PyAny>, classes: &[Class]) -> Option<Self> {
        // SAFETY: a look at the object's type, which lives.
        let class = unsafe { ffi::Py_TYPE(object.as_ptr()) };
        let is_ours = classes.iter().any(|ours| ours.pointer() == class);
        // SAFETY: a `Class` has our layout, and nobody can derive from it.
        is_ours.then(|| unsafe { Self::new(object) })
    }

    /// The Python object.
    #[must_use]
    pub fn object(self) -> Borrowed<'a, 'py, PyAny> {
        self.object
    }

    /// The proof that Python may be used.
    #[must_use]
    pub fn py(self) -> Python<'py> {
        self.object.py()
    }

    /// The slot of its JavaScript value, for as long as the proxy lives.
    #[must_use]
    pub fn slot(self) -> u32 {
        self.instance().reference.slot()
    }

    /// The slot of the object that it is bound to as a method.
    #[must_use]
    pub fn bound_slot(self) -> Option<u32> {
        self.instance().bound_to.as_ref().map(Reference::slot)
    }

    fn instance(self) -> &'a Instance {
        // SAFETY: by the contract of `new`; nothing writes the fields after creation but dealloc.
        unsafe { &*self.object.as_ptr().cast::<Instance>() }
    }
}

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
    /// `len(x)`.
    fn length(this: JsProxyRef<'_, '_>) -> PyResult<isize>;
    /// `x[key]`.
    fn get_item<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>>;
    /// `x[key] = value`, or `del x[key]` without a value.
    fn set_item<'py>(
        this: JsProxyRef<'_, 'py>,
        key: &Bound<'py, PyAny>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()>;
    /// `key in x`.
    fn contains<'py>(this: JsProxyRef<'_, 'py>, key: &Bound<'py, PyAny>) -> PyResult<bool>;
    /// `iter(x)`.
    fn iterate<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>>;
    /// `next(x)`; nothing at the end.
    fn next<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Option<Bound<'py, PyAny>>>;
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
    /// `dir(x)`.
    fn dir<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>>;
    /// `x.typeof`.
    fn type_of<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>>;
    /// `x.js_id`.
    fn js_id<'py>(this: JsProxyRef<'_, 'py>) -> PyResult<Bound<'py, PyAny>>;
    /// The proxy is about to go.
    fn forget(this: JsProxyRef<'_, '_>);
}

/// The kinds of JsProxy, by what Python's protocols must see on the class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any object: the base of the others.
    Object,
    /// A function.
    Callable,
    /// An iterator.
    Iterator,
}

/// A class of proxies.
pub struct Class {
    class: Py<PyType>,
    vectorcall: ffi::vectorcallfunc,
}

impl Class {
    /// The class as Python sees it.
    pub fn bind<'py>(&self, py: Python<'py>) -> &Bound<'py, PyType> {
        self.class.bind(py)
    }

    fn pointer(&self) -> *mut ffi::PyTypeObject {
        self.class.as_ptr().cast()
    }
}

/// Makes the class of a kind of proxy. `base` is the class of plain objects for the other kinds.
///
/// # Errors
/// MemoryError.
pub fn make_type<'py, P: Protocol>(
    py: Python<'py>,
    kind: Kind,
    name: &'static CStr,
    base: Option<&Class>,
) -> PyResult<Class> {
    let mut slots = match kind {
        Kind::Object => object_slots::<P>(),
        Kind::Callable => vec![slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void)],
        Kind::Iterator => vec![
            slot(ffi::Py_tp_iter, ffi::PyObject_SelfIter as *mut c_void),
            slot(ffi::Py_tp_iternext, next::<P> as *mut c_void),
        ],
    };
    let members = members(kind);
    // CPython keeps pointers to these two tables for as long as the class lives.
    slots.push(slot(
        ffi::Py_tp_methods,
        methods::<P>(kind).leak().as_mut_ptr().cast(),
    ));
    slots.push(slot(
        ffi::Py_tp_getset,
        getters::<P>(kind).leak().as_mut_ptr().cast(),
    ));
    slots.push(slot(ffi::Py_tp_members, members.as_ptr().cast_mut().cast()));
    slots.push(slot(0, std::ptr::null_mut()));
    let flags = ffi::Py_TPFLAGS_DEFAULT
        | match kind {
            Kind::Object => ffi::Py_TPFLAGS_BASETYPE,
            Kind::Callable => ffi::Py_TPFLAGS_HAVE_VECTORCALL,
            Kind::Iterator => 0,
        };
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: 0,
        #[allow(
            clippy::unnecessary_cast,
            reason = "the constants are wider on other targets"
        )]
        flags: flags as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec is whole: its slots end in a zero, its members too, and both outlive the
    // call; the name is static. CPython copies what it keeps.
    let made = unsafe {
        let bases = base.map_or(std::ptr::null_mut(), |base| base.pointer().cast());
        let made = ffi::PyType_FromSpecWithBases(&raw mut spec, bases);
        Bound::from_owned_ptr_or_err(py, made)?
    };
    let class = made.cast_into::<PyType>()?.unbind();
    Ok(Class {
        class,
        vectorcall: vectorcall::<P>,
    })
}

/// Ends the making of classes: from now on nobody can derive from them or change them.
pub fn seal(classes: &[Class]) {
    for class in classes {
        // SAFETY: the class has been made by us and has no other user yet.
        unsafe {
            let class = class.pointer();
            (*class).tp_flags &= !ffi::Py_TPFLAGS_BASETYPE;
            (*class).tp_flags |= ffi::Py_TPFLAGS_IMMUTABLETYPE;
            ffi::PyType_Modified(class);
        }
    }
}

fn slot(id: c_int, function: *mut c_void) -> ffi::PyType_Slot {
    ffi::PyType_Slot {
        slot: id,
        pfunc: function,
    }
}

fn object_slots<P: Protocol>() -> Vec<ffi::PyType_Slot> {
    vec![
        slot(ffi::Py_tp_new, refuse_new as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc::<P> as *mut c_void),
        slot(ffi::Py_tp_repr, repr::<P> as *mut c_void),
        slot(ffi::Py_tp_str, repr::<P> as *mut c_void),
        slot(ffi::Py_tp_hash, hash::<P> as *mut c_void),
        slot(ffi::Py_tp_richcompare, compare::<P> as *mut c_void),
        slot(ffi::Py_tp_getattro, get_attribute::<P> as *mut c_void),
        slot(ffi::Py_tp_setattro, set_attribute::<P> as *mut c_void),
        slot(ffi::Py_tp_iter, iterate::<P> as *mut c_void),
        slot(ffi::Py_nb_bool, truth::<P> as *mut c_void),
        slot(ffi::Py_mp_length, length::<P> as *mut c_void),
        slot(ffi::Py_mp_subscript, get_item::<P> as *mut c_void),
        slot(ffi::Py_mp_ass_subscript, set_item::<P> as *mut c_void),
        slot(ffi::Py_sq_contains, contains::<P> as *mut c_void),
    ]
}

fn members(kind: Kind) -> Vec<ffi::PyMemberDef> {
    let member = |name: &'static CStr, offset: usize| ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset.cast_signed(),
        flags: ffi::Py_READONLY,
        doc: std::ptr::null(),
    };
    let mut members = match kind {
        Kind::Object => vec![member(
            c"__weaklistoffset__",
            offset_of!(Instance, weak_references),
        )],
        Kind::Callable => vec![member(
            c"__vectorcalloffset__",
            offset_of!(Instance, vectorcall),
        )],
        Kind::Iterator => vec![],
    };
    members.push(ffi::PyMemberDef::default());
    members
}

fn methods<P: Protocol>(kind: Kind) -> Vec<ffi::PyMethodDef> {
    let mut methods = match kind {
        Kind::Object => vec![ffi::PyMethodDef {
            ml_name: c"__dir__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer {
                PyCFunction: dir::<P>,
            },
            ml_flags: ffi::METH_NOARGS,
            ml_doc: c"The names of all properties along the prototype chain, and of JsProxy's own."
                .as_ptr(),
        }],
        Kind::Callable => vec![ffi::PyMethodDef {
            ml_name: c"new".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer {
                PyCFunctionFastWithKeywords: construct::<P>,
            },
            ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
            ml_doc: c"Make an instance, as JavaScript's `new` does.".as_ptr(),
        }],
        Kind::Iterator => vec![],
    };
    methods.push(ffi::PyMethodDef::zeroed());
    methods
}

fn getters<P: Protocol>(kind: Kind) -> Vec<ffi::PyGetSetDef> {
    let getter = |name: &'static CStr, get: ffi::getter, doc: &'static CStr| ffi::PyGetSetDef {
        name: name.as_ptr(),
        get: Some(get),
        set: None,
        doc: doc.as_ptr(),
        closure: std::ptr::null_mut(),
    };
    let mut getters = match kind {
        Kind::Object => vec![
            getter(c"typeof", type_of::<P>, c"What JavaScript's `typeof` says."),
            getter(
                c"js_id",
                js_id::<P>,
                c"An int, equal for two proxies exactly when they are.",
            ),
        ],
        Kind::Callable | Kind::Iterator => vec![],
    };
    getters.push(ffi::PyGetSetDef::default());
    getters
}

/// Makes a proxy of a class that [`make_type`] made; callable if the class is.
///
/// It takes over the references, also when it fails.
///
/// # Errors
/// MemoryError.
pub fn new_proxy<'py>(
    py: Python<'py>,
    class: &Class,
    reference: Reference,
    bound_to: Option<Reference>,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the class has our layout; the new instance is zeroed, so its base is all that
    // PyType_GenericAlloc made, and every other field is written before anybody sees it.
    unsafe {
        let object = ffi::PyType_GenericAlloc(class.pointer(), 0);
        if object.is_null() {
            return Err(PyErr::take(py).unwrap_or_else(|| {
                PySystemError::new_err("an allocation failed without saying so")
            }));
        }
        let instance = object.cast::<Instance>();
        (&raw mut (*instance).vectorcall).write(Some(class.vectorcall));
        (&raw mut (*instance).bound_to).write(bound_to);
        (&raw mut (*instance).reference).write(reference);
        Ok(Bound::from_owned_ptr(py, object))
    }
}

/// The living JsProxy at an address that the bridge has noted at its creation and forgets when it
/// goes ([`Protocol::forget`]).
#[must_use]
pub fn living(py: Python<'_>, address: usize) -> Bound<'_, PyAny> {
    // SAFETY: dealloc forgets the address before the memory is freed.
    unsafe { Bound::from_borrowed_ptr(py, address as *mut PyObject) }
}

/// An attribute of the proxy's own class, as `object.__getattribute__` finds it.
///
/// # Errors
/// AttributeError, or what a getter raises.
pub fn own_attribute<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: both are living objects and the name is a str.
    unsafe {
        let found = ffi::PyObject_GenericGetAttr(this.object().as_ptr(), name.as_ptr());
        Bound::from_owned_ptr_or_err(this.py(), found)
    }
}

/// Runs the safe code behind a slot. An exception is set where it fails, one for a panic too.
fn guard<R>(failed: R, action: impl FnOnce(Python<'_>) -> PyResult<R>) -> R {
    // SAFETY: CPython calls slots with the thread attached, and Python runs only inside
    // `boundary::enter`, which has told PyO3 so.
    let py = unsafe { Python::assume_attached() };
    let outcome = catch_unwind(AssertUnwindSafe(|| action(py)));
    match outcome {
        Ok(Ok(value)) => return value,
        Ok(Err(error)) => error.restore(py),
        Err(payload) => panic_error(&*payload).restore(py),
    }
    failed
}

fn guard_object(action: impl FnOnce(Python<'_>) -> PyResult<Bound<'_, PyAny>>) -> *mut PyObject {
    guard(std::ptr::null_mut(), |py| action(py).map(Bound::into_ptr))
}

fn guard_status(action: impl FnOnce(Python<'_>) -> PyResult<()>) -> c_int {
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
unsafe fn given<'py>(py: Python<'py>, object: *mut PyObject) -> Option<Bound<'py, PyAny>> {
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

unsafe extern "C" fn dealloc<P: Protocol>(object: *mut PyObject) {
    // SAFETY: CPython calls this once, for the last reference; nothing may use the object after.
    // The class is a heap type, of which each instance holds a reference.
    unsafe {
        let instance = object.cast::<Instance>();
        // The callbacks of weak references may convert the same object again: by then nobody may
        // find this proxy any more.
        guard((), |py| {
            P::forget(this(py, object));
            Ok(())
        });
        std::ptr::drop_in_place(&raw mut (*instance).reference);
        std::ptr::drop_in_place(&raw mut (*instance).bound_to);
        if !(*instance).weak_references.is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
        let class = ffi::Py_TYPE(object);
        ffi::PyObject_Free(object.cast());
        ffi::Py_DECREF(class.cast());
    }
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
        let wanted = match operation {
            ffi::Py_EQ => Some(true),
            ffi::Py_NE => Some(false),
            _ => None,
        };
        let same = P::is_same(this(py, object), Borrowed::from_ptr(py, other));
        Ok(match (wanted, same) {
            (Some(wanted), Some(same)) => PyBool::new(py, same == wanted).to_owned().into_any(),
            _ => py.NotImplemented().into_bound(py),
        })
    })
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

unsafe extern "C" fn length<P: Protocol>(object: *mut PyObject) -> isize {
    // SAFETY: see above.
    guard(-1, |py| P::length(unsafe { this(py, object) }))
}

unsafe extern "C" fn get_item<P: Protocol>(
    object: *mut PyObject,
    key: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| unsafe { P::get_item(this(py, object), &Bound::from_borrowed_ptr(py, key)) })
}

unsafe extern "C" fn set_item<P: Protocol>(
    object: *mut PyObject,
    key: *mut PyObject,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: see above; a null value means deletion.
    guard_status(|py| unsafe {
        let key = Bound::from_borrowed_ptr(py, key);
        P::set_item(this(py, object), &key, given(py, value).as_ref())
    })
}

unsafe extern "C" fn contains<P: Protocol>(object: *mut PyObject, key: *mut PyObject) -> c_int {
    // SAFETY: see above.
    guard(-1, |py| unsafe {
        P::contains(this(py, object), &Bound::from_borrowed_ptr(py, key)).map(c_int::from)
    })
}

unsafe extern "C" fn iterate<P: Protocol>(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| P::iterate(unsafe { this(py, object) }))
}

unsafe extern "C" fn next<P: Protocol>(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: see above; null without an exception is the end of the iteration.
    guard(std::ptr::null_mut(), |py| {
        // SAFETY: see above.
        let next = P::next(unsafe { this(py, object) })?;
        Ok(next.map_or(std::ptr::null_mut(), Bound::into_ptr))
    })
}

unsafe extern "C" fn vectorcall<P: Protocol>(
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
            &arguments(py, args, count, names.as_ref()),
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
        P::construct(this(py, object), &args, names.as_ref())
    })
}

/// The arguments of a call: the counted ones, and one for each of `names`.
///
/// # Safety
/// `args` has that many living objects, which the caller holds for the length of the call.
unsafe fn arguments<'a, 'py>(
    py: Python<'py>,
    args: *const *mut PyObject,
    count: usize,
    names: Option<&Bound<'py, PyTuple>>,
) -> SmallVec<[Borrowed<'a, 'py, PyAny>; 6]> {
    let named = names.map_or(0, |names| names.as_borrowed().len());
    // SAFETY: by this function's contract.
    (0..count + named)
        .map(|i| unsafe { Borrowed::from_ptr(py, *args.add(i)) })
        .collect()
}

unsafe extern "C" fn dir<P: Protocol>(
    object: *mut PyObject,
    _unused: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| P::dir(unsafe { this(py, object) }))
}

unsafe extern "C" fn type_of<P: Protocol>(
    object: *mut PyObject,
    _closure: *mut c_void,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| P::type_of(unsafe { this(py, object) }))
}

unsafe extern "C" fn js_id<P: Protocol>(
    object: *mut PyObject,
    _closure: *mut c_void,
) -> *mut PyObject {
    // SAFETY: see above.
    guard_object(|py| P::js_id(unsafe { this(py, object) }))
}
