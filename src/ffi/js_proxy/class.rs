//! The classes of JsProxies: one for each set of features that occurs.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::ffi::{CStr, c_int};
use std::mem::offset_of;

use super::layout::Instance;
use super::slots::{Protocol, slot, slots, vectorcall};
use super::{JsFeature, JsFeatures};

/// All of them have the name by which programs know JsProxies.
const NAME: &CStr = c"jaspy.ffi.JsProxy";

/// Makes the class of the objects with some features.
pub type Compose = fn(Python<'_>, JsFeatures) -> PyResult<Class>;

/// A class of JsProxies.
pub struct Class {
    class: Py<PyType>,
    pub(super) vectorcall: ffi::vectorcallfunc,
}

impl Class {
    /// Makes the class of objects with these features. Its bases are the classes of the features,
    /// which have no storage of their own; nobody can derive from it or change it.
    ///
    /// # Errors
    /// MemoryError; TypeError for bases that do not go together.
    pub fn compose<P: Protocol>(
        py: Python<'_>,
        features: JsFeatures,
        bases: &Bound<'_, PyTuple>,
    ) -> PyResult<Self> {
        let members = members(features);
        let mut slots = slots::<P>(features);
        slots.push(slot(ffi::Py_tp_members, members.as_ptr().cast_mut().cast()));
        slots.push(slot(0, std::ptr::null_mut()));
        let mut spec = ffi::PyType_Spec {
            name: NAME.as_ptr(),
            basicsize: size_of::<Instance>() as c_int,
            itemsize: 0,
            #[allow(
                clippy::unnecessary_cast,
                reason = "the constants are wider on other targets"
            )]
            flags: flags(features) as u32,
            slots: slots.as_mut_ptr(),
        };
        // SAFETY: the spec is whole: its slots end in a zero, its members too, and both outlive the
        // call; the name is static. CPython copies what it keeps.
        let made = unsafe {
            let made = ffi::PyType_FromSpecWithBases(&raw mut spec, bases.as_ptr());
            Bound::from_owned_ptr_or_err(py, made)?
        };
        let class = made.cast_into::<PyType>()?.unbind();
        Ok(Self {
            class,
            vectorcall: vectorcall::<P>,
        })
    }

    pub(super) fn pointer(&self) -> *mut ffi::PyTypeObject {
        self.class.as_ptr().cast()
    }
}

fn flags(features: JsFeatures) -> std::ffi::c_ulong {
    let mut flags = ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    if features.has(JsFeature::Callable) {
        flags |= ffi::Py_TPFLAGS_HAVE_VECTORCALL;
    }
    // What `match` takes for a sequence or a mapping (PEP 634).
    if features.has(JsFeature::Array) {
        flags |= ffi::Py_TPFLAGS_SEQUENCE;
    } else if features.has(JsFeature::Map) {
        flags |= ffi::Py_TPFLAGS_MAPPING;
    }
    flags
}

fn members(features: JsFeatures) -> Vec<ffi::PyMemberDef> {
    let member = |name: &'static CStr, offset: usize| ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset.cast_signed(),
        flags: ffi::Py_READONLY,
        doc: std::ptr::null(),
    };
    let mut members = vec![member(
        c"__weaklistoffset__",
        offset_of!(Instance, weak_references),
    )];
    if features.has(JsFeature::Callable) {
        let offset = offset_of!(Instance, vectorcall);
        members.push(member(c"__vectorcalloffset__", offset));
    }
    members.push(ffi::PyMemberDef::default());
    members
}
