//! An instance of JsProxy in memory: how it is made, read and ended.

use pyo3::exceptions::PyMemoryError;
use pyo3::ffi::{self, PyObject};
use pyo3::prelude::*;

use super::{Class, exception};
use crate::ffi::reference::Reference;
use crate::handle::state;

/// An instance in memory.
#[repr(C)]
pub(super) struct Instance {
    base: PyObject,
    pub(super) vectorcall: Option<ffi::vectorcallfunc>,
    pub(super) weak_references: *mut PyObject,
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
    /// `object` is an instance of one of the classes that [`super::Class::compose`] makes.
    pub(super) unsafe fn new(object: Borrowed<'a, 'py, PyAny>) -> Self {
        Self { object }
    }

    /// An object as a JsProxy, if it is one; for a JsException, the proxy of its Error.
    #[must_use]
    pub fn of(object: Borrowed<'a, 'py, PyAny>) -> Option<Self> {
        // SAFETY: a look at the object's type, which lives.
        let found = unsafe { (*ffi::Py_TYPE(object.as_ptr())).tp_dealloc };
        // Classes that Python code derives have a `tp_dealloc` of Python's.
        let is_ours = found.is_some_and(|found| std::ptr::fn_addr_eq(found, OUR_DEALLOC));
        if is_ours {
            // SAFETY: whatever `dealloc` ends has our layout.
            return Some(unsafe { Self::new(object) });
        }
        exception::error_of(object)
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

/// Makes a proxy of a class that [`Class::compose`] made; callable if the class is.
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
    let memory = match state::take_spare_js_proxy() {
        Some(address) => address as *mut Instance,
        // SAFETY: the thread is attached, as CPython's allocator of objects wants it.
        None => unsafe { ffi::PyObject_Malloc(size_of::<Instance>()).cast() },
    };
    if memory.is_null() {
        return Err(PyMemoryError::new_err(()));
    }
    // SAFETY: the memory is for one instance, and nobody else's; the class has our layout and takes no
    // part in garbage collection. CPython writes the base, and all other fields are written before
    // anybody sees the object.
    unsafe {
        let object = ffi::PyObject_Init(memory.cast(), class.pointer());
        (&raw mut (*memory).vectorcall).write(Some(class.vectorcall));
        (&raw mut (*memory).weak_references).write(std::ptr::null_mut());
        (&raw mut (*memory).bound_to).write(bound_to);
        (&raw mut (*memory).reference).write(reference);
        Ok(Bound::from_owned_ptr(py, object))
    }
}

/// The living JsProxy or JsException at an address that the bridge has noted at its creation and
/// forgets when it goes (`dealloc`); nothing while CPython ends the exception.
#[must_use]
pub fn living(py: Python<'_>, address: usize) -> Option<Bound<'_, PyAny>> {
    let object = address as *mut PyObject;
    // SAFETY: dealloc forgets the address before the memory is freed: that of a proxy, or that of
    // the exception which alone has the proxy.
    unsafe { (ffi::Py_REFCNT(object) > 0).then(|| Bound::from_borrowed_ptr(py, object)) }
}

const OUR_DEALLOC: ffi::destructor = dealloc;

/// `tp_dealloc`.
///
/// # Safety
/// CPython's: `object` is an instance of the class and nobody has a reference to it.
pub(super) unsafe extern "C" fn dealloc(object: *mut PyObject) {
    // SAFETY: CPython calls this once, for the last reference; nothing may use the object after.
    // The class is a heap type, of which each instance holds a reference.
    unsafe {
        let instance = object.cast::<Instance>();
        // The callbacks of weak references may convert the same object again: by then nobody may
        // find this proxy any more, nor the exception that has it.
        state::forget_js_proxy((*instance).reference.slot());
        let reference = (&raw const (*instance).reference).read();
        match (&raw const (*instance).bound_to).read() {
            Some(receiver) => Reference::free_method(reference, receiver),
            None => drop(reference),
        }
        if !(*instance).weak_references.is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
        let class = ffi::Py_TYPE(object);
        if !state::keep_spare_js_proxy(object as usize) {
            ffi::PyObject_Free(object.cast());
        }
        ffi::Py_DECREF(class.cast());
    }
}
