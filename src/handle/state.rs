//! The bridge's only mutable global state.
//!
//! A runtime is one WebAssembly instance with one thread, so thread-local is runtime-local. Every
//! function here borrows for its own length only and runs no foreign code: values go in and come
//! out, and the caller drops what it gets.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::collections::TryReserveError;
use std::rc::Rc;

use super::{Handle, HandleTable};
use crate::ffi::buffer_export::BufferExport;
use crate::ffi::js_proxy::{Class, Compose, JsFeatures};
use crate::ffi::state_cell::{StateCell, Unwound};
use crate::semantics::Semantics;

/// How many attribute names are remembered before all are forgotten; programs use far fewer.
const MOST_NAMES: usize = 4096;
/// How many Python classes are remembered before all are forgotten.
const MOST_CLASSES: usize = 4096;

/// What is known of a Python attribute name.
#[derive(Clone, Copy, Debug)]
pub struct AttributeName {
    /// The number by which JavaScript knows the property's name.
    pub id: u32,
    /// Whether JsProxy itself may have an attribute of this name.
    pub is_ours: bool,
}

#[derive(Default)]
struct State {
    /// Python objects that JavaScript holds.
    objects: HandleTable<Py<PyAny>>,
    /// Python buffers that typed arrays show.
    views: HandleTable<Rc<BufferExport>>,
    /// Address of the living JsProxy of each slot of the reference table; 0 where there is none.
    js_proxies: Vec<usize>,
    /// Memory of JsProxies that have ended, for the next ones.
    spare_js_proxies: Spares,
    /// The class of JsProxies for each set of features that has occurred.
    js_proxy_classes: FxHashMap<JsFeatures, &'static Class>,
    compose_js_proxy_class: Option<Compose>,
    /// What JavaScript can do with the objects of a Python class, by the class's version.
    py_features: FxHashMap<u32, u32>,
    js_exception_class: Option<Py<PyType>>,
    /// Names that Python has used on JavaScript objects, by the address of their str, which is kept.
    attribute_names: FxHashMap<usize, (AttributeName, Py<PyString>)>,
    /// Names that JavaScript has used on Python objects, by their numbers.
    property_names: Vec<Py<PyString>>,
    /// The text that the last export which gave one gave.
    answer: Option<Py<PyString>>,
    panic_location: Option<String>,
}

thread_local! {
    static STATE: StateCell<State> = StateCell::default();
    static SEMANTICS: Cell<Semantics> = const { Cell::new(Semantics::Classic) };
}

fn with<R>(action: impl FnOnce(&mut State) -> R) -> R {
    STATE.with(|state| state.with_borrow_mut(action))
}

/// Makes the state usable again after an exception of JavaScript's has passed by who used it. What
/// was being done to it has been done or not: all that could end halfway is asking for memory, which
/// comes first.
pub fn recover(unwound: &Unwound) {
    STATE.with(|state| state.recover(unwound));
}

/// What the runtime follows.
pub fn semantics() -> Semantics {
    SEMANTICS.get()
}

/// Chooses what the runtime follows, once, before it starts.
pub fn set_semantics(semantics: Semantics) {
    SEMANTICS.set(semantics);
}

/// Puts an object into the handle table. The caller owns the entry.
pub fn hold_object(object: Py<PyAny>) -> Handle {
    with(|state| state.objects.insert(object))
}

/// How many objects there is always room for: exceptions must reach JavaScript also when there is no
/// memory, and a table that cannot grow would end the program.
const SPARE_OBJECTS: usize = 256;

/// Makes room in the handle table for so many objects more.
///
/// # Errors
/// When there is no memory for them.
pub fn reserve_objects(count: usize) -> Result<(), TryReserveError> {
    with(|state| state.objects.try_reserve(count + SPARE_OBJECTS))
}

/// Another reference to the object of a handle.
pub fn object<'py>(py: Python<'py>, handle: Handle) -> Option<Bound<'py, PyAny>> {
    with(|state| {
        state
            .objects
            .get(handle)
            .map(|object| object.bind(py).clone())
    })
}

/// Ends an entry of the handle table; the caller drops the object.
#[must_use]
pub fn release_object(handle: Handle) -> Option<Py<PyAny>> {
    with(|state| state.objects.release(handle))
}

/// How many Python objects JavaScript holds.
pub fn object_count() -> usize {
    with(|state| state.objects.len())
}

/// Keeps a buffer for a typed array. The caller owns the entry.
///
/// # Errors
/// When there is no memory for that.
pub fn hold_view(buffer: Rc<BufferExport>) -> Result<Handle, TryReserveError> {
    with(|state| state.views.try_reserve(1))?;
    Ok(with(|state| state.views.insert(buffer)))
}

/// Ends the keeping of a buffer; the caller drops it.
#[must_use]
pub fn release_view(handle: Handle) -> Option<Rc<BufferExport>> {
    with(|state| state.views.release(handle))
}

/// The address of the living JsProxy of a slot.
pub fn js_proxy_address(slot: u32) -> Option<usize> {
    with(|state| {
        state
            .js_proxies
            .get(slot as usize)
            .copied()
            .filter(|address| *address != 0)
    })
}

/// Notes the JsProxy of a slot.
///
/// # Errors
/// When there is no memory for that.
pub fn set_js_proxy_address(slot: u32, address: usize) -> Result<(), TryReserveError> {
    with(|state| {
        let slot = slot as usize;
        let more = (slot + 1).saturating_sub(state.js_proxies.len());
        state.js_proxies.try_reserve(more)?;
        if more > 0 {
            state.js_proxies.resize(slot + 1, 0);
        }
        state.js_proxies[slot] = address;
        Ok(())
    })
}

/// Forgets the JsProxy of a slot, which is about to go.
pub fn forget_js_proxy(slot: u32) {
    with(|state| {
        if let Some(entry) = state.js_proxies.get_mut(slot as usize) {
            *entry = 0;
        }
    });
}

/// How much memory of ended JsProxies is kept: most programs have few at a time, one after the other.
const MOST_SPARES: usize = 16;

#[derive(Default)]
struct Spares {
    addresses: [usize; MOST_SPARES],
    count: usize,
}

/// Takes memory that a JsProxy had, if any is kept.
pub fn take_spare_js_proxy() -> Option<usize> {
    with(|state| {
        let spares = &mut state.spare_js_proxies;
        spares.count = spares.count.checked_sub(1)?;
        spares.addresses.get(spares.count).copied()
    })
}

/// Keeps the memory that a JsProxy had; tells whether there was place for it.
#[must_use]
pub fn keep_spare_js_proxy(address: usize) -> bool {
    with(|state| {
        let spares = &mut state.spare_js_proxies;
        let Some(place) = spares.addresses.get_mut(spares.count) else {
            return false;
        };
        *place = address;
        spares.count += 1;
        true
    })
}

/// The class of JsProxies with these features, if one has been made.
pub fn js_proxy_class(features: JsFeatures) -> Option<&'static Class> {
    with(|state| state.js_proxy_classes.get(&features).copied())
}

/// Remembers the class of JsProxies with these features.
pub fn set_js_proxy_class(features: JsFeatures, class: &'static Class) {
    with(|state| state.js_proxy_classes.insert(features, class));
}

/// The features of the objects of a Python class of this version.
pub fn py_features(version: u32) -> Option<u32> {
    with(|state| state.py_features.get(&version).copied())
}

/// Remembers the features of the objects of a Python class.
pub fn set_py_features(version: u32, features: u32) {
    with(|state| {
        if state.py_features.len() >= MOST_CLASSES {
            state.py_features.clear();
        }
        state.py_features.insert(version, features)
    });
}

/// How classes of JsProxies are made.
pub fn compose_js_proxy_class() -> Option<Compose> {
    with(|state| state.compose_js_proxy_class)
}

/// Says how classes of JsProxies are made.
pub fn set_compose_js_proxy_class(compose: Compose) {
    with(|state| state.compose_js_proxy_class = Some(compose));
}

/// The class of JsExceptions.
pub fn js_exception_class(py: Python<'_>) -> Option<Bound<'_, PyType>> {
    with(|state| {
        state
            .js_exception_class
            .as_ref()
            .map(|class| class.bind(py).clone())
    })
}

/// Whether this is the address of the class of JsExceptions.
pub fn is_js_exception_class(address: usize) -> bool {
    with(|state| {
        let class = state.js_exception_class.as_ref();
        class.is_some_and(|class| class.as_ptr() as usize == address)
    })
}

/// Says which class JsExceptions have. There is one: its first is kept.
pub fn set_js_exception_class(class: Bound<'_, PyType>) {
    let class = class.unbind();
    let surplus = with(|state| match state.js_exception_class {
        None => state.js_exception_class.replace(class),
        Some(_) => Some(class),
    });
    drop(surplus);
}

/// What is known of a name that Python uses.
pub fn attribute_name(name: &Bound<'_, PyString>) -> Option<AttributeName> {
    with(|state| {
        state
            .attribute_names
            .get(&(name.as_ptr() as usize))
            .map(|(known, _)| *known)
    })
}

/// The number that the next name of Python's will get; nothing when all names have to be forgotten
/// first.
pub fn next_attribute_name() -> Option<u32> {
    with(|state| match state.attribute_names.len() {
        MOST_NAMES.. => None,
        count => u32::try_from(count).ok(),
    })
}

/// Remembers a name that Python uses.
pub fn add_attribute_name(name: &Bound<'_, PyString>, known: AttributeName) {
    with(|state| {
        let kept = (known, name.clone().unbind());
        state.attribute_names.insert(name.as_ptr() as usize, kept)
    });
}

/// Forgets all names that Python used; the caller drops them.
#[must_use]
pub fn forget_attribute_names() -> Vec<Py<PyString>> {
    let names = with(|state| std::mem::take(&mut state.attribute_names));
    names.into_values().map(|(_, name)| name).collect()
}

/// Remembers a name that JavaScript uses and gives its number.
pub fn add_property_name(name: Py<PyString>) -> usize {
    with(|state| {
        state.property_names.push(name);
        state.property_names.len() - 1
    })
}

/// The name of JavaScript's with this number.
pub fn property_name<'py>(py: Python<'py>, number: u32) -> Option<Bound<'py, PyString>> {
    with(|state| {
        state
            .property_names
            .get(number as usize)
            .map(|name| name.bind(py).clone())
    })
}

/// Forgets all names that JavaScript used; the caller drops them.
#[must_use]
pub fn forget_property_names() -> Vec<Py<PyString>> {
    with(|state| std::mem::take(&mut state.property_names))
}

/// Keeps a text alive until another comes; gives out the one before.
#[must_use]
pub fn keep_answer(text: Py<PyString>) -> Option<Py<PyString>> {
    with(|state| state.answer.replace(text))
}

/// Notes where a panic happened, for the exception that will tell of it.
pub fn set_panic_location(location: String) {
    with(|state| state.panic_location = Some(location));
}

/// Takes the place of the last panic.
pub fn take_panic_location() -> Option<String> {
    with(|state| state.panic_location.take())
}
