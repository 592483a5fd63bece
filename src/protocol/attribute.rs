//! Attributes: `x.name` on a JavaScript object is its property, on a Python object its attribute.

use pyo3::exceptions::{PyAttributeError, PyKeyError, PySystemError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySet, PyString};

use super::classes;
use super::json::key_of;
use crate::convert::js_to_py::{is_nothing, outcome, result, value};
use crate::convert::json::{Form, answer_array};
use crate::convert::py_to_js::{Answer, Outgoing, answer};
use crate::ffi::area;
use crate::ffi::imports;
use crate::ffi::js_proxy::{JsFeatures, JsProxyRef};
use crate::ffi::object::{generic_attribute, is_same_method, set_generic_attribute, type_has};
use crate::ffi::record::{Record, Tag};
use crate::ffi::reference::Reference;
use crate::handle::Handle;
use crate::handle::state::{self, AttributeName};
use crate::proxy::{js_proxy, py_proxy};

/// Python's keywords (language reference, 2.3.1), which cannot be written after a dot.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// `x.name`: JsProxy's own attribute, else the property; a method comes bound to `x`.
///
/// # Errors
/// AttributeError where there is no such property; what a getter throws.
pub fn get_property<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    let known = known_name(name)?;
    if known.is_ours && type_has(&this.object().get_type(), name) {
        return generic_attribute(&this.object(), name);
    }
    read_property(this, name, known)
}

/// `e.name` on a JsException: the exception's own attribute, else the property of its Error.
///
/// # Errors
/// As [`get_property`].
pub fn get_of_exception<'py>(
    exception: &Bound<'py, PyAny>,
    error: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    let known = known_name(name)?;
    if known.is_ours {
        match generic_attribute(exception, name) {
            Err(missing) if missing.is_instance_of::<PyAttributeError>(exception.py()) => {}
            found => return found,
        }
    }
    read_property(error, name, known)
}

fn read_property<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
    known: AttributeName,
) -> PyResult<Bound<'py, PyAny>> {
    read(this, known)?.ok_or_else(|| PyAttributeError::new_err(name.clone().unbind()))
}

/// The property of this name, if there is one, whatever JsProxy's own attributes are.
///
/// # Errors
/// What a getter throws.
pub fn get_js_property<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    read(this, known_name(name)?)
}

fn read<'py>(
    this: JsProxyRef<'_, 'py>,
    name: AttributeName,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = this.py();
    let code = imports::get(this.slot(), name.id);
    match Tag::from_code(code) {
        Some(Tag::Missing) => Ok(None),
        Some(Tag::Method) => {
            let record = area::result();
            let function = Reference::adopt(record.first());
            let receiver = Reference::adopt(record.second());
            let features = JsFeatures::from_bits(record.extra());
            js_proxy::separate(py, function, features, Some(receiver)).map(Some)
        }
        _ => result(py, code).map(Some),
    }
}

/// `x.name = value`.
///
/// # Errors
/// TypeError where JavaScript refuses silently; what a setter throws.
pub fn set_property<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let known = known_name(name)?;
    let mut outgoing = Outgoing::default();
    outgoing.add(value)?;
    let code = imports::set(this.slot(), known.id, outgoing.address()?);
    outgoing.sent();
    if is_nothing(code) {
        return Ok(());
    }
    match outcome(this.py(), code)? {
        (Tag::Refused, _) => Err(PyTypeError::new_err(format!(
            "JavaScript refuses to set the property '{name}': it is read-only or its object frozen"
        ))),
        _ => Ok(()),
    }
}

/// `e.name = value`, or `del e.name` without a value, on a JsException: of the exception what is its
/// own, else of its Error.
///
/// # Errors
/// As [`set_property`] and [`delete_property`].
pub fn set_of_exception<'py>(
    exception: &Bound<'py, PyAny>,
    error: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
    value: Option<&Bound<'py, PyAny>>,
) -> PyResult<()> {
    if known_name(name)?.is_ours {
        // Names with two underscores are Python's, such as `__notes__`, which no class has.
        let is_own = is_dunder(name) || type_has(&exception.get_type(), name);
        if is_own {
            return set_generic_attribute(exception, name, value);
        }
    }
    match value {
        Some(value) => set_property(error, name, value),
        None => delete_property(error, name),
    }
}

fn is_dunder(name: &Bound<'_, PyString>) -> bool {
    let text = name.to_string_lossy();
    text.starts_with("__") && text.ends_with("__")
}

/// `del x.name`.
///
/// # Errors
/// AttributeError where there is no such property; TypeError where JavaScript refuses.
pub fn delete_property<'py>(
    this: JsProxyRef<'_, 'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<()> {
    let known = known_name(name)?;
    match outcome(this.py(), imports::delete(this.slot(), known.id))? {
        (Tag::Missing, _) => Err(PyAttributeError::new_err(name.clone().unbind())),
        (Tag::Refused, _) => Err(PyTypeError::new_err(format!(
            "JavaScript refuses to delete the property '{name}': it is not configurable or its \
             object frozen"
        ))),
        _ => Ok(()),
    }
}

/// `dir(x)`: the names along the prototype chain and those of `object`, sorted.
///
/// # Errors
/// What a Proxy's traps throw.
pub fn property_names<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let names = PySet::empty(py)?;
    let code = imports::property_names(super::js_proxy::js_proxy(object)?.slot());
    for name in result(py, code)?.try_iter()? {
        names.add(name?)?;
    }
    let own = object.get_type().call_method0(pyo3::intern!(py, "mro"))?;
    for class in own.try_iter()? {
        for name in class?.getattr(pyo3::intern!(py, "__dict__"))?.try_iter()? {
            names.add(name?)?;
        }
    }
    let sorted = pyo3::types::PyList::new(py, names.iter())?;
    sorted.sort()?;
    Ok(sorted.into_any())
}

/// What is known of an attribute name; a new one is told to JavaScript first.
fn known_name(name: &Bound<'_, PyString>) -> PyResult<AttributeName> {
    match state::attribute_name(name) {
        Some(known) => Ok(known),
        None => define_name(name),
    }
}

fn define_name(name: &Bound<'_, PyString>) -> PyResult<AttributeName> {
    let py = name.py();
    let (id, forgotten) = match state::next_attribute_name() {
        Some(id) => (id, Vec::new()),
        None => {
            imports::forget_names();
            (0, state::forget_attribute_names())
        }
    };
    let is_ours = classes::define(py, name);
    let mut outgoing = Outgoing::default();
    outgoing.add_own_text(property_of(name)?);
    imports::define_name(id, outgoing.address()?);
    let known = AttributeName { id, is_ours };
    state::add_attribute_name(name, known);
    // Their going may run code that uses names: everything is in order again by now.
    drop(forgotten);
    Ok(known)
}

/// The property that an attribute name means: one underscore less after a keyword.
fn property_of<'py>(name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    if let Ok(text) = name.to_str()
        && let Some(shorter) = text.strip_suffix('_')
        && KEYWORDS.contains(&shorter.trim_end_matches('_'))
    {
        return Ok(PyString::new(name.py(), shorter));
    }
    Ok(name.clone())
}

/// `proxy.name`: the attribute; for a dict, the item where its class has no such attribute.
///
/// # Errors
/// Whatever the object raises but AttributeError, which gives `undefined`.
pub fn get_attribute(py: Python<'_>, handle: Handle, name: u32) -> PyResult<Answer> {
    match find_attribute(py, handle, name)? {
        Some(found) => answer(&found),
        None => Ok(Answer::Record(Record::new(Tag::Missing))),
    }
}

/// `proxy.name`, read before: where it is the object of `child` still, that is the answer.
///
/// # Errors
/// As [`get_attribute`].
pub fn get_attribute_again(
    py: Python<'_>,
    handle: Handle,
    name: u32,
    child: Handle,
) -> PyResult<Answer> {
    match find_attribute(py, handle, name)? {
        Some(found) if is_of(&found, child) => Ok(Answer::Record(Record::new(Tag::Same))),
        Some(found) => answer(&found),
        None => Ok(Answer::Record(Record::new(Tag::Missing))),
    }
}

fn find_attribute(py: Python<'_>, handle: Handle, name: u32) -> PyResult<Option<Bound<'_, PyAny>>> {
    let object = py_proxy::object(py, handle)?;
    let name = property_name(py, name)?;
    if let Some(dict) = as_items(&object, &name)? {
        key_of(dict, &name)?
            .map(|key| dict.get_item(key))
            .transpose()
    } else {
        object.getattr_opt(&name)
    }
}

/// Whether an attribute is the object of a handle; a method is made anew each time it is read.
fn is_of(found: &Bound<'_, PyAny>, child: Handle) -> bool {
    state::object(found.py(), child)
        .is_some_and(|known| known.is(found) || is_same_method(&known, found))
}

/// `proxy.name = value`.
///
/// # Errors
/// Whatever the object raises.
pub fn set_attribute(py: Python<'_>, handle: Handle, name: u32) -> PyResult<Answer> {
    let given = value(py, &area::result())?;
    let object = py_proxy::object(py, handle)?;
    let name = property_name(py, name)?;
    match as_items(&object, &name)? {
        Some(dict) => match key_of(dict, &name)? {
            Some(key) => dict.set_item(key, given)?,
            None => dict.set_item(&name, given)?,
        },
        None => object.setattr(&name, given)?,
    }
    Ok(Answer::Record(Record::new(Tag::Undefined)))
}

/// `delete proxy.name`.
///
/// # Errors
/// Whatever the object raises; nothing where a dict has no such item.
pub fn delete_attribute(py: Python<'_>, handle: Handle, name: u32) -> PyResult<Answer> {
    let object = py_proxy::object(py, handle)?;
    let name = property_name(py, name)?;
    match as_items(&object, &name)? {
        Some(dict) => {
            if let Some(key) = key_of(dict, &name)? {
                match dict.del_item(key) {
                    Err(error) if error.is_instance_of::<PyKeyError>(py) => {}
                    outcome => outcome?,
                }
            }
        }
        None => object.delattr(&name)?,
    }
    Ok(Answer::Record(Record::new(Tag::Undefined)))
}

/// `"name" in proxy`.
///
/// # Errors
/// Whatever the object raises but AttributeError.
pub fn has_attribute(py: Python<'_>, handle: Handle, name: u32) -> PyResult<Answer> {
    let object = py_proxy::object(py, handle)?;
    let name = property_name(py, name)?;
    let has = match as_items(&object, &name)? {
        Some(dict) => key_of(dict, &name)?.is_some(),
        None => object.hasattr(&name)?,
    };
    Ok(Answer::Record(Record::new(if has {
        Tag::True
    } else {
        Tag::False
    })))
}

/// `Object.getOwnPropertyNames(proxy)`: what `dir` says.
///
/// # Errors
/// Whatever the object's `__dir__` raises.
pub fn dir(py: Python<'_>, handle: Handle) -> PyResult<Answer> {
    let names = py_proxy::object(py, handle)?.dir()?;
    // `__dir__` may give anything; what is no str is no name.
    let names: Vec<_> = names
        .iter()
        .filter(|name| name.is_instance_of::<PyString>())
        .collect();
    answer_array(py, &names, Form::Value)
}

/// Remembers a name that JavaScript uses, which is in the first record, and gives its number.
///
/// # Errors
/// MemoryError.
pub fn intern(py: Python<'_>) -> PyResult<Answer> {
    let text = value(py, &area::result())?.cast_into::<PyString>()?;
    let number = state::add_property_name(crate::ffi::text::interned(text).unbind());
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are some thousands of names"
    )]
    Ok(Answer::Record(Record::number(Tag::Int, number as f64)))
}

/// Forgets all names that JavaScript used.
pub fn forget_names() {
    drop(state::forget_property_names());
}

fn property_name(py: Python<'_>, name: u32) -> PyResult<Bound<'_, PyString>> {
    state::property_name(py, name)
        .ok_or_else(|| PySystemError::new_err(format!("the name number {name} is not known")))
}

/// A dict that has no attribute of this name: then the name means an item.
///
/// Its items are reached as those of any object, for a class may override how.
fn as_items<'a, 'py>(
    object: &'a Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> PyResult<Option<&'a Bound<'py, PyAny>>> {
    if !object.is_instance_of::<PyDict>() {
        return Ok(None);
    }
    if type_has(&object.get_type(), name) {
        return Ok(None);
    }
    // Only what is derived from dict can have attributes of its own.
    let has_own = object.cast_exact::<PyDict>().is_err() && object.hasattr(name)?;
    Ok((!has_own).then_some(object))
}
